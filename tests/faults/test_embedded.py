"""The embedded profile as a whole: real processes, killed and asked to end."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest
from django.conf import settings

from tests.servers import answers, free_port

pytestmark = [
    pytest.mark.embedded,
    pytest.mark.skipif(sys.platform != "linux", reason="finds child processes through /proc"),
]


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> dict[str, str]:
    """Give the environment of an empty installation with its tables made."""
    folder = tmp_path_factory.mktemp("installation")
    environment = {
        "PATH": os.environ["PATH"],
        "DEPLOYMENT": "demo",
        "SECRET_KEY": "x" * 60,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/kraftsam.sqlite3",
    }
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=settings.BASE_DIR, env=environment, check=True)
    return environment


@pytest.fixture
def running(installation):
    """Give a started installation: its runner and the port it answers on."""
    port = free_port()
    runner = subprocess.Popen(
        [sys.executable, "-m", "coordination.serve", "--port", str(port),
         "--log-dir", installation["DATA_DIR"]],
        cwd=settings.BASE_DIR,
        env=installation,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    with runner:
        assert runner.stdout.readline() == f"Ready: http://127.0.0.1:{port}/\n"
        yield runner, port
        runner.terminate()


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def family_of(runner: subprocess.Popen) -> list[int]:
    """Name all that the runner started, and all that those started."""
    children = children_of(runner.pid)
    return [*children, *(grandchild for child in children for grandchild in children_of(child))]


def is_alive(pid: int) -> bool:
    """Tell whether the process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_health_is_told_while_it_runs(running):
    _runner, port = running
    opener = build_opener(ProxyHandler({}))

    with opener.open(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_being_asked_to_end_ends_all(running, number):
    runner, port = running
    family = family_of(runner)

    runner.send_signal(number)

    assert runner.wait(timeout=30) == 0
    assert [pid for pid in family if is_alive(pid)] == []
    assert not answers(port)


@pytest.mark.parametrize("victim", ["web", "worker"])
def test_one_that_is_killed_takes_the_other_along(running, victim):
    runner, port = running
    family = family_of(runner)
    web, worker = children_of(runner.pid)

    os.kill({"web": web, "worker": worker}[victim], signal.SIGKILL)

    assert runner.wait(timeout=30) == 1
    assert f"The {victim} process ended unexpectedly" in runner.stdout.read()
    assert [pid for pid in family if is_alive(pid)] == []
    assert not answers(port)
