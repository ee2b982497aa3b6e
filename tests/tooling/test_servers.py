"""The throw-away servers: there while the command runs, gone after it."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests import servers

LOOK_AROUND = """
import os, sys, psycopg, redis
rows = psycopg.connect(os.environ["TEST_DATABASE_URL"]).execute("SELECT 1").fetchall()
answer = redis.from_url(os.environ["TEST_REDIS_URL"]).ping()
print(rows, answer)
sys.exit(7)
"""


@pytest.fixture
def no_addresses(monkeypatch):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.delenv("TEST_REDIS_URL", raising=False)


def test_command_finds_both_servers_and_its_exit_code_counts(no_addresses):
    done = subprocess.run(
        [sys.executable, "-m", "tests.servers", sys.executable, "-c", LOOK_AROUND],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.returncode) == ("[(1,)] True\n", 7)


def test_postgresql_leaves_nothing_behind(no_addresses):
    with servers.postgresql() as url:
        folder = Path(url.partition("host=")[2])
        with psycopg.connect(url) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)

    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_redis_ends_with_its_block(no_addresses):
    with servers.redis() as url:
        port = int(url.rpartition(":")[2].partition("/")[0])
        assert servers.answers(port)

    assert not servers.answers(port)


def test_imitated_redis_speaks_enough_of_redis(no_addresses, monkeypatch):
    redis = pytest.importorskip("redis")
    monkeypatch.setattr(servers, "find_redis", lambda: None)

    with servers.redis() as url, redis.from_url(url) as client:
        client.lpush("queue", "task")
        assert client.brpop("queue", timeout=1) == (b"queue", b"task")


def test_address_in_the_environment_comes_first(monkeypatch):
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://somewhere/else")
    monkeypatch.setenv("TEST_REDIS_URL", "redis://somewhere:6379/1")

    with servers.postgresql() as database, servers.redis() as queue:
        assert (database, queue) == ("postgres://somewhere/else", "redis://somewhere:6379/1")


def test_postgresql_of_the_wheel_serves_where_the_machine_has_none(no_addresses, monkeypatch):
    monkeypatch.setattr(servers, "POSTGRESQL_FOLDERS", [])
    monkeypatch.setattr(servers.shutil, "which", lambda *_, **__: None)

    with servers.postgresql() as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("kraftsam",)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_copies_what_others_cannot_reach(no_addresses, monkeypatch):
    monkeypatch.setattr(servers, "POSTGRESQL_FOLDERS", [])
    monkeypatch.setattr(servers.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(servers, "is_open_to_all", lambda _: False)

    with servers.postgresql() as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_what_is_missing_is_named(no_addresses, monkeypatch):
    monkeypatch.setattr(servers, "find_postgresql", lambda: None)
    monkeypatch.setattr(servers, "find_chromium", lambda: None)

    assert servers.missing() == ["PostgreSQL", "Chromium"]
