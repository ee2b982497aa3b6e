"""Reads of a consulted body's page, and of how far each body has come with its answer."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.components import Badge
from coordination.enums import CONSULTEE_FINISHED, ConsulteeState, ReferralState
from coordination.models import Consultee, DeadlineMove, PhoneCall, Reminder, Statement

SOON = timedelta(days=7)
BADGES = {
    "late": ("danger", "late"),
    "missing": ("warning", "missing"),
    "soon": ("warning", "clock"),
    "started": ("info", "started"),
    "answered": ("success", "check"),
    "wait": ("neutral", "wait"),
    "declined": ("neutral", "declined"),
}


@dataclass(frozen=True)
class Progress:
    """How far one body has come: a kind (colour and symbol), a word and a note for the grid."""

    kind: str
    word: str
    note: str

    @property
    def icon(self) -> str:
        return BADGES[self.kind][1]

    @property
    def badge(self) -> Badge:
        """The same for a list: ”Försenad 9 dagar” rather than ”Sen” over ”9 dagar”."""
        return Badge(BADGES[self.kind][0], self.text, self.icon)

    @property
    def text(self) -> str:
        if self.kind == "late":
            return _("Försenad %(time)s") % {"time": self.note}
        if self.kind == "missing":
            return _("Uppgifter saknas")
        if self.kind == "soon" and self.word[:1].isdigit():
            return _("Om %(time)s") % {"time": self.word}
        return self.word


def progress(consultee, *, today) -> Progress:
    """How far the body has come on a day. Its referral is out, or was."""
    if consultee.state == ConsulteeState.ANSWERED:
        return Progress("answered", _("Svarat"), short(consultee.finished_on, today=today))
    if consultee.state == ConsulteeState.DECLINED:
        return Progress("declined", _("Avstår"), _("med skäl"))
    return _waited_for(consultee, (consultee.due_on - today).days, today=today)


def _waited_for(consultee, days, *, today) -> Progress:
    until = _("till %(day)s") % {"day": short(consultee.due_on, today=today)}
    if days < 0:
        return Progress("late", _("Sen"), _days(-days))
    if consultee.state == ConsulteeState.INCOMPLETE:
        return Progress("missing", _("Brister"), until)
    if days <= SOON.days:
        return _soon(days, until)
    if consultee.state == ConsulteeState.STARTED:
        return Progress("started", _("Pågår"), until)
    return Progress("wait", _("Inväntas"), until)


def _soon(days, until) -> Progress:
    if days == 0:
        return Progress("soon", _("I dag"), _("sista dag"))
    return Progress("soon", _days(days), until)


def _days(number) -> str:
    return ngettext("%(number)d dag", "%(number)d dagar", number) % {"number": number}


def short(day, *, today) -> str:
    """A day as the grid writes it: ”2 juni”, ”15 aug”, with the year when it is another."""
    if not day:
        return ""
    return date_format(day, "j N" if day.year == today.year else "j N Y")


# --- One body's page -----------------------------------------------------------------------------


def readable_consultees(user):
    """Consulted bodies the user may see, with what their pages and rules look at."""
    return Consultee.objects.visible_to(user).select_related(
        "organization__municipality", "referral__sender", "referral__matter"
    )


def readable_rows(numbers):
    """Consulted bodies by number, as a form names them and a letter needs them. One statement."""
    return (
        Consultee.objects.filter(pk__in=numbers)
        .select_related("organization", "referral__sender", "referral__matter")
        .order_by("referral__due_on", "referral_id", "organization__sort_key", "pk")
    )


def calls_of(consultee) -> list[PhoneCall]:
    """Calls about the body's answer, the latest first. One statement."""
    return list(consultee.calls.select_related("noted_by__person"))


def statements_of(user, consultee) -> list[Statement]:
    """The body's statements that the user may read, the latest version first. One statement."""
    rows = Statement.objects.visible_to(user).filter(consultee=consultee)
    return list(rows.select_related("decision", "document").order_by("-number"))


def moves_of(consultee) -> list[DeadlineMove]:
    """How the body's day to answer has been moved. One statement."""
    rows = DeadlineMove.objects.filter(
        deadline__subject_type="consultee", deadline__subject_id=consultee.pk
    )
    return list(rows.select_related("actor__person"))


def reminders_of(consultee) -> list[Reminder]:
    """Who in the body was reminded when, the latest first. One statement."""
    rows = Reminder.objects.written().filter(
        deadline__subject_type="consultee", deadline__subject_id=consultee.pk
    )
    return list(
        rows.select_related("recipient", "message").order_by("-message__created_at", "-pk")[:10]
    )


def is_owed(consultee) -> bool:
    """Whether an answer is waited for."""
    return (
        consultee.referral.state == ReferralState.SENT and consultee.state not in CONSULTEE_FINISHED
    )
