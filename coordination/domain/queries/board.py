"""The board of all referrals: bodies × referrals, which answers ”Vem är sen?”."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Max, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.access import standing
from coordination.domain.queries.consultee import Progress, progress, short
from coordination.domain.queries.fit import Calendar, Fit, calendars_of
from coordination.enums import CONSULTEE_FINISHED, OrganizationKind, ReferralState
from coordination.models import Consultee, Organization, PhoneCall, Referral, Reminder
from coordination.permissions import can_write_referral

WIDEST = 12  # columns that fit beside each other on a screen
TALLEST = 14  # rows that fit below each other before they are set tight
SHOWN_AT_MOST = 60
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
# Where a long word may be divided in a narrow column: Grundskole-nämnden, Trygghets-medel.
_JOINT = re.compile(
    r"(?<=\w{4})(?=nämnd|stöd|utbildning|styrelse|förvaltning|kontor|rapport|program|område)|(?<=\w{4}s)(?=[bdfghjlmprv]\w{3})"
)
COMMITTEES = {
    OrganizationKind.COMMITTEE,
    OrganizationKind.DISTRICT_COMMITTEE,
    OrganizationKind.EXECUTIVE_BOARD,
}


@dataclass
class Asked:
    """One body asked in one referral."""

    consultee: Consultee
    progress: Progress
    url: str
    mine: bool  # asked of a body of the reader's
    steered: bool  # sent by a body of the reader's, who may remind
    reminded_at: datetime | None = None  # this and the next known of those who are late
    called_on: date | None = None
    fit: Fit | None = None  # its calendar against its day, while the answer is awaited

    @property
    def referral(self) -> Referral:
        return self.consultee.referral

    @property
    def body(self) -> Organization:
        return self.consultee.organization

    @property
    def is_done(self) -> bool:
        return self.consultee.state in CONSULTEE_FINISHED

    @property
    def cannot(self) -> bool:
        """Still within its day, but no meeting of the body can decide before it."""
        return bool(self.fit and self.fit.is_too_late) and self.progress.kind != "late"

    @property
    def is_awaited(self) -> bool:
        """Whether the reader's body waits for the answer, and may remind of it or move its day."""
        return self.steered and not self.is_done

    def was_reminded(self, on: date) -> bool:
        """Whether a reminder went on that day: nobody gets two a day."""
        return bool(self.reminded_at) and timezone.localdate(self.reminded_at) == on

    def was_contacted(self, on: date) -> bool:
        """Whether somebody there was reminded or called on that day."""
        return self.was_reminded(on) or self.called_on == on

    def to_remind(self, on: date) -> bool:
        """Whether the reader may remind on that day, and has not just spoken with them."""
        return self.steered and not self.was_contacted(on)


@dataclass
class Board:
    """Every referral that is out and every body asked, within what the reader may see."""

    asked: list[Asked]
    calendars: dict[int, Calendar]  # the coming meetings of each body
    today: date

    @cached_property
    def referrals(self) -> list[Referral]:
        """The referrals that are out, the nearest day first."""
        return list({each.referral.pk: each.referral for each in self.asked}.values())

    @cached_property
    def bodies(self) -> list[Organization]:
        """The bodies asked, in Swedish alphabetical order."""
        found = {each.body.pk: each.body for each in self.asked}.values()
        return sorted(found, key=lambda body: (body.sort_key, body.pk))

    @cached_property
    def counts(self) -> Counter:
        """How many cells there are of each kind."""
        return Counter(each.progress.kind for each in self.asked)

    @property
    def unable(self) -> list[Asked]:
        """Who cannot keep a day that the reader's body has set, the earliest day first."""
        found = [each for each in self.asked if each.cannot and each.steered]
        return sorted(found, key=lambda each: each.consultee.due_on)

    def of_kind(self, kind) -> list[Asked]:
        """The cells of a kind, the earliest day first."""
        found = [each for each in self.asked if each.progress.kind == kind]
        return sorted(found, key=lambda each: each.consultee.due_on)

    @property
    def late(self) -> list[Asked]:
        return self.of_kind("late")

    @property
    def late_to_me(self) -> list[Asked]:
        """Who is late with an answer that the reader's body has asked for."""
        return [each for each in self.late if each.steered]

    @property
    def late_to_remind(self) -> list[Asked]:
        """Those of them who have not been reminded today."""
        return [each for each in self.late if each.to_remind(self.today)]

    @property
    def to_us(self) -> list[Asked]:
        """What the reader's own bodies are asked and have not answered, the nearest day first."""
        owed = [each for each in self.asked if each.mine and not each.is_done]
        return sorted(owed, key=lambda each: each.consultee.due_on)

    def fit(self, asked) -> Fit:
        """Which meeting of the body can decide in time for the day to answer."""
        return self.calendars[asked.body.pk].fit(asked.consultee.due_on, today=self.today)

    def due_today(self) -> int:
        return sum(not each.is_done and each.consultee.due_on == self.today for each in self.asked)


