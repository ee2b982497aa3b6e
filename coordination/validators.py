"""Checks shared by forms, API and domain; each says what happened, why, and what to do."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def validate_due_day(day, *, today) -> None:
    """A day to answer by lies in the future (today counts)."""
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


def validate_plain_text(text, *, what, limit) -> str:
    """Text as it is stored: composed characters, no control characters, within the limit."""
    text = unicodedata.normalize("NFC", text or "").strip()
    if not text:
        raise ValidationError(
            _("%(what)s saknas. Fyll i det och försök igen.") % {"what": what}, code="missing"
        )
    if len(text) > limit:
        raise ValidationError(
            _("%(what)s är för långt: %(length)s tecken. Korta till högst %(limit)s.")
            % {"what": what, "length": len(text), "limit": limit},
            code="too_long",
        )
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\r\t" for sign in text):
        raise ValidationError(
            _("%(what)s innehåller tecken som inte går att spara. Klistra in texten som ren text.")
            % {"what": what},
            code="control_character",
        )
    return text
