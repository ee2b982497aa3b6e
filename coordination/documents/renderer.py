"""``render_pdf``: the one way from a template to a PDF file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coordination.documents.exceptions import UnprintableTextError
from coordination.documents.sandbox import shared_sandbox
from coordination.documents.typography import make_searchable
from coordination.glyphs import describe_characters, missing_glyphs


@dataclass(frozen=True)
class Metadata:
    """What the file says about itself (title, author and times are shown by every PDF reader).

    ``created`` comes from the decision and not from the clock, so that the same document rendered
    twice is the same file, byte by byte.
    """

    title: str
    author: str
    created: datetime
    description: str = ""
    keywords: str = ""
    language: str = "sv"
    is_draft: bool = False
    is_superseded: bool = False

    @property
    def timestamp(self) -> str:
        return localtime(self.created).isoformat(timespec="seconds")


def render_pdf(template: str, context: Mapping[str, Any], *, metadata: Metadata) -> bytes:
    """Render ``template`` (which extends ``documents/base.html``) as PDF/A-2a and PDF/UA-1.

    The text is Swedish whatever language the reader has chosen for the pages: a document is a
    record. Raises a ``DocumentError`` whose message says what to do. Give the process that calls
    this more than ``Limits.seconds`` (30 s) to answer, and hold no database transaction open.
    """
    with translation.override(metadata.language):
        html = make_searchable(render_to_string(template, {**context, "metadata": metadata}))
    _require_glyphs(html)
    look = getattr(context.get("document"), "look", None)
    return shared_sandbox().print_pdf(html, look.pictures if look else None)


def _require_glyphs(html: str) -> None:
    """Text is checked when it is saved; this stops what came another way before it is archived."""
    if missing := missing_glyphs(html):
        raise UnprintableTextError(
            _(
                "Dokumentet går inte att skapa, för typsnittet saknar %(characters)s. "
                "Rätta texten och försök igen."
            )
            % {"characters": describe_characters(missing)}
        )