def board_of(user, *, today) -> Board:
    """The page of all referrals. Five statements at any size."""
    # A referral is read once, not once for each body that is asked.
    referrals = Referral.objects.select_related("sender").defer("background", "question")
    consultees = (
        Consultee.objects.visible_to(user)
        .filter(referral__state=ReferralState.SENT)
        .select_related("organization")
        .prefetch_related(Prefetch("referral", referrals))
        .order_by("referral__due_on", "referral_id", "pk")
    )
    asked = [as_asked(consultee, user, today=today) for consultee in consultees]
    note_contacts([each for each in asked if each.progress.kind == "late"])
    calendars = calendars_of({each.body.pk for each in asked}, today=today)
    board = Board(asked, calendars, today)
    for each in asked:
        each.fit = None if each.is_done else board.fit(each)
    return board


def as_asked(consultee, user, *, today) -> Asked:
    """A consulted body as lists show it to this reader. No statement beyond the standing."""
    return Asked(
        consultee=consultee,
        progress=progress(consultee, today=today),
        url=reverse("coordination:consultee", args=[consultee.pk]),
        mine=consultee.organization_id in standing(user).organization_ids,
        steered=can_write_referral(user, consultee.referral.sender),
    )


def note_contacts(asked) -> None:
    """Note when each was reminded and called last. Two statements, none when nobody is given."""
    reminded = last_reminders(each.consultee for each in asked)
    called = last_calls(each.consultee for each in asked)
    for each in asked:
        each.reminded_at = reminded.get(each.consultee.pk)
        each.called_on = called.get(each.consultee.pk)


def last_calls(consultees) -> dict[int, date]:
    """{consultee id: when somebody there was called last}. One statement, none for nobody."""
    rows = PhoneCall.objects.filter(consultee__in=[consultee.pk for consultee in consultees])
    return dict(rows.order_by().values_list("consultee_id").annotate(latest=Max("held_on")))


def last_reminders(consultees) -> dict[int, datetime]:
    """{consultee id: when somebody there was reminded last}. One statement, none for nobody."""
    rows = (
        Reminder.objects.written()
        .filter(
            deadline__subject_type="consultee",
            deadline__subject_id__in=[consultee.pk for consultee in consultees],
        )
        .values_list("deadline__subject_id")
    )
    return dict(rows.annotate(latest=Max("message__created_at")))


# --- In words ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Headline:
    """The board in two sentences; ``late`` is the one to see first."""

    out: str
    late: str
    rest: str


