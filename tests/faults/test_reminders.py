"""Reminders under fire (T9–T12): workers killed, the queue lost, beats doubled. Run by ``./dev faults``.

Real workers, a real mail server; PostgreSQL and Redis where they can be had, and the embedded profile.
"""

import os
import random
import signal
import time

import pytest
from celery import Celery
from redis import Redis

from tests.faults.installation import (
    hinted,
    installation,
    mail_sink,
    some_letters,
    wait_until,
)
from tests.faults.naive import effects, naive_workers
from tests.faults.queue import GONE, Mortal
from tests.servers import find_redis, real_redis

pytestmark = pytest.mark.heavy

REMINDERS, KILLS = 1000, 20
ON_SERVER = bool(os.environ.get("TEST_DATABASE_URL")) and bool(find_redis())
needs_servers = pytest.mark.skipif(not ON_SERVER, reason="needs PostgreSQL and a real Redis")
PROFILES = ["embedded", pytest.param("server", marks=needs_servers)]
SOLO, PREFORK = ("--pool=solo",), ("--concurrency=2",)
# ``FAULTS_SPEED=1 ./dev faults -k losing_the_queue`` takes the ten minutes that they are.
SPEED = int(os.environ.get("FAULTS_SPEED", "30"))
HINT_IN_HAND_SECONDS = 4  # the one that the worker had taken finds nothing to do
FAULTS = ["killed", "flushed", GONE]
IMPATIENT = {"VISIBILITY_TIMEOUT": "2", "RESTORE_INTERVAL": "1"}


@pytest.fixture
def queue():
    """An own Redis that keeps nothing: what is in it is lost with it."""
    with real_redis(find_redis()) as url:
        yield url


@pytest.mark.parametrize("profile", PROFILES)
def test_killing_the_workers_twenty_times_loses_nothing(profile, tmp_path, request, figure):
    """T9. A duplicate can only come where the server said yes and our note of it was killed."""
    redis = request.getfixturevalue("queue") if profile == "server" else ""
    flags = PREFORK if redis else SOLO
    chance = random.Random(9)  # noqa: S311  (the same moments each time)
    with (
        mail_sink(seconds_a_letter=0.004) as (sink, port),
        installation(tmp_path, redis=redis, mail_port=port, MESSAGE_LEASE_SECONDS="6") as made,
    ):
        made.run("-m", "tests.faults.seed", str(REMINDERS))
        with hinted(made):
            kills = 0
            while kills < KILLS and len(sink.by_recipient) < REMINDERS:
                worker = made.start_worker(*flags)
                enough = min(REMINDERS, len(sink.letters) + some_letters(chance))
                wait_until(lambda enough=enough: len(sink.letters) >= enough)
                made.kill(worker)
                kills += 1
            made.start_worker(*flags)
            wait_until(lambda: len(sink.by_recipient) == REMINDERS and not made.unsent())

    figure(
        f"T9 {profile}",
        f"{len(sink.by_recipient)} of {REMINDERS} reminders delivered through {kills} kill -9, "
        f"0 lost, {sink.twice} came twice under the same Message-ID",
    )
    assert len(sink.by_recipient) == REMINDERS
    assert len(sink.names) == REMINDERS  # what came twice has the same name
    assert sink.twice <= kills


@pytest.fixture
def mortal(tmp_path):
    """A Redis to be killed and started again; it keeps nothing."""
    mortal = Mortal(tmp_path / "redis")
    try:
        yield mortal
    finally:
        mortal.end()


