"""Every text that was saved in a section is kept: called wherever one is saved."""

from datetime import timedelta

from coordination.enums import SavedBy
from coordination.models import SectionVersion

COLLAPSE_WITHIN = timedelta(minutes=10)
"""Autosaves of one writer that are closer than this are one version: the latest of them."""


def keep_earlier_text(section) -> None:
    """Keep a text that no version holds yet: it came with the draft itself.

    An answer that supplements an earlier one begins with that one's text.
    """
    if section.html and not section.versions.filter(number=section.version).exists():
        SectionVersion.objects.create(
            section=section,
            number=section.version,
            html=section.html,
            saved_by=section.updated_by,
            saved_at=section.updated_at,
        )


def keep_version(section, *, way=SavedBy.TYPED) -> bool:
    """Keep the text that was just saved. Returns whether it is a version of its own.

    What follows shortly on the writer's own autosave takes its place.
    """
    latest = section.versions.first()
    collapses = latest is not None and _goes_on(latest, section)
    version = latest if collapses else SectionVersion(section=section)
    version.number, version.html, version.way = section.version, section.html, way
    version.saved_by, version.saved_at = section.updated_by, section.updated_at
    version.save()
    return not collapses


def _goes_on(latest, section) -> bool:
    return (
        latest.way == SavedBy.AUTOSAVE
        and latest.saved_by_id == section.updated_by_id
        and section.updated_at - latest.saved_at <= COLLAPSE_WITHIN
    )


def settle_version(section) -> None:
    """The writer pressed Spara on a text that was saved automatically: that version now stays."""
    section.versions.filter(number=section.version, way=SavedBy.AUTOSAVE).update(way=SavedBy.TYPED)
