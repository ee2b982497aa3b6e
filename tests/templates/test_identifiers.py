"""A number that a machine reads again (in an address, a field, an anchor) is digits alone.

Numbers are written the Swedish way, ”1 000”, wherever people read them; as a key that would be lost.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

ATTRIBUTE = re.compile(r'\b(?:value|id|href|data-[a-z-]+)="((?:\{\{.*?\}\}|\{%.*?%\}|[^"{])*)"')
KEY = re.compile(r"\{\{ *[a-z_.]*(?:\bpk|\bversion|\bnumber|(?<!auto)_id) *\}\}")
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def grouped_keys(source):
    if "{% localize off %}" in source:
        return []
    return [key for value in ATTRIBUTE.findall(source) for key in KEY.findall(value)]


def test_keys_have_no_thousands_separator():
    assert [
        (path.name, keys) for path in TEMPLATES if (keys := grouped_keys(path.read_text()))
    ] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<a href="?bidrag={{ grant.pk }}">', ["{{ grant.pk }}"]),
        ('<input value="{{ section.version }}">', ["{{ section.version }}"]),
        ('<tr id="rad-{{ entry.pk|stringformat:"d" }}">', []),
        ("<p>{{ number }}</p>", []),
    ],
)
def test_key_is_found_where_it_matters(source, found):
    assert grouped_keys(source) == found
