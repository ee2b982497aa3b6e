"""The lock files name what is installed, by content, and no place it comes from."""

import json
import re

import pytest
from django.conf import settings

LOCK_FILES = ["requirements/base.txt", "requirements/dev.txt", "package-lock.json"]
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*(?:\[[a-z,0-9-]+\])?)==(\S+)", re.MULTILINE)


def read(name: str) -> str:
    return (settings.BASE_DIR / name).read_text()


@pytest.mark.parametrize("name", LOCK_FILES)
def test_lock_file_names_no_host(name):
    assert "://" not in read(name)


@pytest.mark.parametrize("name", LOCK_FILES[:2])
def test_python_lock_has_a_hash_for_every_package(name):
    packages = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", read(name), flags=re.MULTILINE))

    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_front_end_lock_has_a_hash_for_every_package():
    packages = json.loads(read("package-lock.json"))["packages"]

    assert [name for name, package in packages.items() if name and not package["integrity"]] == []


def test_tools_are_tested_with_the_very_versions_that_are_installed():
    base, dev = (set(PINNED.findall(read(name))) for name in LOCK_FILES[:2])

    assert len(base) > 50
    assert base - dev == set()


def test_front_end_lock_follows_the_package_file():
    wanted = json.loads(read("package.json"))["dependencies"]

    assert json.loads(read("package-lock.json"))["packages"][""]["dependencies"] == wanted
