"""The demonstration municipality behind the product's own web server, for the browser tests.

Loaded once however many processes test; each of them serves a copy, and every test begins with the
municipality as it was loaded.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coordination.probe import is_ready
from coordination.serve import web_command

PROJECT = Path(__file__).resolve().parent.parent.parent
DATABASE = "kraftsam.sqlite3"
START_SECONDS = 60


@dataclass(frozen=True)
class World:
    """A served copy of the demonstration."""

    folder: Path
    loaded: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin_again(self) -> None:
        """Put everything back as it was loaded; the server keeps running."""
        copy_database(self.loaded / DATABASE, self.folder / DATABASE)

    def ask(self, query: str, *values) -> list[tuple]:
        """Read the database behind the pages: addresses, and what no page shows."""
        with contextlib.closing(sqlite3.connect(self.folder / DATABASE)) as database:
            return database.execute(query, values).fetchall()


def copy_database(source: Path, target: Path) -> None:
    """Copy page by page: also into a database that a server has open."""
    with (
        contextlib.closing(sqlite3.connect(source)) as old,
        contextlib.closing(sqlite3.connect(target, timeout=20)) as new,
    ):
        old.backup(new)


def load_once(folder: Path) -> Path:
    """Load the demonstration there, unless another test process has; return the folder."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "loaded").exists():
            folder.mkdir()
            for command in (["migrate"], ["collectstatic", "--no-input"], ["load_demo"]):
                manage(folder, *command)
            (folder / "loaded").touch()
    return folder


def manage(folder: Path, *command: str) -> None:
    """Run one of the product's commands on the demonstration in that folder."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=environment(folder, folder / "static", port=0),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"


def environment(folder: Path, static: Path, port: int) -> dict[str, str]:
    """The settings of ``./dev demo``; nothing of the machine's own installation is used."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "coordination.settings",
        "DEPLOYMENT": "demo",
        "DEBUG": "false",
        "SECRET_KEY": "only-for-the-browser-tests-" + "x" * 50,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "STATIC_ROOT": str(static),
        "REDIS_URL": "",
        "EMAIL_URL": "dummymail://",
        "LOG_LEVEL": "WARNING",
        "WEB_CONCURRENCY": "1",
    }


@contextlib.contextmanager
def serve(loaded: Path, folder: Path) -> Iterator[World]:
    """Serve a copy of what was loaded for as long as the tests need it."""
    shutil.copytree(loaded, folder, ignore=shutil.ignore_patterns("static", f"{DATABASE}*"))
    world = World(folder, loaded, free_port())
    world.begin_again()
    with (folder / "web.log").open("wb") as log:
        server = subprocess.Popen(
            web_command(world.port),
            cwd=PROJECT,
            env=environment(folder, loaded / "static", world.port),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_until_ready(world, server)
        yield world
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


def wait_until_ready(world: World, server: subprocess.Popen) -> None:
    """Wait until the pages answer, or say what the server said."""
    patience = time.monotonic() + START_SECONDS
    while not is_ready(world.port, f"127.0.0.1:{world.port}"):
        said = (world.folder / "web.log").read_text(errors="replace")
        assert server.poll() is None, f"The web server ended: {said}"
        assert time.monotonic() < patience, f"The web server does not answer: {said}"
        time.sleep(0.1)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
