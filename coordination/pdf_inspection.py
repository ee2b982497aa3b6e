"""What a PDF from outside may hold: pages and a signature, but nothing that acts or hides files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from coordination.pdf_file import MOST_PAGES, PdfRefused, open_pdf

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_OBJECTS = 50_000
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/Launch"})
ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"})
HIDDEN_KEYS = frozenset({"/EmbeddedFile", "/EmbeddedFiles", "/EF"})


def read_pdf(content: bytes) -> PdfReader:
    """An uploaded PDF, opened. Raises ValidationError on one that is locked, endless or not readable."""
    try:
        return open_pdf(content)[0]
    except PdfRefused as refused:
        raise ValidationError(_why(refused.code), code=refused.code) from refused


def _why(code) -> str:
    if code == "encrypted":
        return _("PDF-filen är lösenordsskyddad. Spara den utan lösenord och försök igen.")
    if code == "too_many_pages":
        return _("PDF-filen har fler än %(most)s sidor. Dela upp den och försök igen.") % {
            "most": number_format(MOST_PAGES, use_l10n=True, force_grouping=True)
        }
    if code == "no_pages":
        return _("PDF-filen har inga sidor. Välj en annan fil.")
    return _("Filen går inte att läsa som PDF. Spara dokumentet som PDF på nytt och försök igen.")


def refuse_active_pdf(content: bytes) -> None:
    """Raise ValidationError unless the bytes are a readable PDF without scripts, files or a lock."""
    reader = read_pdf(content)
    try:
        for entry in _dictionaries(reader):
            _refuse_active(entry)
    except ValidationError:
        raise
    except Exception as error:  # whatever a PDF made for it can make pypdf raise
        raise ValidationError(_why("unreadable"), code="unreadable") from error


def _dictionaries(reader):
    """Every dictionary among the file's objects, nested ones included."""
    from pypdf.generic import DictionaryObject  # loaded with the first file, not with the program

    numbers = {number for generation in reader.xref.values() for number in generation}
    numbers |= set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise ValidationError(
            _("PDF-filen är för stor för att kontrolleras. Skriv ut den till en ny PDF."),
            code="too_large",
        )
    for number in sorted(numbers):
        waiting = [reader.get_object(number)] if number else []
        while waiting:
            value = waiting.pop()
            if isinstance(value, DictionaryObject):
                yield value
                waiting += list(value.values())  # references stay references: each is met once
            elif isinstance(value, list):
                waiting += value


def _refuse_active(entry) -> None:
    if ACTIVE_KEYS & entry.keys() or entry.get("/S") in ACTIVE_ACTIONS:
        raise ValidationError(
            _("PDF-filen innehåller skript. Spara den utan skript och försök igen."), code="script"
        )
    if HIDDEN_KEYS & entry.keys() or entry.get("/Type") == "/EmbeddedFile":
        raise ValidationError(
            _("PDF-filen har andra filer inuti. Spara den utan bilagor och försök igen."),
            code="embedded",
        )
