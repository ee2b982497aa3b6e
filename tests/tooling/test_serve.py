"""The embedded profile's runner: what it starts, it ends, with all that those start."""

import signal
import sys
import time

import pytest

from coordination import serve

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DIE = [sys.executable, "-c", "import sys; sys.exit('no room left')"]
IGNORE_REQUESTS = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""
STUBBORN = [sys.executable, "-c", IGNORE_REQUESTS]


@pytest.fixture
def start(tmp_path):
    started = []

    def start_one(command, name="web"):
        started.append(serve.Service(name, command, tmp_path))
        return started[-1]

    yield start_one
    for service in started:
        service.send(signal.SIGKILL)
        service.process.wait()


def wait_for(condition, seconds=10):
    patience = time.monotonic() + seconds
    while not condition() and time.monotonic() < patience:
        time.sleep(0.05)
    return condition()


def test_ending_ends_every_service(start):
    services = [start(SLEEP, "web"), start(SLEEP, "worker")]

    serve.end(services)

    assert [service.has_ended() for service in services] == [True, True]


def test_ending_ends_one_that_does_not_listen(start, monkeypatch):
    monkeypatch.setattr(serve, "END_SECONDS", 0.5)
    stubborn = start(STUBBORN)
    assert wait_for(lambda: "deaf" in stubborn.log.read_text())

    serve.end([stubborn])

    assert stubborn.process.returncode == -signal.SIGKILL


def test_service_that_cannot_start_is_named_with_its_last_words(start):
    failing = start(DIE, "worker")

    problem = serve.wait_until_ready([failing], port=1)

    assert problem.startswith("The worker process could not start.\nno room left\n")


def test_service_that_never_answers_is_given_up(start, monkeypatch):
    monkeypatch.setattr(serve, "START_SECONDS", 0.5)

    problem = serve.wait_until_ready([start(SLEEP)], port=1)

    assert problem.startswith("Not ready after 0.5 seconds.")


def test_watching_ends_when_a_service_dies(start, monkeypatch, capsys):
    services = [start(SLEEP, "web"), start(SLEEP, "worker")]

    def ready_and_then_killed(*_):
        services[1].send(signal.SIGKILL)
        return True

    monkeypatch.setattr(serve, "is_ready", ready_and_then_killed)

    exit_code = serve.watch(services, 8000, "Accounts: none")

    said = capsys.readouterr().out
    assert exit_code == 1
    assert said.startswith("Ready: http://127.0.0.1:8000/\nAccounts: none\n")
    assert "The worker process ended unexpectedly" in said
