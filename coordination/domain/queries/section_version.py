"""A section's versions for its page, and two of them compared. Called by views/statement_version."""

from dataclasses import dataclass

from coordination.models import SectionVersion
from coordination.richtext.difference import Line, compare

SHOWN = 100


@dataclass(frozen=True)
class Compared:
    """An earlier and a later version with what differs."""

    earlier: SectionVersion
    later: SectionVersion
    lines: list[Line]


def versions_of(section) -> list[SectionVersion]:
    """The latest versions, newest first. The text as it stands is among them, kept or not. One statement."""
    kept = list(section.versions.select_related("saved_by__person")[:SHOWN])
    if section.html and (not kept or kept[0].number != section.version):
        kept.insert(0, _as_it_stands(section))
    return kept


def _as_it_stands(section) -> SectionVersion:
    return SectionVersion(
        section=section,
        number=section.version,
        html=section.html,
        saved_by=section.updated_by,
        saved_at=section.updated_at,
    )


def compared(versions, *, earlier: str, later: str) -> Compared | None:
    """The two that were chosen by number, else the two newest; None when there is only one."""
    by_number = {str(version.number): version for version in versions}
    if len(versions) < 2:  # noqa: PLR2004  (one text has nothing to be compared with)
        return None
    one = by_number.get(earlier, versions[1])
    other = by_number.get(later, versions[0])
    first, last = sorted((one, other), key=lambda version: version.number)
    return Compared(first, last, compare(first.html, last.html))
