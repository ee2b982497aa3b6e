"""What a statement's page says of its minutes: approved, put up and in force by when, and what is late."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.components import Badge
from coordination.domain.approval import dates_of


@dataclass(frozen=True)
class Step:
    """One step after the meeting: its day, or its last day, and whether it is late."""

    label: str
    badge: Badge


@dataclass(frozen=True)
class Minutes:
    """The steps, and what the secretary may record now."""

    steps: list[Step]
    appeal_ends: date
    legal_force_on: date
    is_preparatory: bool
    can_put_up: bool
    can_take_down: bool


def minutes_of(statement, *, today) -> Minutes | None:
    """The legal dates of a statement adopted at a meeting. No statement beyond the one that reads its notice."""
    if statement.decision is None or not statement.is_frozen:
        return None
    dates = dates_of(statement)
    notice = getattr(statement.decision, "notice", None)
    return Minutes(
        steps=[
            Step(
                what_was_approved(statement),
                _badge(dates.approved_on, dates.approval_due, late=dates.approval_is_late(today)),
            ),
            Step(
                _("Anslaget"),
                _badge(dates.notice_on, dates.notice_due, late=dates.notice_is_late(today)),
            ),
        ],
        appeal_ends=dates.appeal_ends,
        legal_force_on=dates.legal_force_on,
        is_preparatory=statement.decision.is_preparatory,
        can_put_up=bool(statement.approved_on) and notice is None,
        can_take_down=bool(notice and not notice.taken_down_on) and today > dates.appeal_ends,
    )


def what_was_approved(statement) -> str:
    """Immediate approval is of the paragraph; the rest of the minutes is approved later."""
    if statement.decision.immediate_approval:
        return _("Paragrafen justerades")
    return _("Justerat")


def _badge(done, due, *, late) -> Badge:
    if done and late:
        return Badge("warning", _("%(day)s, för sent") % {"day": _day(done)}, "late")
    if done:
        return Badge("success", _day(done), "check")
    if late:
        return Badge("danger", _("skulle ha varit %(day)s") % {"day": _day(due)}, "late")
    return Badge("neutral", _("senast %(day)s") % {"day": _day(due)}, "clock")


def _day(day) -> str:
    return date_format(day, "j N Y")
