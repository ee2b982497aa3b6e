"""A body's calendar from a file: what each row would do, and doing it, all at once or not at all.

The file's readers (``coordination.imports``) give rows; what a row means depends on the calendar as it
stands, so it is asked again when the rows are saved. Saving the same file twice changes nothing.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.meeting import papers_day, validate_meeting, why_fixed
from coordination.models import Decision, Meeting, MeetingRoutine, Organization
from coordination.working_days import SATURDAY, is_working_day


@dataclass(frozen=True)
class MeetingRow:
    """One meeting as a file gives it; ``error`` says why it cannot be read, and where."""

    place: str  # "Rad 5", "Händelse 3"
    held_on: date | None = None
    starts_at: time | None = None
    papers_due_on: date | None = None
    note: str = ""
    uid: str = ""
    is_cancelled: bool = False
    error: str = ""


class Verdict(StrEnum):
    """What saving a row would do."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ERROR = "error"


@dataclass(frozen=True)
class PlannedRow:
    """A row with what saving it would do, in words where the word is not enough."""

    row: MeetingRow
    verdict: Verdict
    meeting: Meeting | None = None
    text: str = ""

    @property
    def has_effect(self) -> bool:
        return self.verdict not in {Verdict.SAME, Verdict.ERROR}


def why_doubtful(planned, *, today) -> str:
    """Why a row is probably not meant, so that it is not ticked unasked; empty when nothing speaks so."""
    day = planned.row.held_on
    if not planned.has_effect:
        return ""
    if day < today:
        return _("Dagen har redan varit.")
    if planned.verdict in {Verdict.NEW, Verdict.MOVED} and not is_working_day(day):
        if day.weekday() >= SATURDAY:
            return _("Det är en %(weekday)s.") % {"weekday": date_format(day, "l").lower()}
        return _("Det är en helgdag.")
    return ""


def plan_import(organization, rows) -> list[PlannedRow]:
    """What each row would do to the body's calendar as it stands. Two statements."""
    calendar = _Calendar(organization, rows)
    return [calendar.place(row) for row in rows]


def import_meetings(organization, *, actor, rows, now=None) -> Counter:
    """Save what the rows would do; a row with an error is left out. Returns how many of each verdict.

    All of it or nothing. Raises PermissionDenied.
    """
    permissions.require(permissions.can_plan_meeting(actor, organization))
    now = now or timezone.now()
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)  # one import at a time
        planned = plan_import(organization, rows)
        for each in planned:
            _save(each, organization, now)
        done = Counter(each.verdict for each in planned)
        if any(each.has_effect for each in planned):
            data = {str(verdict): number for verdict, number in sorted(done.items())}
            record("meeting.imported", actor=actor, subject=organization, data=data)
    return done


