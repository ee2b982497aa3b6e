"""What a body has chosen for its letterhead, as the documents use it."""

from coordination.documents.letterhead import PLAIN, Look
from coordination.domain.letterhead import style_of


def look_of(body) -> Look:
    """The body's look, or the one that every body has before it has chosen. One query."""
    style = style_of(body)
    if style is None:
        return PLAIN
    return Look(
        accent=style.accent,
        layout=style.layout,
        lines=tuple(style.lines.splitlines()),
        logo=bytes(style.logo),
        logo_kind=style.logo_kind,
    )


def sender_of(body) -> dict:
    """The values that tell who writes, in every document of a body."""
    return {
        "body_name": body.name,
        "municipality_name": body.municipality.name if body.municipality else "",
        "postal_line": body.postal_line,
        "look": look_of(body),
    }
