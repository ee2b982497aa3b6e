"""Models with a history are never changed past it: ``.update()`` and bulk writes leave no trace."""

import ast
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
SILENT = {"update", "bulk_update", "bulk_create"}


def tracked_names():
    return {model.__name__ for model in apps.get_models() if hasattr(model, "history")}


def silent_writes(source, names):
    """Calls such as ``Area.objects….update(…)`` on one of the names."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in SILENT
        ):
            text = ast.unparse(node.func)
            if text.split(".")[0] in names:
                yield text


def test_tracked_models_are_never_written_in_silence():
    names = tracked_names()
    found = [
        (str(path.relative_to(ROOT)), call)
        for app in ("coordination", "initiatives", "funding", "evaluation")
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts and "management" not in path.parts
        for call in silent_writes(path.read_text(encoding="utf-8"), names)
    ]

    assert found == []


def test_check_notices_a_silent_write():
    assert list(silent_writes("Area.objects.filter(pk=1).update(name='x')", {"Area"})) == [
        "Area.objects.filter(pk=1).update"
    ]
