"""The printing process keeps within its limits, and a new one takes over when it does not."""

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from coordination.documents import sandbox as module
from coordination.documents.exceptions import DocumentError, DocumentTooLargeError
from coordination.documents.sandbox import Limits, Sandbox, shared_sandbox
from tests.pdf import Pdf

PAGE = "<!doctype html><html lang='sv'><head><title>Prov</title></head><body>{}</body></html>"
SMALL = PAGE.format("<p>Hej.</p>")
# Thousands of pages take more time, or more memory, than the tests allow.
SLOW = PAGE.format("<p>Nämnden har prövat frågan.</p>" * 60_000)
WIDE = PAGE.format("<p>Nämnden har prövat frågan.</p>" * 20_000)
DEEP = PAGE.format("<div>" * 5_000)


@pytest.fixture
def make_sandbox():
    """Printing processes with limits of their own, ended with the test."""
    made = []

    def make(**limits) -> Sandbox:
        made.append(Sandbox(Limits(**limits)))
        return made[-1]

    yield make
    for sandbox in made:
        sandbox.stop()


def test_document_that_takes_too_long_is_stopped(make_sandbox):
    sandbox = make_sandbox(seconds=4)

    with pytest.raises(DocumentTooLargeError, match="för stort"):
        sandbox.print_pdf(SLOW)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not enforce RLIMIT_DATA")
def test_document_that_takes_too_much_memory_is_stopped(make_sandbox):
    sandbox = make_sandbox(megabytes=110)

    with pytest.raises(DocumentTooLargeError, match="för stort"):
        sandbox.print_pdf(WIDE)


def test_control_ordinary_document_fits_the_same_limits(make_sandbox):
    sandbox = make_sandbox(megabytes=110)

    assert Pdf(sandbox.print_pdf(SMALL)).text == "Hej."


def test_document_nested_without_end_is_refused(make_sandbox):
    with pytest.raises(DocumentError):
        make_sandbox(seconds=4).print_pdf(DEEP)


def test_next_document_is_printed_after_one_was_stopped(make_sandbox):
    sandbox = make_sandbox(seconds=4)
    with pytest.raises(DocumentTooLargeError):
        sandbox.print_pdf(SLOW)
    sandbox.limits = Limits()

    assert Pdf(sandbox.print_pdf(SMALL)).text == "Hej."


def test_process_is_reused(make_sandbox):
    sandbox = make_sandbox()
    sandbox.print_pdf(SMALL)
    process = sandbox._process

    sandbox.print_pdf(SMALL)

    assert sandbox._process is process


def test_process_that_has_grown_is_replaced(make_sandbox):
    sandbox = make_sandbox(megabytes=110)  # half of it is less than WeasyPrint itself takes

    sandbox.print_pdf(SMALL)

    assert sandbox._process is None
    assert Pdf(sandbox.print_pdf(SMALL)).text == "Hej."


def test_process_that_was_killed_between_documents_is_replaced(make_sandbox):
    sandbox = make_sandbox()
    sandbox.print_pdf(SMALL)
    sandbox.start()  # a no-op, unless the machine was so slow that the process was let go
    os.kill(sandbox._process.pid, signal.SIGKILL)
    sandbox._process.wait()

    assert Pdf(sandbox.print_pdf(SMALL)).text == "Hej."


def test_process_that_was_killed_leaves_no_files_behind(make_sandbox):
    sandbox = make_sandbox()
    sandbox.print_pdf(SMALL)
    folder = Path(sandbox._folder)
    before = [*folder.iterdir()]
    sandbox.stop()

    assert (len(before), folder.exists()) == (1, False)


def test_crash_is_a_document_error(make_sandbox, monkeypatch):
    monkeypatch.setattr(module, "WORKER", "coordination.documents.no_such_worker")

    with pytest.raises(DocumentError, match="gick inte att skapa") as failed:
        make_sandbox().print_pdf(SMALL)

    assert type(failed.value) is DocumentError


def test_threads_take_turns(make_sandbox):
    sandbox = make_sandbox()
    results = []

    def work(number: int) -> None:
        text = f"Handling {number}."
        results.append(Pdf(sandbox.print_pdf(PAGE.format(f"<p>{text}</p>"))).text == text)

    threads = [threading.Thread(target=work, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [True] * 6


def test_process_is_told_no_secrets():
    environment = {"PATH": "/bin", "SECRET_KEY": "x", "DATABASE_URL": "x", "LD_LIBRARY_PATH": "/l"}

    assert module.limited_environment(environment) == {"PATH": "/bin", "LD_LIBRARY_PATH": "/l"}


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_forked_process_prints_with_a_process_of_its_own():
    """A web server forks after loading; its workers must not share one pipe."""
    parent = shared_sandbox()
    parent.start()
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        own = shared_sandbox()
        text = Pdf(own.print_pdf(SMALL)).text if own is not parent else "shared"
        own.stop()
        os.write(writer, text.encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        assert answer.read() == "Hej."

    assert Pdf(parent.print_pdf(SMALL)).text == "Hej."
