"""The embedded profile in one command: a web server and one Celery worker with its clock.

``python -m coordination.serve --port 8000`` is what ``./dev demo`` and a small installation run.
Both processes end together: on Ctrl-C, when the service manager says so, or when one of them dies.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from coordination.probe import host_of_visitors, is_ready

START_SECONDS = 60
END_SECONDS = 15
POLL_SECONDS = 0.2
LINES_SHOWN = 20

Handler = Callable[[int, FrameType | None], None] | signal.Handlers


class Service:
    """One of the processes, in a group of its own so that what it starts ends with it."""

    def __init__(self, name: str, command: Sequence[str], log_dir: Path | None) -> None:
        """Start the process; with a log folder it writes there instead of to the terminal."""
        self.name = name
        self.log = log_dir / f"{name}.log" if log_dir else None
        with self.log.open("ab") if self.log else contextlib.nullcontext() as output:
            self.process = subprocess.Popen(  # noqa: S603  (our own commands)
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def has_ended(self) -> bool:
        """Tell whether the process is gone."""
        return self.process.poll() is not None

    def send(self, number: signal.Signals) -> None:
        """Signal the whole group; one that is gone already needs no signal."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return

    def last_words(self) -> str:
        """Give the end of the log, for when the process ended by itself."""
        if self.log is None:
            return ""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join([*lines[-LINES_SHOWN:], f"(from {self.log})"])


def web_command(port: int) -> list[str]:
    """Name the web server's command: threads, as browsers come here without a buffering proxy."""
    flags = [
        "--config",
        "coordination/gunicorn.py",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
    ]
    return [sys.executable, "-m", "gunicorn", *flags]


def worker_command() -> list[str]:
    """Name the worker's command: one task at a time is what the folder-based queue is good at."""
    flags = ["--pool=solo", "--beat", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
    return [sys.executable, "-m", "celery", "--app", "coordination.celery", "worker", *flags]


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def is_taken(port: int) -> bool:
    """Tell whether another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def end(services: list[Service]) -> None:
    """End every service: first asked, then, if it does not listen, made to."""
    for service in services:
        service.send(signal.SIGTERM)
    patience = time.monotonic() + END_SECONDS
    while time.monotonic() < patience and not all(service.has_ended() for service in services):
        time.sleep(POLL_SECONDS)
    for service in services:
        service.send(signal.SIGKILL)
        service.process.wait()


def first_ended(services: list[Service]) -> Service | None:
    """Give a service that ended by itself, if there is one."""
    return next((service for service in services if service.has_ended()), None)


def wait_until_ready(services: list[Service], port: int) -> str:
    """Wait until the pages answer; return why not, or nothing."""
    host = host_of_visitors()
    patience = time.monotonic() + START_SECONDS
    while time.monotonic() < patience:
        if ended := first_ended(services):
            return f"The {ended.name} process could not start.\n{ended.last_words()}"
        if is_ready(port, host):
            return ""
        time.sleep(POLL_SECONDS)
    return f"Not ready after {START_SECONDS} seconds.\n" + "\n".join(
        s.last_words() for s in services
    )


def watch(services: list[Service], port: int, announcement: str) -> int:
    """Announce that all is ready, then watch; return the exit code once a service has ended."""
    if problem := wait_until_ready(services, port):
        say(problem)
        return 1
    say(f"Ready: http://127.0.0.1:{port}/")
    say(announcement)
    while (ended := first_ended(services)) is None:
        time.sleep(POLL_SECONDS)
    say(f"The {ended.name} process ended unexpectedly; ending the other one.\n{ended.last_words()}")
    return 1


def raise_exit(_number: int, _frame: FrameType | None) -> None:
    """Turn a signal into an orderly end."""
    raise SystemExit(0)


def handle_signals(handler: Handler) -> None:
    """Handle what asks us to end; a closed terminal only if nobody said to outlive it (nohup)."""
    signal.signal(signal.SIGINT, handler)
    signal.signal(signal.SIGTERM, handler)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, handler)


def serve(port: int, log_dir: Path | None, announcement: str) -> int:
    """Run both services until told to end or until one of them dies."""
    handle_signals(raise_exit)
    services: list[Service] = []
    try:
        services.append(Service("web", web_command(port), log_dir))
        services.append(Service("worker", worker_command(), log_dir))
        return watch(services, port, announcement)
    finally:
        handle_signals(signal.SIG_IGN)  # ending is under way already
        end(services)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--log-dir", type=Path, help="write web.log and worker.log there")
    parser.add_argument("--announce", default="", help="say this once the pages answer")
    parser.add_argument(
        "--check-port", action="store_true", help="only tell whether the port is free"
    )
    return parser.parse_args()


def main() -> int:
    """Run the command line."""
    chosen = arguments()
    if is_taken(chosen.port):
        say(f"Port {chosen.port} is in use. Choose another, for example PORT={chosen.port + 1}.")
        return 1
    return serve(chosen.port, chosen.log_dir, chosen.announce)


if __name__ == "__main__":
    sys.exit(main())
