"""A matter's dossier (akt) as one ZIP: its stored documents, and an index that vouches for them."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from typing import IO

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.document import DocumentDamaged, read_document
from coordination.models import Document, Matter

# What no file system takes in a name, and what a spreadsheet takes for a formula.
UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_NAME = 90


@dataclass(frozen=True)
class DossierLine:
    """One document in the index; ``name`` is empty when its file could not be read."""

    document: Document
    name: str

    @property
    def drawn_up(self):
        return timezone.localtime(self.document.drawn_up_at)


def write_dossier(matter: Matter, documents, target: IO[bytes]) -> None:
    """Write the documents in the order they were drawn up. The same documents make the same bytes.

    A document whose file is damaged stands in the index without a file, so that nobody believes that
    the dossier is whole.
    """
    lines = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, document in enumerate(documents, start=1):
            line = DossierLine(document, file_name(number, document.title))
            try:
                _add(archive, line.name, read_document(document), line.drawn_up)
            except DocumentDamaged:
                line = DossierLine(document, "")
            lines.append(line)
        latest = max((line.drawn_up for line in lines), default=None)
        page = render_to_string(
            "coordination/matter/dossier.html", {"matter": matter, "lines": lines}
        )
        _add(archive, "00 Innehåll.html", page.encode(), latest)
        _add(archive, "00 Innehåll.csv", _table(lines), latest)


def file_name(number: int, title: str) -> str:
    """”03 Yttrande över remissen § 201.pdf”: ordered, and safe on every computer."""
    plain = " ".join(UNSAFE.sub(" ", title.replace("\N{NO-BREAK SPACE}", " ")).split())
    return f"{number:02} {plain[:LONGEST_NAME].strip(' .') or 'Handling'}.pdf"


def _add(archive, name, content, at) -> None:
    """A file with the document's own time: the clock leaves no mark."""
    stamp = at.timetuple()[:6] if at else (1980, 1, 1, 0, 0, 0)
    entry = zipfile.ZipInfo(name, date_time=stamp)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o640 << 16
    archive.writestr(entry, content)


def _table(lines) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(
        [_("Fil"), _("Titel"), _("Upprättad"), _("Kvittens"), "SHA-256", _("Storlek i byte")]
    )
    for line in lines:
        document = line.document
        row = [
            line.name or _("filen saknas eller är skadad"),
            document.title,
            f"{line.drawn_up:%Y-%m-%d %H:%M}",
            document.receipt_number,
            document.sha256,
            document.size,
        ]
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell):
    """Text, even where it begins like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
