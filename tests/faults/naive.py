"""Tasks as they are often written, for the negative controls: the queue is trusted to hand out each once."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from celery import Celery
from django.conf import settings

SLOW_SECONDS = 6

app = Celery("naive", broker=os.environ.get("NAIVE_QUEUE"), set_as_current=False)
app.conf.task_acks_late = True
app.conf.worker_prefetch_multiplier = 1
app.conf.broker_transport_options = {
    "visibility_timeout": 2,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
}


@app.task(name="naive.slow")
def slow(name):
    """Send a letter, after work that takes longer than the queue believes."""
    time.sleep(SLOW_SECONDS)
    _send(name)


@app.task(name="naive.quick")
def quick(name):
    """Send a letter at once."""
    _send(name)


def _send(name):
    with Path(os.environ["NAIVE_DONE"]).open("a") as done:
        done.write(f"{name}\n")


def effects(done: Path) -> Counter:
    """How many times each letter was sent."""
    return Counter(done.read_text().split()) if done.exists() else Counter()


@contextlib.contextmanager
def naive_workers(queue: str, done: Path, *, number) -> Iterator[Celery]:
    """Run workers of this kind while a test uses them; gives what publishes their tasks."""
    command = [sys.executable, "-m", "celery", "--app", "tests.faults.naive", "worker"]
    environment = {**os.environ, "NAIVE_QUEUE": queue, "NAIVE_DONE": str(done)}
    workers = [
        subprocess.Popen(
            [*command, "--concurrency=2", f"--hostname=naive{each}@%h", "--loglevel=ERROR"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for each in range(number)
    ]
    try:
        yield Celery(broker=queue, set_as_current=False)
    finally:
        for worker in workers:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
