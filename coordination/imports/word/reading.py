"""The parent's side of reading a Word file: start the process, wait within limits, say what went wrong."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.documents.sandbox import Limits, limited_environment
from coordination.richtext.parts import Block, Run

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[3]
WORKER = "coordination.imports.word.worker"
LIMITS = Limits(seconds=10, megabytes=400)

_SAVE_AS = gettext_lazy(
    "Öppna den i Word, välj Spara som och Word-dokument (.docx), och försök igen."
)
REFUSALS = {
    "not_word": gettext_lazy("Filen är inget Word-dokument."),
    "old_or_locked": gettext_lazy(
        "Filen har lösenord eller är sparad i Words äldre format (.doc). Ta bort lösenordet."
    ),
    "damaged": gettext_lazy("Filen är skadad och går inte att läsa."),
    "macros": gettext_lazy("Filen innehåller makron och läses därför inte."),
    "hostile": gettext_lazy(
        "Filen innehåller något som ett Word-dokument inte ska ha, och läses inte."
    ),
}
_TOO_LARGE = gettext_lazy(
    "Filen är för stor eller för tung att läsa. Ta bort bilder och bilagor ur den, eller klistra in "
    "texten direkt i avsnittet."
)


@dataclass(frozen=True)
class Note:
    """Something that was left out: what, its words, and the heading above it."""

    kind: str
    quote: str
    place: str


@dataclass(frozen=True)
class WordText:
    """What a Word file says, and what it holds besides."""

    blocks: list[Block]
    notes: list[Note]
    more: int = 0


def read_word(content: bytes, *, limits: Limits = LIMITS) -> WordText:
    """Read a .docx. Raises ValidationError, in words for whoever chose the file."""
    answer = _ask(content, limits)
    if "refused" in answer:
        raise _refused(answer["refused"])
    return WordText(
        blocks=[_block(each) for each in answer["blocks"]],
        notes=[Note(**each) for each in answer["notes"]],
        more=answer["more"],
    )


def _ask(content: bytes, limits: Limits) -> dict:
    instructions = json.dumps({"seconds": limits.seconds, "megabytes": limits.megabytes})
    try:
        done = subprocess.run(  # noqa: S603 (our own module, run by our own interpreter)
            [sys.executable, "-m", WORKER, instructions],
            cwd=ROOT,
            env=limited_environment(os.environ),
            input=content,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_large"}
    if done.returncode == 0:
        return json.loads(done.stdout)
    logger.error("The reading process ended with code %s: %s", done.returncode, done.stderr[-2000:])
    return {"refused": "too_large" if done.returncode < 0 else "damaged"}


def _refused(reason: str) -> ValidationError:
    if reason in REFUSALS:
        message = _("%(why)s %(what_to_do)s") % {"why": REFUSALS[reason], "what_to_do": _SAVE_AS}
        return ValidationError(message, code=reason)
    return ValidationError(_TOO_LARGE, code="too_large")


def _block(values: dict) -> Block:
    return Block(**{**values, "runs": [Run(**run) for run in values["runs"]]})
