"""docs/requirements.md names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_test_named_in_the_requirements_exists():
    text = (ROOT / "docs/requirements.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_/0-9]+/test_[a-z_0-9]+\.py)`", text))

    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / "tests" / name).exists()] == []