class _Calendar:
    """The body's calendar while rows are laid beside it: who has which day, by uid and by day."""

    def __init__(self, organization, rows):
        decided = Exists(Decision.objects.filter(meeting=OuterRef("pk")))
        meetings = Meeting.objects.filter(organization=organization).annotate(decided=decided)
        self.by_day = {meeting.held_on: meeting for meeting in meetings}
        self.by_uid = {each.uid: each for each in self.by_day.values() if each.uid}
        self.routine = MeetingRoutine.objects.filter(organization=organization).first()
        self.uids = {row.uid for row in rows}
        self.own_name = _name_pattern(organization)
        self.taken: dict[date | str, str] = {}  # days and uids that earlier rows of the file have

    def place(self, row) -> PlannedRow:
        row = replace(row, note=self.own_name.sub("", row.note, count=1))
        if not row.error:
            row = replace(row, error=self._fault(row))
        if row.error:
            return PlannedRow(row, Verdict.ERROR, text=row.error)
        planned = self._compare(row)
        if planned.verdict != Verdict.ERROR:
            self.taken |= {row.uid: row.place} if row.uid else {}
            self.taken |= {} if row.is_cancelled else {row.held_on: row.place}
        return planned

    def _fault(self, row) -> str:
        try:
            validate_meeting(held_on=row.held_on, papers_due_on=row.papers_due_on, note=row.note)
        except ValidationError as error:
            return " ".join(error.messages)
        if row.uid in self.taken:
            return _("Samma händelse står redan på %(place)s.") % {
                "place": self.taken[row.uid].lower()
            }
        if not row.is_cancelled and row.held_on in self.taken:
            return _("Samma dag står redan på %(place)s. Ett organ möts en gång om dagen.") % {
                "place": self.taken[row.held_on].lower()
            }
        return ""

    def _compare(self, row) -> PlannedRow:
        known = self.by_uid.get(row.uid) if row.uid else None
        there = known or self.by_day.get(row.held_on)
        if there is None:
            return self._new(row)
        if there is not known and there.uid != row.uid and there.uid in self.uids - {""}:
            text = _("Ett annat sammanträde i filen har den dagen i kalendern. Flytta det först.")
            return PlannedRow(row, Verdict.ERROR, there, text)
        if row.is_cancelled:
            return self._cancelled(row, there)
        if there.held_on != row.held_on:
            return self._moved(row, there)
        row = self._with_what_it_leaves_out(row, there)
        if there.cancelled_at:
            text = _(
                "Sammanträdet är inställt i kalendern. Planera det igen där om det ska hållas."
            )
            return PlannedRow(row, Verdict.SAME, there, text)
        same = _facts(row) == _facts(there)
        return PlannedRow(row, Verdict.SAME if same else Verdict.CHANGED, there)

    def _new(self, row):
        if row.is_cancelled:
            return PlannedRow(row, Verdict.SAME, text=_("Inställt, och finns inte i kalendern."))
        papers = row.papers_due_on or papers_day(self.routine, row.held_on)
        return PlannedRow(replace(row, papers_due_on=papers), Verdict.NEW)

    def _cancelled(self, row, there):
        if there.cancelled_at:
            return PlannedRow(row, Verdict.SAME, there)
        if why := why_fixed(there, has_decisions=there.decided):
            return PlannedRow(row, Verdict.ERROR, there, why)
        return PlannedRow(row, Verdict.CANCELLED, there)

    def _moved(self, row, there):
        if why := why_fixed(there, has_decisions=there.decided):
            return PlannedRow(row, Verdict.ERROR, there, why)
        other = self.by_day.get(row.held_on)
        if other is not None:
            text = _("Ett annat sammanträde har den dagen. Flytta det först.")
            return PlannedRow(row, Verdict.ERROR, there, text)
        papers = row.papers_due_on or papers_day(self.routine, row.held_on)
        row = replace(self._with_what_it_leaves_out(row, there), papers_due_on=papers)
        text = _("Från %(day)s") % {"day": date_format(there.held_on, "j F Y")}
        return PlannedRow(row, Verdict.MOVED, there, text)

    @staticmethod
    def _with_what_it_leaves_out(row, there):
        """What the file does not say stays as it is in the calendar."""
        return replace(
            row,
            starts_at=row.starts_at or there.starts_at,
            papers_due_on=row.papers_due_on or there.papers_due_on,
            note=row.note or there.note,
            uid=row.uid or there.uid,
        )


def _name_pattern(organization) -> re.Pattern:
    """What a note begins with when it only says whose meeting it is; the calendar says that already."""
    names = "|".join(map(re.escape, filter(None, [organization.name, organization.short_name])))
    meeting = r"(?:nämnd)?(?:sammanträde|möte)"
    return re.compile(
        rf"^(?:{meeting}(?:\s+(?:i|med|för))?[\s:–-]+)?(?:{names})s?(?!\w)"
        rf"(?:[\s,:–-]+{meeting}(?!\w))?[\s,.:–-]*",
        re.IGNORECASE,
    )


def _facts(of):
    return (of.held_on, of.starts_at, of.papers_due_on, of.note, of.uid)


def _save(planned, organization, now):
    if planned.verdict == Verdict.CANCELLED:
        planned.meeting.cancelled_at = now
        planned.meeting.cancelled_reason = _("Inställt i den kalender som lästes in.")
        planned.meeting.save()
    elif planned.has_effect:
        meeting = planned.meeting or Meeting(organization=organization)
        for name in ("held_on", "starts_at", "papers_due_on", "note", "uid"):
            setattr(meeting, name, getattr(planned.row, name))
        meeting.save()
