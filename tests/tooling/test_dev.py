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


def test_port_in_use_is_said_in_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = subprocess.run(
            [sys.executable, "-m", "coordination.serve", "--check-port", "--port", str(port)],
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert done.stdout == f"Port {port} is in use. Choose another, for example PORT={port + 1}.\n"


def test_port_that_is_free_is_no_problem():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    checked = [sys.executable, "-m", "coordination.serve", "--check-port", "--port", str(port)]
    assert subprocess.run(checked, cwd=settings.BASE_DIR, check=False).returncode == 0
