"""The statement on its sheet: sections with anchors for the outline, requests with their answers."""

import itertools
import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coordination import richtext
from coordination.components import Badge
from coordination.domain.opinion import annex_label
from coordination.domain.queries.request import waiting_words
from coordination.enums import Outcome, SectionKind
from coordination.models import Disposition, Request

TOPMOST = 3  # the level of a section's own headings
# The parts of a statement as the addresses of their pages name them.
SLUGS = {SectionKind.SUMMARY: "sammanfattning", SectionKind.BODY: "yttrande"}
KINDS = {slug: kind for kind, slug in SLUGS.items()}
OUTCOMES = {
    Outcome.ACCEPTED: ("success", "check"),
    Outcome.PARTLY: ("info", "started"),
    Outcome.REJECTED: ("neutral", "block"),
    Outcome.DEFERRED: ("warning", "clock"),
}


@dataclass(frozen=True)
class SheetSection:
    """A part of the text on the sheet: its anchor, its headings, and where it is edited."""

    title: str
    anchor: str
    html: SafeString
    headings: list[tuple[str, str]]
    edit_url: str
    words: int

    @property
    def is_empty(self) -> bool:
        return not self.words


def sheet(content) -> list[SheetSection]:
    """Sammanfattning and Yttrande as the page shows them, with anchors on their headings."""
    return [_sheet_section(content.statement, section) for section in content.ordered_sections]


def _sheet_section(statement, section) -> SheetSection:
    anchor = SLUGS[section.kind]
    titles = [each.text for each in richtext.headings(section.html) if each.level == TOPMOST]
    return SheetSection(
        title=section.get_kind_display(),
        anchor=anchor,
        html=_with_anchors(section.html, anchor),
        headings=[(title, f"{anchor}-{number}") for number, title in enumerate(titles, 1)],
        edit_url=reverse("coordination:statement_section", args=[statement.pk, anchor]),
        words=richtext.word_count(section.html),
    )


def _with_anchors(html, anchor) -> SafeString:
    """Stored rich text has no attributes; each topmost heading gets the one that the outline needs."""
    numbers = itertools.count(1)
    marked = re.sub("<h3>", lambda match: f'<h3 id="{anchor}-{next(numbers)}">', html)
    return mark_safe(marked)  # noqa: S308 (stored clean, see accept_rich_text)


@dataclass(frozen=True)
class AskedFor:
    """A request on the sheet with its latest answer, once the statement is adopted."""

    request: Request
    answer: Disposition | None = None

    waiting: str = ""
    replaced_by: int | None = None  # the number of the adopted version that is followed instead

    @property
    def badge(self) -> Badge:
        if not self.answer and self.replaced_by:
            text = _("Följs i version %(number)s") % {"number": self.replaced_by}
            return Badge("neutral", text, "arrow")
        if not self.answer:
            return Badge("neutral", self.waiting or _("Väntar på svar"), "wait")
        kind, icon = OUTCOMES[Outcome(self.answer.outcome)]
        return Badge(kind, self.answer.get_outcome_display(), icon)


def asked_for(content, *, today, replaced_by=None) -> list[AskedFor]:
    """The requests in their order. The page has fetched their answers, newest first."""
    statement = content.statement
    if not statement.is_frozen:
        return [AskedFor(request) for request in content.requests]
    waiting = waiting_words(statement.adopted_on, today=today)
    return [
        AskedFor(request, next(iter(request.dispositions.all()), None), waiting, replaced_by)
        for request in content.requests
    ]


def annex_name(statement, opinion) -> str:
    """”bilaga § 201a” once there is a §; ”bilaga a” until then."""
    if statement.decision:
        return annex_label(statement.decision.paragraph, opinion.letter)
    return _("bilaga %(letter)s") % {"letter": opinion.letter}