def headline(board) -> Headline:
    """”Tolv nämnder, tolv remisser ute. Tre svar är sena, två behöver kompletteras …”"""
    late, missing, today = board.counts["late"], board.counts["missing"], board.due_today()
    rest = []
    if missing:
        rest.append(
            ngettext("ett behöver kompletteras", "%(n)s behöver kompletteras", missing)
            % {"n": in_words(missing)}
        )
    if today:
        rest.append(
            ngettext("ett har sista dag i dag", "%(n)s har sista dag i dag", today)
            % {"n": in_words(today)}
        )
    late_words = ngettext("Ett svar är sent", "%(n)s svar är sena", late) % {"n": in_words(late)}
    word = _("och")
    return Headline(
        out=_upper_first(f"{_asked_bodies(board)}, {_referrals_out(board)}."),
        late=_upper_first(late_words) if late else _("Inget svar är sent"),
        rest="".join(
            [*(f", {part}" for part in rest[:-1]), *(f" {word} {part}" for part in rest[-1:])]
        )
        + ".",
    )


def _asked_bodies(board) -> str:
    number = len(board.bodies)
    if all(body.kind in COMMITTEES for body in board.bodies):
        words = ngettext("en nämnd", "%(n)s nämnder", number)
    else:
        words = ngettext("en tillfrågad", "%(n)s tillfrågade", number)
    return words % {"n": in_words(number)}


def _referrals_out(board) -> str:
    number = len(board.referrals)
    return ngettext("en remiss ute", "%(n)s remisser ute", number) % {"n": in_words(number)}


def in_words(number: int) -> str:
    """Numbers up to twelve as words, as Swedish prose writes them; larger ones as figures."""
    words = (
        _("noll"), _("ett"), _("två"), _("tre"), _("fyra"), _("fem"), _("sex"),
        _("sju"), _("åtta"), _("nio"), _("tio"), _("elva"), _("tolv"),
    )  # fmt: skip
    return words[number] if number < len(words) else str(number)


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- As a grid -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A row or a column of the grid: a body or a referral."""

    label: str
    url: str
    note: str
    cells: list[Asked | None]

    @property
    def title(self) -> str:
        """The label in one piece, where a narrow row cuts it short."""
        return self.label.replace(SOFT_HYPHEN, "")

    @property
    def done(self) -> str:
        """”10 av 12”: how many of those who are asked have answered."""
        asked = [each for each in self.cells if each]
        return _("%(done)d av %(all)d") % {
            "done": sum(each.is_done for each in asked),
            "all": len(asked),
        }


@dataclass(frozen=True)
class Grid:
    """The longer side goes down the page, so that 12 × 30 fits one screen either way."""

    corner: str
    columns: list[Line]
    rows: list[Line]
    hidden: int  # referrals beyond what a page can show; the lists show them

    @property
    def is_tight(self) -> bool:
        return len(self.rows) > TALLEST


def grid_of(board) -> Grid:
    """The board as rows and columns, at most sixty referrals at a time."""
    referrals = board.referrals[:SHOWN_AT_MOST]
    cells = {(each.body.pk, each.referral.pk): each for each in board.asked}
    bodies = [
        Line(
            label=_JOINT.sub(SOFT_HYPHEN, body.short_name or body.name),
            url=reverse("coordination:organization", args=[body.pk]),
            note=_meeting(board, body),
            cells=[cells.get((body.pk, referral.pk)) for referral in referrals],
        )
        for body in board.bodies
    ]
    by_referral = [
        Line(
            label=_JOINT.sub(SOFT_HYPHEN, referral.title),
            url=reverse("coordination:referral", args=[referral.pk]),
            note=short(referral.due_on, today=board.today),
            cells=[cells.get((body.pk, referral.pk)) for body in board.bodies],
        )
        for referral in referrals
    ]
    hidden = len(board.referrals) - len(referrals)
    if len(by_referral) > max(WIDEST, len(bodies)):
        return Grid(_("Remiss"), bodies, by_referral, hidden)
    return Grid(_("Tillfrågad"), by_referral, bodies, hidden)


def _meeting(board, body) -> str:
    """The nearest meeting that can still decide: one whose papers are due already says nothing."""
    meeting = board.calendars[body.pk].next_deciding(today=board.today)
    return _("Möte %(day)s") % {"day": short(meeting.held_on, today=board.today)} if meeting else ""
