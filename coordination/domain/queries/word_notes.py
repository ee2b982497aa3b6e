"""What a Word file held besides its text, told in Swedish. Called by views/statement_import."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# In the order in which it matters to whoever wrote the text.
KINDS = {
    "title": _("Dokumentets rubrik är inte med, avsnittet har en egen"),
    "inserted": _("Spårade ändringar: tillägg är godtagna och med i texten"),
    "deleted": _("Spårade ändringar: det strukna är borttaget"),
    "footnote": _("Fotnoter är inte med"),
    "text_box": _("Textrutor är inte med"),
    "formula": _("Formler är inte med"),
    "image": _("Bilder är inte med"),
    "chart": _("Diagram är inte med"),
    "embedded": _("Inbäddade objekt är inte med"),
    "symbol": _("Specialtecken ur symboltypsnitt är inte med"),
    "hidden": _("Dold text är inte med"),
    "comment": _("Kommentarer är inte med"),
    "link": _("Länkar är med som text, utan adress"),
    "merged_cells": _("Sammanslagna celler är delade igen"),
    "nested_table": _("En tabell i en tabell är med som löpande text"),
    "wide_table": _("En tabell med fler än tolv kolumner är med som löpande text"),
    "heading_number": _("Rubrikernas nummer är inte med"),
    "contents": _("Innehållsförteckningen är inte med"),
    "header": _("Sidhuvudet är inte med"),
    "footer": _("Sidfoten är inte med"),
    "outside": _("Det som filen hämtar från en annan plats är inte med"),
}


@dataclass(frozen=True)
class LeftOut:
    """One kind of thing that was left out or settled, with where and what it said."""

    title: str
    count: int
    examples: list[str]


def told(notes) -> list[LeftOut]:
    """The notes of a Word file, gathered by kind; a kind that tells nothing more stands alone."""
    gathered = defaultdict(list)
    for note in notes:
        gathered[note.kind].append(note)
    return [
        LeftOut(str(title), len(gathered[kind]), _examples(gathered[kind]))
        for kind, title in KINDS.items()
        if kind in gathered
    ]


def _examples(notes) -> list[str]:
    """”Rubriken: orden”, each once and in the order of the document."""
    said = (_said(note) for note in notes)
    return list(dict.fromkeys(example for example in said if example))


def _said(note) -> str:
    quote = f"”{note.quote}”" if note.quote else ""
    place = str(_("vid ”%(place)s”") % {"place": note.place}) if note.place else ""
    return " ".join(filter(None, [quote, place]))
