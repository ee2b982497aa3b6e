"""No float ever touches money (T7): not a type, not a literal, not a division."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    path
    for path in [
        *(ROOT / "funding").rglob("*.py"),
        ROOT / "coordination" / "swedish" / "amounts.py",
    ]
    if "migrations" not in path.parts
]


def floats_in(source):
    """Line and kind of everything that makes or takes a float."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, "literal"
        elif isinstance(node, ast.Name) and node.id == "float":
            yield node.lineno, "float"
        elif isinstance(node, ast.Attribute) and node.attr in {"FloatField", "DecimalField"}:
            yield node.lineno, node.attr
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            yield node.lineno, "division"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_holds_no_float(path):
    assert list(floats_in(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source", ["x = 1.5", "x = float(y)", "x = y / 2", "x /= 2", "models.FloatField()"]
)
def test_check_notices_a_float(source):
    assert len(list(floats_in(source))) == 1
