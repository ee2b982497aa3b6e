"""``.env.example`` documents every variable that is read, and none that is not."""

import re

from django.conf import settings

READERS = {
    "coordination/settings.py": r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"",
    "coordination/gunicorn.py": r"os\.environ\.get\(\"([A-Z_]+)\"",
    "docker-compose.yml": r"\$\{([A-Z_]+)",
}


def variables_read() -> set[str]:
    return {
        name
        for path, pattern in READERS.items()
        for name in re.findall(pattern, (settings.BASE_DIR / path).read_text())
    }


def documented() -> list[str]:
    text = (settings.BASE_DIR / ".env.example").read_text()
    return re.findall(r"^(?:# )?([A-Z_]+)=", text, re.MULTILINE)


def test_example_documents_exactly_what_is_read():
    assert sorted(documented()) == sorted(variables_read())


def test_variables_are_found_at_all():
    assert {"SECRET_KEY", "DATABASE_URL", "BIND", "POSTGRES_PASSWORD"} <= variables_read()


def test_example_holds_no_secret():
    text = (settings.BASE_DIR / ".env.example").read_text()

    assert re.findall(r"^SECRET_KEY=(.*)$", text, re.MULTILINE) == [""]
