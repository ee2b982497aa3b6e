"""gunicorn as in production, with two workers, and what they weigh."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from coordination.probe import is_ready
from tests.servers import free_port

START_SECONDS = 60
PAGE = os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def gunicorn(log: Path) -> Iterator[tuple[int, int]]:
    """Give the port and the process id of a server that is ready; it ends with the block."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "coordination/gunicorn.py"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}", "--workers", "2"],
            env={**os.environ, "LOG_LEVEL": "INFO"},  # a line for every request, as in production
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        _wait(process, port, log)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _wait(process, port, log):
    until = time.monotonic() + START_SECONDS
    while not is_ready(port, "127.0.0.1"):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"The server does not start:\n{log.read_text()[-3000:]}")
        time.sleep(0.1)


def worker_megabytes(parent: int) -> list[int]:
    """What each worker holds in memory (RSS)."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [_megabytes(int(pid)) for pid in children]


def _megabytes(pid):
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * PAGE // 1024**2
