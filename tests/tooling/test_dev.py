"""The entry point: readable by the plainest shell, and clear when it cannot go on."""

import os
import re
import shutil
import socket
import subprocess
import sys

import pytest
from django.conf import settings

DEV = settings.BASE_DIR / "dev"
CI = settings.BASE_DIR / ".ci" / "run"


def run_dev(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DEV, *arguments],
        env={"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("script", [DEV, CI], ids=["dev", "ci"])
def test_script_is_executable(script):
    assert os.access(script, os.X_OK)


@pytest.mark.parametrize("shell", ["sh", "dash", "bash"])
def test_entry_point_is_readable_by_every_shell(shell):
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")

    assert subprocess.run([shell, "-n", DEV], check=False).returncode == 0


def test_ci_script_is_readable():
    assert subprocess.run(["bash", "-n", CI], check=False).returncode == 0


def test_help_names_every_command():
    dispatched = re.search(r"^case \$command in\n(.*?)^esac", DEV.read_text(), re.M | re.S)[1]
    commands = set(re.findall(r"^  ([a-z]+)\)", dispatched, re.M))

    assert commands == set(re.findall(r"^\./dev ([a-z]+)", run_dev("help").stdout, re.M))


def test_unknown_command_shows_the_help():
    done = run_dev("deploy")

    assert (done.returncode, done.stderr) == (2, run_dev("help").stdout)


def test_demo_refuses_a_port_that_is_no_number():
    done = run_dev("demo", PORT="eight")

    assert done.returncode == 1
    assert done.stderr.startswith("PORT is 'eight'. Give a number")


@pytest.fixture
def taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_demo_says_in_one_sentence_that_its_port_is_in_use(taken_port):
    done = run_dev("demo", PORT=str(taken_port))

    assert done.returncode == 1
    assert done.stderr == (
        f"Port {taken_port} is in use. "
        f"Choose another, for example: PORT={taken_port + 1} ./dev demo\n"
    )


def test_runner_refuses_a_port_in_use(taken_port):
    runner = [sys.executable, "-m", "coordination.serve", "--port", str(taken_port)]
    done = subprocess.run(
        runner, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (
        1,
        f"Port {taken_port} is in use. Choose another, for example PORT={taken_port + 1}.\n",
    )
