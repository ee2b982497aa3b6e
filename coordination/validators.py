"""Checks shared by forms, API and domain; each says what happened, why, and what to do."""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

EARLIEST_DAY = date(1900, 1, 1)
YEARS_AHEAD = 30
# Signs that turn the direction of what follows: a name with one of them can pass for another name.
TURNING_SIGNS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
UNSTORABLE = frozenset({"Cc", "Cs"})


def validate_day(*days, today=None) -> None:
    """Days that a municipality can mean: from 1900 to thirty years ahead. An unknown day is no day.

    Every form (``RuleForm``), every input of the API (``Input``) and the domain functions ask here,
    so that a slip of the year, 0224 or 9999, is caught where it is made.
    """
    today = today or timezone.localdate()
    latest = date(today.year + YEARS_AHEAD, 12, 31)
    for day in days:
        if day and not EARLIEST_DAY <= day <= latest:
            raise ValidationError(
                _("Kontrollera årtalet. Året ska vara mellan %(first)s och %(last)s."),
                code="year_unlikely",
                params={"first": EARLIEST_DAY.year, "last": latest.year},
            )


def validate_due_day(day, *, today) -> None:
    """A day to answer by lies in the future (today counts), and not too far away."""
    validate_day(day, today=today)
    if day < today:
        raise ValidationError(
            _("Dagen har redan varit. Välj en dag från och med i dag."), code="day_has_been"
        )


HIGHEST_PARAGRAPH = 9999


def validate_paragraph(paragraph) -> None:
    """A paragraph (§) is a whole number from 1; no body takes ten thousand decisions a year."""
    if paragraph is None or paragraph < 1:
        raise ValidationError(
            _("Skriv paragrafens nummer, till exempel 201."), code="paragraph_missing"
        )
    if paragraph > HIGHEST_PARAGRAPH:
        raise ValidationError(
            _("§ %(paragraph)s är för högt. Skriv paragrafens nummer i årets protokoll."),
            code="paragraph_too_high",
            params={"paragraph": paragraph},
        )


_COMMON_GENDER = re.compile(r"(?:\w+[ea]n|\w+s \w+ning)\b")


def is_common_gender(what) -> bool:
    """Whether a thing by its definite name is ”den” (rubriken, frågan) and not ”det” (namnet)."""
    return bool(_COMMON_GENDER.match(str(what)))


def has_other_digits(written) -> bool:
    """Digits of other scripts: Python reads them as numbers, and nobody at the municipality does."""
    return isinstance(written, str) and any(
        sign.isdigit() and not sign.isascii() for sign in written
    )


def validate_plain_text(text, *, what, limit) -> str:
    """Text as it is stored: composed characters, no control characters, within the limit."""
    text = unicodedata.normalize("NFC", text or "").strip()
    said = {"what": what, "length": len(text), "limit": limit}
    common = is_common_gender(what)
    if not text:
        missing = (
            _("%(what)s saknas. Fyll i den och försök igen.")
            if common
            else _("%(what)s saknas. Fyll i det och försök igen.")
        )
        raise ValidationError(missing % said, code="missing")
    if len(text) > limit:
        too_long = (
            _("%(what)s är för lång: %(length)s tecken. Korta till högst %(limit)s.")
            if common
            else _("%(what)s är för långt: %(length)s tecken. Korta till högst %(limit)s.")
        )
        raise ValidationError(too_long % said, code="too_long")
    if any(unicodedata.category(sign) in UNSTORABLE and sign not in "\n\r\t" for sign in text):
        raise ValidationError(
            _("%(what)s innehåller tecken som inte går att spara. Klistra in texten som ren text.")
            % said,
            code="control_character",
        )
    if TURNING_SIGNS & set(text):
        turning = (
            _("%(what)s innehåller osynliga tecken som vänder texten. Skriv den för hand.")
            if common
            else _("%(what)s innehåller osynliga tecken som vänder texten. Skriv det för hand.")
        )
        raise ValidationError(turning % said, code="control_character")
    return text


def plain_name(text, *, what, limit) -> str:
    """A name or a title as it is stored: plain text on one line."""
    text = validate_plain_text(text, what=what, limit=limit)
    validate_one_line(text)
    return text


def validate_one_line(text) -> None:
    """What stands on one line holds only signs that can be seen there: no control, no turning."""
    if any(sign in TURNING_SIGNS or unicodedata.category(sign) in UNSTORABLE for sign in text):
        raise ValidationError(
            _(
                "Texten innehåller radbrytningar eller osynliga tecken. Skriv den för hand på en rad."
            ),
            code="control_character",
        )
