"""When a body does not meet, and when papers for its meetings must be in."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.models import Meeting, MeetingBreak, MeetingRoutine
from coordination.validators import plain_name, validate_day
from coordination.working_days import working_days_before

MOST_WORKING_DAYS = 60
LONGEST_BREAK = 366


def set_papers_routine(
    organization, *, actor, working_days, today, substitutes_may_file=False, names_by_party=False
) -> int:
    """Say how many working days before its meetings a body's papers must be in, and its own rules.

    Coming meetings that lack such a day get one; those that have one keep it. Returns how many got
    one. Raises PermissionDenied, ActionRefused.
    """
    permissions.require(permissions.can_plan_meeting(actor, organization))
    if not 0 <= working_days <= MOST_WORKING_DAYS:
        raise ActionRefused(
            _("Skriv ett antal arbetsdagar mellan 0 och %(most)s.") % {"most": MOST_WORKING_DAYS},
            code="working_days",
        )
    with transaction.atomic():
        MeetingRoutine.objects.update_or_create(
            organization=organization,
            defaults={
                "papers_working_days": working_days,
                "substitutes_may_file": substitutes_may_file,
                "names_by_party": names_by_party,
            },
        )
        waiting = Meeting.objects.ahead(today).filter(
            organization=organization, papers_due_on__isnull=True
        )
        filled = list(waiting.select_for_update())
        for meeting in filled:
            meeting.papers_due_on = working_days_before(meeting.held_on, working_days)
        Meeting.objects.bulk_update(filled, ["papers_due_on"])
        record(
            "meeting.routine_set", actor=actor, subject=organization, data={"days": working_days}
        )
    return len(filled)


def add_break(organization, *, actor, title, starts_on, ends_on) -> MeetingBreak:
    """Put a period without meetings in a body's calendar: the summer, usually."""
    permissions.require(permissions.can_plan_meeting(actor, organization))
    title = plain_name(title, what=_("Namnet på uppehållet"), limit=80)
    validate_day(starts_on, ends_on)
    if ends_on < starts_on:
        raise ActionRefused(_("Uppehållet kan inte sluta innan det börjar."), code="days_in_order")
    if (ends_on - starts_on).days > LONGEST_BREAK:
        raise ActionRefused(
            _("Uppehållet är längre än ett år. Kontrollera årtalet."), code="days_in_order"
        )
    with transaction.atomic():
        pause = MeetingBreak.objects.create(
            organization=organization, title=title, starts_on=starts_on, ends_on=ends_on
        )
        _log("break_added", pause, actor)
    return pause


def remove_break(pause, *, actor) -> None:
    """Take a period without meetings out of the calendar again."""
    permissions.require(permissions.can_plan_meeting(actor, pause.organization))
    with transaction.atomic():
        _log("break_removed", pause, actor)
        pause.delete()


def _log(verb, pause, actor):
    record(
        f"meeting.{verb}",
        actor=actor,
        subject=pause.organization,
        data={"title": pause.title, "from": pause.starts_on, "to": pause.ends_on},
    )
