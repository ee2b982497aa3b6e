"""A text's versions for its page, and two of them compared.

Called by views/statement_version, and by the pages of other co-written texts.
"""

from dataclasses import dataclass

from coordination.domain.section_version import version_of
from coordination.models.section_version import TextVersion
from coordination.richtext.difference import Line, compare

SHOWN = 100


@dataclass(frozen=True)
class Compared:
    """An earlier and a later version with what differs."""

    earlier: TextVersion
    later: TextVersion
    lines: list[Line]


def versions_of(text) -> list[TextVersion]:
    """The latest versions, newest first. The text as it stands is among them, kept or not. One statement."""
    kept = list(text.versions.select_related("saved_by__person")[:SHOWN])
    if text.html and (not kept or kept[0].number != text.version):
        kept.insert(0, _as_it_stands(text))
    return kept


def _as_it_stands(text) -> TextVersion:
    version = version_of(text)
    version.number, version.html = text.version, text.html
    version.saved_by, version.saved_at = text.updated_by, text.updated_at
    return version


def compared(versions, *, earlier: str, later: str) -> Compared | None:
    """The two that were chosen by number, else the two newest; None when there is only one."""
    by_number = {str(version.number): version for version in versions}
    if len(versions) < 2:  # noqa: PLR2004  (one text has nothing to be compared with)
        return None
    one = by_number.get(earlier, versions[1])
    other = by_number.get(later, versions[0])
    first, last = sorted((one, other), key=lambda version: version.number)
    return Compared(first, last, compare(first.html, last.html))
