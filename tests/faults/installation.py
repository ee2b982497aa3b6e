"""An installation of real processes, with a mail server that is told how to behave, to be broken."""

import asyncio
import contextlib
import email
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from aiosmtpd.controller import Controller
from celery import Celery
from django.conf import settings

from tests.servers import free_port

PATIENCE = 600  # a busy machine starts a worker in a minute


class Sink:
    """A mail server that says yes after a moment, and remembers who got which letter."""

    def __init__(self, seconds_a_letter=0.0):
        self.letters: list[tuple[str, str]] = []
        self.seconds_a_letter = seconds_a_letter

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        letter = email.message_from_bytes(envelope.content)
        await asyncio.sleep(self.seconds_a_letter)
        self.letters.append((envelope.rcpt_tos[0], letter["Message-ID"]))
        return "250 OK"

    @property
    def by_recipient(self) -> Counter:
        return Counter(address for address, _name in self.letters)

    @property
    def names(self) -> set[str]:
        return {name for _address, name in self.letters}

    @property
    def twice(self) -> int:
        """How many letters came more than once."""
        return len(self.letters) - len(self.by_recipient)


@contextlib.contextmanager
def mail_sink(seconds_a_letter=0.0) -> Iterator[tuple[Sink, int]]:
    """Run a sink while a test uses it; gives it and its port."""
    sink, port = Sink(seconds_a_letter), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()


@dataclass
class Installation:
    """The environment of an installation, and what is running of it."""

    environment: dict[str, str]
    workers: list[subprocess.Popen] = field(default_factory=list)

    def run(self, *command) -> str:
        """Run one of the project's programs to its end; gives what it said."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def start_worker(self, *flags, **changes) -> subprocess.Popen:
        """Start a worker in a process group of its own, so that a kill takes its children along."""
        command = [sys.executable, "-m", "celery", "--app", "coordination.celery", "worker"]
        with Path(self.environment["DATA_DIR"], "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                [*command, "--loglevel=WARNING", "--without-gossip", "--without-mingle", *flags],
                cwd=settings.BASE_DIR,
                env={**self.environment, **changes},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.workers.append(worker)
        return worker

    def kill(self, worker) -> None:
        """Kill -9 the whole group, and bury it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def hint(self, task="coordination.tick") -> None:
        """Put a hint in the queue, as beat does each minute."""
        _queue(self.environment).send_task(task, expires=30)

    def rows(self, sql) -> list[tuple]:
        """Ask the database, past the application."""
        url = self.environment["DATABASE_URL"]
        if url.startswith("sqlite"):
            with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
                return database.execute(sql).fetchall()
        with psycopg.connect(url.replace("postgres://", "postgresql://")) as database:
            return database.execute(sql).fetchall()

    def unsent(self) -> int:
        """How many letters wait, or are being sent."""
        waiting = "SELECT count(*) FROM coordination_outgoingmessage WHERE state <> 'sent'"
        return self.rows(waiting)[0][0]


@contextlib.contextmanager
def installation(folder: Path, *, redis="", mail_port=0, **changes) -> Iterator[Installation]:
    """An empty installation: in SQLite, or with Redis in a PostgreSQL database of its own."""
    server = os.environ["TEST_DATABASE_URL"] if redis else ""
    with empty_database(server) as database_url:
        environment = {
            "PATH": os.environ["PATH"],
            "DEPLOYMENT": "test",
            "SECRET_KEY": "x" * 60,
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url or f"sqlite:///{folder}/kraftsam.sqlite3",
            "REDIS_URL": redis,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "REMINDERS_FROM_HOUR": "0",
            "LOG_LEVEL": "WARNING",
            **changes,
        }
        made = Installation(environment)
        made.run("manage.py", "migrate", "--verbosity", "0")
        try:
            yield made
        finally:
            for worker in made.workers:
                made.kill(worker)


def wait_until(condition, *, seconds=PATIENCE, meanwhile=None) -> float:
    """Wait for something to become true; gives how many seconds it took."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"not within {seconds} s")
        if meanwhile:
            meanwhile()
        time.sleep(0.2)
    return time.monotonic() - began


@contextlib.contextmanager
def hinted(made: Installation, every=0.4) -> Iterator[None]:
    """Hint again and again while a test does something else."""
    over = threading.Event()

    def again():
        while not over.wait(every):
            with contextlib.suppress(Exception):  # the queue may be away
                made.hint()

    thread = threading.Thread(target=again, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def some_letters(chance: random.Random) -> int:
    """After how many letters the next kill comes."""
    return chance.randint(1, 60)


@contextlib.contextmanager
def empty_database(server: str) -> Iterator[str]:
    """A database of its own on a PostgreSQL server, removed again; nothing where there is no server."""
    if not server:
        yield ""
        return
    name = f"kraftsam_{uuid.uuid4().hex[:12]}"
    admin = server.replace("postgres://", "postgresql://")
    with psycopg.connect(admin, autocommit=True) as database:
        database.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(admin, autocommit=True) as database:
            database.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _queue(environment) -> Celery:
    app = Celery(set_as_current=False)
    folder = Path(environment["DATA_DIR"])
    app.conf.broker_url = environment["REDIS_URL"] or "filesystem://localhost//"
    if not environment["REDIS_URL"]:
        app.conf.broker_transport_options = {
            "data_folder_in": str(folder / "queue"),
            "data_folder_out": str(folder / "queue"),
            "control_folder": str(folder / "queue-control"),
        }
    return app
