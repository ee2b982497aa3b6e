"""The English translation is complete: every sentence in the code has one, with its placeholders."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "coordination/locale/en/LC_MESSAGES/django.po"
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
IN_TEMPLATES = re.compile(r'(?:_\(|\{% translate )"((?:[^"\\]|\\.)+)"')
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>")


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file)


def parts(text):
    return list(text) if isinstance(text, tuple | list) else [text]


def sentences_in_code():
    for app in ("coordination", "initiatives", "funding", "evaluation"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "id", "") in MARKERS
                    and node.args
                ):
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        yield first.value


def sentences_in_templates():
    for path in (ROOT / "templates").rglob("*.*"):
        yield from IN_TEMPLATES.findall(path.read_text(encoding="utf-8"))


def test_every_sentence_is_in_the_catalogue(catalogue):
    known = {parts(message.id)[0] for message in catalogue}

    missing = {
        text for text in (*sentences_in_code(), *sentences_in_templates()) if text not in known
    }

    assert sorted(missing) == []


def test_every_sentence_is_translated(catalogue):
    untranslated = [
        message.id
        for message in catalogue
        if message.id and (message.fuzzy or not all(parts(message.string)))
    ]

    assert untranslated == []


def test_translations_keep_their_placeholders(catalogue):
    broken = [
        message.id
        for message in catalogue
        if message.id
        and set(PLACEHOLDER.findall(parts(message.id)[-1]))
        != set(PLACEHOLDER.findall(parts(message.string)[-1]))
    ]

    assert broken == []


def test_a_page_speaks_english_when_asked(client, db):
    client.cookies["django_language"] = "en"

    assert "Sign in" in client.get("/konto/login/").content.decode()
