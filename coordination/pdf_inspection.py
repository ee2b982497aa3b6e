"""What a PDF from outside may hold: pages and a signature, but nothing that acts or hides files."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

MOST_OBJECTS = 50_000
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/Launch"})
ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"})
HIDDEN_KEYS = frozenset({"/EmbeddedFile", "/EmbeddedFiles", "/EF"})


def refuse_active_pdf(content: bytes) -> None:
    """Raise ValidationError unless the bytes are a readable PDF without scripts, files or a lock."""
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise ValidationError(
                _("PDF-filen är låst med lösenord. Spara den utan lås och försök igen."),
                code="encrypted",
            )
        if not len(reader.pages):
            raise ValidationError(_("PDF-filen har inga sidor."), code="not_whole")
        for entry in _dictionaries(reader):
            _refuse_active(entry)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValidationError(
            _("PDF-filen går inte att läsa. Hämta den på nytt och försök igen."), code="not_whole"
        ) from error


def _dictionaries(reader):
    """Every dictionary among the file's objects, nested ones included."""
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
