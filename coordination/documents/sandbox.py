"""The parent's side of the printing process: start it, keep it warm, stop it when it goes too far.

One process per server or task process, started when first needed and reused, because loading
WeasyPrint takes longer than a document does. It holds no state: whenever it ends, the next document
starts a new one.
"""

import atexit
import base64
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from coordination.documents.assets import asset_paths
from coordination.documents.exceptions import (
    DocumentError,
    DocumentTooLargeError,
    ForbiddenResourceError,
)

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
WORKER = "coordination.documents.worker"
# What the process may know: where programs, libraries and fonts are. No secrets.
ENVIRONMENT = ("HOME", "LANG", "LC_ALL", "PATH", "PYTHONPATH", "TMPDIR", "XDG_CACHE_HOME")
LIBRARIES = ("DYLD_", "FONTCONFIG_", "LD_")


@dataclass(frozen=True)
class Limits:
    """What one document may take."""

    seconds: int = 30
    megabytes: int = 512


class Sandbox:
    """A process that turns HTML into PDF within ``limits`` and reaches nothing but the kit."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin loading WeasyPrint in the background, so that the first document finds it warm."""
        with self._lock:
            self._running()

    def print_pdf(self, html: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
        """Return the file, or raise the ``DocumentError`` that says why there is none.

        ``pictures`` are files that this document may use beside the kit, by name.
        """
        coded = {name: base64.b64encode(data).decode() for name, data in (pictures or {}).items()}
        order = json.dumps({"html": html, "pictures": coded}).encode()
        with self._lock:
            process = self._running()
            with _time_limit(process, self.limits.seconds) as expired:
                answer = _ask(process, order)
            if answer is None:
                self._stop()
                raise _reason(process, expired=expired.is_set())
            if answer.peak > self.limits.megabytes * 1024 * 1024 / 2:
                self._stop()  # memory is not given back, so the next document gets a new process
        return answer.pdf()

    def stop(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._stop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self._stop()
        if not self._process:
            self._folder = tempfile.mkdtemp(prefix="kraftsam-print-")
            self._process = _start_worker(self.limits, self._folder)
        return self._process

    def _stop(self) -> None:
        if process := self._process:
            self._process = None
            process.kill()
            process.communicate()
            # Who is killed leaves fonts behind.
            shutil.rmtree(self._folder, ignore_errors=True)


@dataclass(frozen=True)
class _Answer:
    status: str
    body: bytes
    peak: int

    def pdf(self) -> bytes:
        if self.status == "printed":
            return self.body
        logger.error("No document: %s %s", self.status, self.body.decode())
        raise {"forbidden": ForbiddenResourceError, "too_large": DocumentTooLargeError}[self.status]


def _start_worker(limits: Limits, folder: str) -> subprocess.Popen[bytes]:
    instructions = {
        "assets": asset_paths(),
        "seconds": limits.seconds,
        "megabytes": limits.megabytes,
    }
    return subprocess.Popen(  # noqa: S603 (our own module, run by our own interpreter)
        [sys.executable, "-m", WORKER, json.dumps(instructions)],
        cwd=ROOT,
        env=limited_environment(os.environ) | {"TMPDIR": folder},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def limited_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What a process that handles strangers' content may know."""
    return {
        name: value
        for name, value in environment.items()
        if name in ENVIRONMENT or name.startswith(LIBRARIES)
    }


@contextmanager
def _time_limit(process: subprocess.Popen[bytes], seconds: int) -> Iterator[threading.Event]:
    """Kill ``process`` after ``seconds``; the event tells afterwards whether that happened."""
    struck = threading.Event()

    def strike() -> None:
        struck.set()
        process.kill()

    watch = threading.Timer(seconds, strike)
    watch.start()
    try:
        yield struck
    finally:
        watch.cancel()
        watch.join()


def _ask(process: subprocess.Popen[bytes], order: bytes) -> _Answer | None:
    """Hand over the order and wait; None when the process ended instead of answering."""
    orders, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    try:
        orders.write(b"%d\n" % len(order) + order)
        orders.flush()
        header = json.loads(answers.readline() or "null")
        body = answers.read(header["length"]) if header else b""
    except BrokenPipeError:
        header = None
    if header is None or len(body) < header["length"]:
        process.wait()
        return None
    return _Answer(status=header["status"], body=body, peak=header["peak"])


def _reason(process: subprocess.Popen[bytes], *, expired: bool) -> DocumentError:
    """A signal means that a limit was hit: time, or memory inside a C library. Else it crashed."""
    logger.error("The printing process ended with code %s", process.returncode)
    return DocumentTooLargeError() if expired or process.returncode < 0 else DocumentError()


_shared: Sandbox | None = None


def shared_sandbox() -> Sandbox:
    """This process's sandbox. Server and task processes may call ``.start()`` when they begin."""
    global _shared  # noqa: PLW0603 (one warm process, made when first needed)
    if _shared is None:
        _shared = Sandbox()
    return _shared


@atexit.register
def _stop_shared() -> None:
    if _shared:
        _shared.stop()


def _forget_after_fork() -> None:
    """A forked server process must neither talk over its parent's pipes nor stop its process."""
    global _shared  # noqa: PLW0603
    _shared = None


os.register_at_fork(after_in_child=_forget_after_fork)
