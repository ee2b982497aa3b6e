"""A municipality's working days: read, and set by its administrator."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.models import Meeting, MunicipalDay, WorkingDayRoutine
from coordination.validators import plain_name, validate_day
from coordination.working_days import SWEDISH, WorkingCalendar

NOTE_LIMIT = 120


def calendar_of(municipality_id) -> WorkingCalendar:
    """The calendar of a municipality; the country's for whoever has none. Two statements."""
    if municipality_id is None:
        return SWEDISH
    routine = WorkingDayRoutine.objects.filter(municipality_id=municipality_id).first()
    days = dict(
        MunicipalDay.objects.filter(municipality_id=municipality_id).values_list("day", "is_open")
    )
    return WorkingCalendar(
        closed=frozenset(day for day, is_open in days.items() if not is_open),
        opened=frozenset(day for day, is_open in days.items() if is_open),
        bridge_days_off=bool(routine and routine.bridge_days_off),
        half_days_off=bool(routine and routine.half_days_off),
    )


def meeting_days(organization_id) -> list:
    """The days on which a body meets, in order: for dates that follow its calendar."""
    rows = Meeting.objects.standing().filter(organization_id=organization_id)
    return list(rows.order_by("held_on").values_list("held_on", flat=True))


def set_working_day_routine(municipality, *, actor, bridge_days_off, half_days_off) -> None:
    """Say whether the offices close on klämdagar and on days that end at 14. Raises PermissionDenied."""
    permissions.require(permissions.can_administer(actor, municipality))
    with transaction.atomic():
        WorkingDayRoutine.objects.update_or_create(
            municipality=municipality,
            defaults={"bridge_days_off": bridge_days_off, "half_days_off": half_days_off},
        )
        data = {"bridge_days_off": bridge_days_off, "half_days_off": half_days_off}
        record("working_days.set", actor=actor, subject=municipality, data=data)


def add_municipal_day(municipality, *, actor, day, is_open, note) -> MunicipalDay:
    """Close the offices on a day, or keep them open on one that others have off.

    Dates that are owed already stay on their days. Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_administer(actor, municipality))
    validate_day(day)
    municipal = MunicipalDay(
        municipality=municipality,
        day=day,
        is_open=is_open,
        note=plain_name(note, what=_("Förklaringen"), limit=NOTE_LIMIT),
    )
    municipal.validate_constraints()
    with transaction.atomic():
        municipal.save()
        action = "working_days.opened" if is_open else "working_days.closed"
        record(action, actor=actor, subject=municipality, data={"day": day, "note": municipal.note})
    return municipal


def remove_municipal_day(municipal, *, actor) -> None:
    """Let a day be as in the country's calendar again. Raises PermissionDenied."""
    permissions.require(permissions.can_administer(actor, municipal.municipality))
    with transaction.atomic():
        data = {"day": municipal.day, "note": municipal.note}
        record("working_days.restored", actor=actor, subject=municipal.municipality, data=data)
        municipal.delete()
