"""A body's letterhead (brevhuvud): chosen by the body, used by every document that it draws up."""

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.text import accept_line
from coordination.enums import LetterheadLayout
from coordination.exceptions import ActionRefused
from coordination.models import BodyStyle
from coordination.pictures import clean_logo

COLOUR = re.compile(r"#[0-9a-f]{6}")
LEAST_CONTRAST = 4.5  # WCAG 1.4.3; headings and list numbers are printed in the colour
PAPER = "#f3f6f8"  # the darkest that the colour stands on: the box with the decision
SRGB_KNEE = 0.04045  # below it the scale is straight
MOST_LINES, LONGEST_LINE = 3, 60


def style_of(body) -> BodyStyle | None:
    """The letterhead that a body's documents have: its own, its committee's or its municipality's."""
    lenders = [body.pk, body.serves_id, body.municipality_id]
    found = {
        style.organization_id: style
        for style in BodyStyle.objects.filter(organization__in=[pk for pk in lenders if pk])
    }
    return next((found[pk] for pk in lenders if pk in found), None)


def set_letterhead(
    body, *, actor, accent, layout, lines="", logo=None, remove_logo=False, version=0
) -> BodyStyle:
    """Choose how a body's documents look. Those already drawn up stay as they are.

    ``logo`` is a file as handed in; it is cleaned. Raises PermissionDenied, ValidationError with
    codes ``colour``, ``lines``, ``logo``, and ``changed_meanwhile`` when somebody else was quicker.
    """
    permissions.require(permissions.can_style_documents(actor, body))
    values: dict[str, Any] = {
        "accent": _colour(accent),
        "layout": LetterheadLayout(layout),
        "lines": _lines(lines),
    }
    if logo:
        values["logo_kind"], values["logo"] = clean_logo(logo)
    elif remove_logo:
        values |= {"logo_kind": "", "logo": b""}
    with transaction.atomic():
        style = _locked(body)
        if style.version != (version or style.version):
            raise ActionRefused(
                _(
                    "Någon annan sparade brevhuvudet medan du skrev. Ladda om sidan och gör om ändringen."
                ),
                code="changed_meanwhile",
            )
        for name, value in values.items():
            setattr(style, name, value)
        style.version += 1
        style.save()
        record("organization.letterhead_set", actor=actor, subject=body)
    return style


def _locked(body) -> BodyStyle:
    BodyStyle.objects.get_or_create(organization=body)
    return BodyStyle.objects.select_for_update().get(organization=body)


def _colour(text) -> str:
    colour = text.strip().casefold()
    if not COLOUR.fullmatch(colour):
        raise ActionRefused(
            _("Skriv färgen som # och sex tecken, till exempel #12405a."), code="colour"
        )
    contrast = contrast_between(colour, PAPER)
    if contrast < LEAST_CONTRAST:
        raise ActionRefused(
            _(
                "Färgen är för ljus för att gå att läsa (kontrast %(ratio)s, minst 4,5). Välj en mörkare."
            )
            % {"ratio": f"{contrast:.1f}".replace(".", ",")},
            code="colour",
        )
    return colour


def contrast_between(one: str, other: str) -> float:
    """The contrast between two colours as WCAG counts it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = [_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """An sRGB value as light."""
    return part / 12.92 if part <= SRGB_KNEE else ((part + 0.055) / 1.055) ** 2.4


def _lines(text) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise ActionRefused(_("Skriv högst tre rader om 60 tecken."), code="lines")
    return "\n".join(accept_line(line, what=_("Raden"), limit=LONGEST_LINE) for line in lines)
