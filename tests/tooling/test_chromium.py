"""Finding a browser: only one that starts counts."""

import pytest

from tests import chromium


@pytest.fixture
def no_browser_here(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "CHROMIUM_NAMES", [])
    monkeypatch.setattr(chromium, "CHROMIUM_ON_MACOS", "/nowhere")


def make_browser(path, *, exit_code):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    path.chmod(0o755)
    return str(path)


def test_no_browser_is_found_where_there_is_none(no_browser_here):
    assert chromium.find_chromium() is None


def test_browser_named_in_the_environment_is_found(no_browser_here, monkeypatch, tmp_path):
    browser = make_browser(tmp_path / "chromium", exit_code=0)
    monkeypatch.setenv("CHROMIUM", browser)

    assert chromium.find_chromium() == browser


def test_stub_that_does_not_start_is_no_browser(no_browser_here, monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", make_browser(tmp_path / "chromium", exit_code=1))

    assert chromium.find_chromium() is None


def test_browser_that_playwright_fetched_is_found(no_browser_here, tmp_path):
    folder = tmp_path / ".cache/ms-playwright/chromium_headless_shell-1200/chrome-linux"
    browser = make_browser(folder / "headless_shell", exit_code=0)

    assert chromium.find_chromium() == browser