@needs_servers
@pytest.mark.postgresql
@pytest.mark.parametrize("fault", FAULTS)
def test_losing_the_queue_costs_two_minutes_at_most(fault, mortal, tmp_path, figure):
    """T10. The queue is lost with 300 hints in it, before a worker that stands still; then letters are due."""
    with (
        mail_sink() as (sink, mail_port),
        installation(
            tmp_path, redis=mortal.url, mail_port=mail_port, TICK_SECONDS=str(60 / SPEED)
        ) as made,
    ):
        worker = made.start_worker(*SOLO, "--beat", f"--schedule={tmp_path}/beat")
        wait_until(lambda: mortal.took_a_task(made))
        os.killpg(worker.pid, signal.SIGSTOP)
        for _each in range(300):
            made.hint()
        mortal.suffer(fault)
        os.killpg(worker.pid, signal.SIGCONT)
        time.sleep(HINT_IN_HAND_SECONDS)
        made.run("-m", "tests.faults.seed", "300")
        if fault == GONE:
            time.sleep(600 / SPEED)
            assert made.unsent() == len(sink.letters) == 0
        mortal.start()
        seconds = wait_until(lambda: len(sink.by_recipient) == 300 and not made.unsent())

    figure(
        f"T10 {fault}",
        f"300 of 300 delivered, {sink.twice} twice, {seconds:.0f} s after the queue was back "
        f"(time {SPEED} times as fast)",
    )
    assert (len(sink.letters), sink.twice) == (300, 0)
    assert seconds <= 120


@needs_servers
@pytest.mark.redis
@pytest.mark.parametrize("fault", ["killed", "flushed"])
def test_letters_that_live_in_the_queue_alone_are_lost(fault, mortal, figure):
    """Negative control of T10: what most do, a task that carries the letter."""
    queue = Celery(broker=mortal.url, set_as_current=False)
    for number in range(300):
        queue.send_task("letter", [f"s{number}@kommun.example"])
    with Redis.from_url(mortal.url) as redis:
        assert redis.llen("celery") == 300

    mortal.suffer(fault)
    mortal.start()

    with Redis.from_url(mortal.url) as redis:
        left = redis.llen("celery")
    figure(f"T10 control, {fault}", f"letters that live in the queue alone: {left} of 300 are left")
    assert left == 0


@needs_servers
@pytest.mark.postgresql
def test_task_handed_out_again_and_again_has_one_effect(tmp_path, queue, figure):
    """T11. The queue thinks after two seconds that a task is lost, and each is published five times."""
    with (
        mail_sink(seconds_a_letter=0.1) as (sink, port),
        installation(tmp_path, redis=queue, mail_port=port, **IMPATIENT) as made,
    ):
        made.run("-m", "tests.faults.seed", "300")
        made.start_worker(*PREFORK)
        made.start_worker(*PREFORK)
        for _each in range(5):
            made.hint()
        seconds = wait_until(lambda: len(sink.by_recipient) == 300 and not made.unsent())

    figure(
        "T11",
        f"300 of 300 delivered, {sink.twice} twice: each task published 5 times, handed out again "
        f"after 2 s, at work for {seconds:.0f} s",
    )
    assert (len(sink.letters), sink.twice) == (300, 0)


@needs_servers
@pytest.mark.redis
def test_task_that_trusts_the_queue_has_an_effect_each_time(tmp_path, queue, figure):
    """Negative control of T11: a task that sends without asking whether somebody has sent already."""
    done = tmp_path / "done"
    with naive_workers(queue, done, number=2) as tasks:
        tasks.send_task("naive.slow", ["A"])
        for _each in range(5):
            tasks.send_task("naive.quick", ["B"])
        wait_until(lambda: effects(done)["A"] >= 2 and effects(done)["B"] == 5)

    found = effects(done)
    figure(
        "T11 control",
        f"a task that takes 6 s, handed out again after 2 s: done {found['A']} times; "
        f"one published 5 times: done {found['B']} times",
    )


@pytest.mark.parametrize("profile", PROFILES)
def test_two_beats_do_no_harm(profile, tmp_path, request, figure):
    """T12. Two workers with a clock each, as when somebody starts the service twice."""
    redis = request.getfixturevalue("queue") if profile == "server" else ""
    with (
        mail_sink() as (sink, port),
        installation(tmp_path, redis=redis, mail_port=port, TICK_SECONDS="1") as made,
    ):
        made.run("-m", "tests.faults.seed", "300")
        for number in range(2):
            made.start_worker(*SOLO, "--beat", f"--schedule={tmp_path}/beat{number}")
        wait_until(lambda: len(sink.by_recipient) == 300 and not made.unsent())
        time.sleep(5)  # both go on ticking

    figure(f"T12 {profile}", f"two beats: 300 of 300 delivered, {sink.twice} twice")
    assert (len(sink.letters), sink.twice) == (300, 0)
