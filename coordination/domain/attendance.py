"""Who was at a meeting, and which substitutes served for whom (närvaro)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.enums import FULL_MEMBERS, AttendanceRole, Role
from coordination.exceptions import ActionRefused
from coordination.models import (
    Attendance,
    Meeting,
    Membership,
    Organization,
    Person,
    Seat,
    Statement,
)
from coordination.swedish import join_names


@dataclass(frozen=True)
class Present:
    """Somebody who was there. ``serves`` is asked of substitutes; members always serve.

    Who was there in several ways, one after the other, is named once for each.
    """

    person: Person
    serves: bool = False
    serving_for: Person | None = None
    from_paragraph: int | None = None
    until_paragraph: int | None = None


def record_attendance(meeting, *, actor, present: Iterable[Present], today, seen=None) -> Meeting:
    """Write down who was at a meeting, and which substitutes served for whom (närvaro).

    Replaces what was written before. ``seen`` is the ``attendance_seen`` of the page that was filled
    in. Raises PermissionDenied; ActionRefused when the meeting is still to come, minutes of it are
    approved, the attendance at an item that was approved at once would change, somebody has no seat,
    or a place is taken twice.
    """
    permissions.require(permissions.can_keep_minutes(actor, meeting.organization))
    roster = roster_of(meeting)
    rows = [_row(meeting, each, roster) for each in present]
    _refuse_double_places(rows, roster)
    with transaction.atomic():
        current = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        _refuse_fixed(current, today)
        if seen is not None and seen != attendance_seen(current):
            raise ActionRefused(
                _(
                    "Någon annan sparade närvaron medan du fyllde i. Ladda om sidan och jämför; "
                    "dina kryss står kvar här tills du gör det."
                ),
                code="changed_meanwhile",
            )
        _refuse_change_at_approved(current, rows)
        current.attendances.all().delete()
        Attendance.objects.bulk_create(rows)
        record(
            "meeting.attendance_recorded",
            actor=actor,
            subject=current,
            data={
                "held_on": current.held_on,
                "serving": len({row.person for row in rows if row.serves}),
                "present": list(dict.fromkeys(str(row.person) for row in rows)),
            },
        )
    return current


def attendance_seen(meeting) -> str:
    """What is written of a meeting's attendance, in short: differs when a name or place differs."""
    rows = meeting.attendances.order_by("person_id", "from_paragraph", "pk").values_list(
        "person_id", "role", "serving_for_id", "from_paragraph", "until_paragraph"
    )
    return ";".join(",".join(str(value or "") for value in row) for row in rows)


@dataclass(frozen=True)
class Roster:
    """Who could be at a meeting: full members and substitutes on its day, and how many seats there are."""

    members: list[Person]
    substitutes: list[Person]
    seats: int

    @property
    def vacant(self) -> int:
        return max(self.seats - len(self.members), 0)


def roster_of(meeting) -> Roster:
    """The body's members and substitutes on the meeting's day, chair first. Two statements."""
    held = Membership.objects.holding(
        FULL_MEMBERS | {Role.SUBSTITUTE}, [meeting.organization_id], meeting.held_on
    )
    by_rank = sorted(held, key=lambda each: list(Role).index(Role(each.seat.role)))
    members = {each.person: None for each in by_rank if each.seat.role in FULL_MEMBERS}
    substitutes = {each.person: None for each in by_rank if each.person not in members}
    return Roster(list(members), list(substitutes), seats_of(meeting.organization, meeting.held_on))


def seats_of(organization: Organization, on: date) -> int:
    """How many members a body has, filled or not. One statement."""
    seats = Seat.objects.in_force(on).filter(organization=organization, role__in=FULL_MEMBERS)
    return seats.count()


def _row(meeting, present, roster) -> Attendance:
    return Attendance(
        meeting=meeting,
        person=present.person,
        role=_role(present, roster),
        serving_for=present.serving_for,
        from_paragraph=present.from_paragraph,
        until_paragraph=present.until_paragraph,
    )


def _role(present, roster) -> AttendanceRole:
    person, served = present.person, present.serving_for
    if person in roster.members:
        if served:
            raise ActionRefused(
                _("%(person)s är ledamot och tjänstgör på sin egen plats.") % {"person": person},
                code="member_serves_for_another",
            )
        return AttendanceRole.MEMBER
    if person not in roster.substitutes:
        raise ActionRefused(
            _("%(person)s hade ingen plats i nämnden den dagen.") % {"person": person},
            code="no_seat",
        )
    if served and served not in roster.members:
        raise ActionRefused(
            _("%(person)s kan bara tjänstgöra för någon som var ledamot den dagen.")
            % {"person": person},
            code="not_a_member",
        )
    if present.serves or served:
        return AttendanceRole.SERVING_SUBSTITUTE
    return AttendanceRole.SUBSTITUTE


