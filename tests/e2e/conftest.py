"""Browser, world and readers of the browser tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.reader import WIDE, Reader
from tests.e2e.world import PROJECT, World, load_once, serve

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Remember whether the test failed, so that its pages are pictured."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def served_world(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """This test process's own copy of the demonstration."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    loaded = load_once(shared / "demonstration")
    with serve(loaded, own / "world") as world:
        yield world


@pytest.fixture
def world(served_world: World) -> World:
    """The demonstration as it was loaded."""
    served_world.begin_again()
    return served_world


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """A headless Chromium; ends with the module, as Django's database refuses to work beside it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, world: World, request) -> Iterator[Callable[..., Reader]]:
    """``visit("sekreterare")``: a reader signed in with that account, on Min sida.

    Without a name they stand on the sign-in page. Afterwards their consoles must be empty.
    """
    readers = []

    def visit(name: str = "", *, scripts: bool = True, width: int = 0, **options) -> Reader:
        window = {**WIDE, "width": width or WIDE["width"]}
        tab = browser.new_context(
            viewport=window, locale="sv-SE", java_script_enabled=scripts, **options
        )
        tab.set_default_timeout(15_000)
        reader = Reader(tab.new_page(), world.address, scripts=scripts)
        readers.append(reader)
        reader.open("/")
        if name:
            reader.sign_in(name)
        return reader

    yield visit
    for number, reader in enumerate(readers):
        if request.node.stash.get(FAILED, True):
            picture = PROJECT / "test-results" / f"{request.node.name}-{number}.png"
            reader.page.screenshot(path=picture, full_page=True)
        reader.page.context.close()
    assert [each for reader in readers for each in reader.complaints] == []
