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

START_SECONDS, WORKERS = 60, 2
PAGE = os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def gunicorn(log: Path) -> Iterator[tuple[int, int]]:
    """Give the port and the process id of a server that is ready; it ends with the block."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "coordination/gunicorn.py"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)],
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
    while not (is_ready(port, "127.0.0.1") and len(worker_pids(process.pid)) == WORKERS):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"The server does not start:\n{log.read_text()[-3000:]}")
        time.sleep(0.1)


def worker_pids(parent: int) -> list[int]:
    """The server's two workers."""
    return [int(pid) for pid in _proc(f"{parent}/task/{parent}/children").split()]


def megabytes(pid: int) -> int:
    """What a process holds in memory (RSS)."""
    return int(_proc(f"{pid}/statm").split()[1]) * PAGE // 1024**2


def peak_megabytes(pid: int | str, *, afresh=False) -> int:
    """The most that a process has held; ``afresh`` begins to count from what it holds now."""
    if afresh:
        Path("/proc", str(pid), "clear_refs").write_text("5")
    lines = dict(line.split(":", 1) for line in _proc(f"{pid}/status").splitlines())
    return int(lines["VmHWM"].split()[0]) // 1024


def processor_milliseconds(pid: int) -> float:
    """What a process has had of a processor; unlike the clock, it does not count the neighbours."""
    return int(_proc(f"{pid}/schedstat").split()[0]) / 1e6


def _proc(name):
    return Path("/proc", name).read_text()
