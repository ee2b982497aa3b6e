"""A matter's dossier (akt) as one ZIP: its papers, and an index that vouches for them."""

import csv
import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from coordination.documents.exceptions import DocumentError
from coordination.domain.document import DocumentDamaged
from coordination.models import Matter

# What no file system takes in a name, and what a spreadsheet takes for a formula.
UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_NAME = 90
PARAGRAPH = re.compile(r"§ ?\d+\w*")


@dataclass(frozen=True)
class DossierLine:
    """One paper in the index; ``name`` is empty when its file could not be read."""

    title: str
    name: str
    drawn_up: datetime
    sha256: str
    size: int
    receipt_number: str = ""


def write_dossier(matter: Matter, papers, target: IO[bytes]) -> None:
    """Write the papers in their order. The same papers make the same bytes.

    A paper whose file is damaged stands in the index without a file, so that nobody believes that
    the dossier is whole.
    """
    lines = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, paper in enumerate(papers, start=1):
            try:
                content = paper.read()
            except (DocumentDamaged, DocumentError):
                lines.append(_line(paper, "", b""))
                continue
            name = file_name(number, paper.title, paper.ending)
            _add(archive, name, content, paper.at)
            lines.append(_line(paper, name, content))
        latest = max((line.drawn_up for line in lines), default=None)
        page = render_to_string(
            "coordination/matter/dossier.html", {"matter": matter, "lines": lines}
        )
        _add(archive, "00 Innehåll.html", page.encode(), latest)
        _add(archive, "00 Innehåll.csv", _table(lines), latest)


def _line(paper, name, content) -> DossierLine:
    """What the index vouches for: of a stored document, what was stored."""
    if stored := paper.document:
        number = stored.receipt_number
        return DossierLine(paper.title, name, paper.at, stored.sha256, stored.size, number)
    checksum = hashlib.sha256(content).hexdigest() if name else ""
    return DossierLine(paper.title, name, paper.at, checksum, len(content))


def file_name(number: int, title: str, ending: str = "pdf") -> str:
    """”03 Yttrande över remissen § 201.pdf”: ordered, and safe on every computer."""
    plain = " ".join(UNSAFE.sub(" ", title.replace("\N{NO-BREAK SPACE}", " ")).split())
    return f"{number:02} {_shortened(plain).strip(' .') or 'Handling'}.{ending}"


def _shortened(name: str) -> str:
    """Cut between two words; a paragraph that would be cut away ends the name all the same."""
    if len(name) <= LONGEST_NAME:
        return name
    cut = _first_words(name, LONGEST_NAME)
    paragraph = PARAGRAPH.search(name)
    if paragraph is None or paragraph[0] in cut:
        return cut
    return f"{_first_words(name, LONGEST_NAME - len(paragraph[0]) - 1)} {paragraph[0]}"


def _first_words(name: str, length: int) -> str:
    whole = name[: length + 1].rpartition(" ")[0] or name[:length]
    return whole.rstrip(" ,;:–-§")


def _add(archive, name, content, at) -> None:
    """A file with the paper's own time: the clock leaves no mark."""
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
        row = [
            line.name or _("filen saknas eller är skadad"),
            line.title,
            f"{line.drawn_up:%Y-%m-%d %H:%M}",
            line.receipt_number,
            line.sha256,
            line.size,
        ]
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell):
    """Text, even where it begins like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
