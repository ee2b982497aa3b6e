"""Every command that a page of documentation tells the reader to run exists."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands

PAGES = sorted([*settings.BASE_DIR.glob("*.md"), *settings.BASE_DIR.glob("docs/**/*.md")])


@pytest.fixture(scope="module")
def dev_commands() -> set[str]:
    return set(re.findall(r"^  ([a-z]+)\)", (settings.BASE_DIR / "dev").read_text(), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_documentation_exist(page, dev_commands):
    text = page.read_text()
    through_dev = set(re.findall(r"\./dev ([a-z]+)", text))
    through_manage = set(re.findall(r"(?:manage\.py|\./dev manage) ([a-z_]+)", text))

    assert through_dev - dev_commands == set()
    assert through_manage - set(get_commands()) == set()


def test_operations_page_is_among_them():
    assert settings.BASE_DIR / "docs" / "operations.md" in PAGES
