"""Every text that was saved is kept: called wherever a section, or another co-written text, is saved.

A text is anything with ``html``, ``version``, ``updated_by``, ``updated_at`` and its ``versions``.
"""

from datetime import timedelta

from coordination.enums import SavedBy

COLLAPSE_WITHIN = timedelta(minutes=10)
"""Autosaves of one writer that are closer than this are one version: the latest of them."""


def keep_earlier_text(text) -> None:
    """Keep a text that no version holds yet: it came with the draft itself.

    An answer that supplements an earlier one begins with that one's text.
    """
    if text.html and not text.versions.filter(number=text.version).exists():
        text.versions.create(
            number=text.version,
            html=text.html,
            saved_by=text.updated_by,
            saved_at=text.updated_at,
        )


def keep_version(text, *, way=SavedBy.TYPED) -> bool:
    """Keep the text that was just saved. Returns whether it is a version of its own.

    What follows shortly on the writer's own autosave takes its place.
    """
    latest = text.versions.first()
    collapses = latest is not None and _goes_on(latest, text)
    version = latest if collapses else version_of(text)
    version.number, version.html, version.way = text.version, text.html, way
    version.saved_by, version.saved_at = text.updated_by, text.updated_at
    version.save()
    return not collapses


def version_of(text):
    """A version of the text, not yet saved."""
    kept = text.versions
    return kept.model(**{kept.field.name: text})


def _goes_on(latest, text) -> bool:
    return (
        latest.way == SavedBy.AUTOSAVE
        and latest.saved_by_id == text.updated_by_id
        and text.updated_at - latest.saved_at <= COLLAPSE_WITHIN
    )


def settle_version(text) -> None:
    """The writer pressed Spara on a text that was saved automatically: that version now stays."""
    text.versions.filter(number=text.version, way=SavedBy.AUTOSAVE).update(way=SavedBy.TYPED)