def _refuse_double_places(rows, roster) -> None:
    """Nobody is there in two ways, and no place is filled by two, at the same §."""
    for row in rows:
        if _span(row)[0] > _span(row)[1]:
            raise ActionRefused(
                _("Den första paragrafen för %(person)s kommer efter den sista.")
                % {"person": row.person},
                code="paragraphs_in_order",
            )
    people: dict[Person, list[Present]] = {}
    places: dict[Person, list[Present]] = {}
    for row in rows:
        people.setdefault(row.person, []).append(row)
        if row.serves and (row.role == AttendanceRole.MEMBER or row.serving_for):
            places.setdefault(row.serving_for or row.person, []).append(row)
    for person, ways in people.items():
        _refuse_two_ways(person, ways)
    for owner, sharing in places.items():
        _refuse_overlap(owner, sharing)
    _refuse_too_many_vacant(rows, roster)


def _refuse_two_ways(person, ways) -> None:
    if _overlap(ways):
        raise ActionRefused(
            _(
                "%(person)s står två gånger för samma paragraf. Skriv till och med vilken paragraf "
                "det första gällde, och från vilken det andra gäller."
            )
            % {"person": person},
            code="present_twice",
        )


def _overlap(rows) -> bool:
    """Whether two of the rows are of the same §."""
    return any(later[0] <= earlier[1] for earlier, later in pairwise(sorted(map(_span, rows))))


def _refuse_overlap(owner, sharing) -> None:
    if _overlap(sharing):
        raise ActionRefused(
            _(
                "Platsen för %(owner)s är upptagen av %(names)s på samma gång. Skriv från och till "
                "vilken paragraf var och en var med, eller ta bort en av dem."
            )
            % {"owner": owner, "names": join_names(row.person for row in sharing)},
            code="place_taken",
        )


def _refuse_too_many_vacant(rows, roster) -> None:
    on_vacant = [
        row for row in rows if row.role == AttendanceRole.SERVING_SUBSTITUTE and not row.serving_for
    ]
    # As many as sit at once: the most do when one of them begins.
    at_once = [sum(each.covers(row.from_paragraph or 1) for each in on_vacant) for row in on_vacant]
    if max(at_once, default=0) > roster.vacant:
        raise ActionRefused(
            _("Det finns bara %(vacant)s vakanta platser. Välj vem ersättaren tjänstgör för.")
            % {"vacant": roster.vacant},
            code="no_vacant_place",
        )


def _span(row) -> tuple[float, float]:
    return row.from_paragraph or 0, row.until_paragraph or float("inf")


def _refuse_fixed(meeting, today) -> None:
    if why := why_attendance_fixed(meeting, today=today):
        raise ActionRefused(why, code="attendance_fixed")


def _refuse_change_at_approved(meeting, rows) -> None:
    """Who was at an item that was approved at once (omedelbart justerad) stands, once it is written.

    The meeting goes on: somebody may leave after that item, or come before a later one.
    """
    written = list(meeting.attendances.all())
    paragraphs = _approved(meeting).filter(decision__immediate_approval=True)
    for paragraph in paragraphs.values_list("decision__paragraph", flat=True):
        if written and _there(written, paragraph) != _there(rows, paragraph):
            raise ActionRefused(
                _(
                    "§ %(paragraph)s är justerad, så vilka som var med där ändras inte. Den som gick "
                    "efteråt skrivs till och med § %(paragraph)s, den som kom sedan från nästa "
                    "paragraf."
                )
                % {"paragraph": paragraph},
                code="attendance_fixed",
            )


def _there(rows, paragraph) -> set:
    """Who was at an item, as what, and for whom."""
    return {(row.person_id, row.role, row.serving_for_id) for row in rows if row.covers(paragraph)}


def _approved(meeting):
    return Statement.objects.filter(decision__meeting=meeting, approved_on__isnull=False)


def why_attendance_fixed(meeting, *, today) -> str:
    """Why the attendance cannot be written or changed; empty when it can. Up to two statements.

    What a closed meeting or approved minutes say stands; a list that was never written may still be.
    An item that was approved at once binds only who was at that item (``_refuse_change_at_approved``).
    """
    if meeting.cancelled_at:
        return _("Sammanträdet är inställt.")
    if meeting.held_on > today:
        return _("Närvaron antecknas när sammanträdet hålls.")
    if meeting.closed_at and meeting.attendances.exists():
        return _("Sammanträdet är avslutat. Närvaron kan inte ändras.")
    approved = _approved(meeting).filter(decision__immediate_approval=False)
    if approved.exists() and meeting.attendances.exists():
        return _("Ett protokoll från sammanträdet är justerat. Närvaron kan inte ändras.")
    return ""
