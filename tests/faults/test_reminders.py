"""Reminders under fire (T9–T12): workers killed, the queue lost, beats doubled. Run by ``./dev faults``.

Real workers, a real mail server; PostgreSQL and Redis where they can be had, and the embedded profile.
"""

import os
import random
import subprocess
import time

import pytest
from redis import Redis

from tests.faults.installation import (
    hinted,
    installation,
    mail_sink,
    some_letters,
    wait_until,
)
from tests.servers import answers, find_redis, real_redis, start_redis

pytestmark = pytest.mark.heavy

REMINDERS, KILLS = 1000, 20
ON_SERVER = bool(os.environ.get("TEST_DATABASE_URL")) and bool(find_redis())
needs_servers = pytest.mark.skipif(not ON_SERVER, reason="needs PostgreSQL and a real Redis")
PROFILES = ["embedded", pytest.param("server", marks=needs_servers)]
SOLO, PREFORK = ("--pool=solo",), ("--concurrency=2",)


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


@needs_servers
@pytest.mark.postgresql
@pytest.mark.parametrize("fault", ["killed", "flushed", "gone for ten minutes"])
def test_losing_the_queue_costs_two_minutes_at_most(fault, tmp_path, figure):
    """T10. Time runs thirty times as fast: a tick every two seconds, gone for twenty."""
    folder = tmp_path / "redis"
    folder.mkdir()
    process, port = start_redis(find_redis(), str(folder))
    redis = f"redis://127.0.0.1:{port}/0"
    try:
        with (
            mail_sink() as (sink, mail_port),
            installation(tmp_path, redis=redis, mail_port=mail_port, TICK_SECONDS="2") as made,
        ):
            made.run("-m", "tests.faults.seed", "300")
            for _each in range(300):
                made.hint()
            _lose(process, redis, fault)
            if fault != "flushed":
                if fault.startswith("gone"):
                    time.sleep(20)
                process = _start_again(port, folder)
            made.start_worker(*SOLO, "--beat", f"--schedule={tmp_path}/beat")
            seconds = wait_until(lambda: len(sink.by_recipient) == 300 and not made.unsent())
    finally:
        process.kill()
        process.wait()

    figure(f"T10 {fault}", f"300 of 300 delivered {seconds:.0f} s after the queue was lost")
    assert (len(sink.letters), sink.twice) == (300, 0)
    assert seconds <= 120


def _lose(process, redis, fault):
    if fault == "flushed":
        Redis.from_url(redis).flushall()
    else:
        process.kill()
        process.wait()


def _start_again(port, folder):
    process = subprocess.Popen(
        [
            find_redis(),
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(folder),
            "--save",
            "",
        ],
        stdout=subprocess.DEVNULL,
    )
    wait_until(lambda: answers(port))
    return process


@needs_servers
@pytest.mark.postgresql
def test_task_handed_out_again_and_again_has_one_effect(tmp_path, queue, figure):
    """T11. The queue thinks after a second that a task is lost, and each is published five times."""
    with (
        mail_sink(seconds_a_letter=0.02) as (sink, port),
        installation(tmp_path, redis=queue, mail_port=port, VISIBILITY_TIMEOUT="1") as made,
    ):
        made.run("-m", "tests.faults.seed", "300")
        made.start_worker(*PREFORK)
        made.start_worker(*PREFORK)
        for _each in range(5):
            made.hint()
        wait_until(lambda: len(sink.by_recipient) == 300 and not made.unsent(), meanwhile=made.hint)

    figure(
        "T11", f"300 letters, each task published 5 times and handed out again: {sink.twice} twice"
    )
    assert (len(sink.letters), sink.twice) == (300, 0)


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
