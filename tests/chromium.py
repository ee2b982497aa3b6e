"""Finds a Chromium for the browser tests: the machine's, or one that Playwright has fetched."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

CHROMIUM_NAMES = ["chromium", "google-chrome-stable", "google-chrome", "chromium-browser"]
CHROMIUM_ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PLAYWRIGHT_FOLDERS = [".cache/ms-playwright", "Library/Caches/ms-playwright"]
PLAYWRIGHT_BINARIES = {"headless_shell", "chrome-headless-shell", "chrome", "Chromium"}


def find_chromium() -> str | None:
    """Find a Chromium that starts."""
    return next((path for path in chromium_candidates() if path and starts(path)), None)


def chromium_candidates() -> Iterator[str | None]:
    """Name the places to look: CHROMIUM, the machine's browsers, what Playwright has fetched."""
    yield os.environ.get("CHROMIUM")
    yield from map(shutil.which, CHROMIUM_NAMES)
    yield CHROMIUM_ON_MACOS
    for folder in PLAYWRIGHT_FOLDERS:
        for path in sorted((Path.home() / folder).glob("chromium*/**/*")):
            if path.name in PLAYWRIGHT_BINARIES:
                yield str(path)


def starts(binary: str) -> bool:
    """Tell whether the browser runs at all: Ubuntu's may be a stub that asks for a snap."""
    if not os.access(binary, os.X_OK) or Path(binary).is_dir():
        return False
    done = subprocess.run([binary, "--version"], capture_output=True, check=False, timeout=60)
    return done.returncode == 0
