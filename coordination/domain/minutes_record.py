"""What the minutes say of an item beside its decision (KL 5:65–67); printed in the minutes extract."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.attendance import roster_of
from coordination.domain.audit import record
from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Attendance, Decision, MinutesRecord, Person, Statement
from coordination.swedish import join_names

MOST_MOTIONS = 50
MOTION_LIMIT = 500
PROCEDURE_LIMIT = 4000


def write_minutes_record(
    decision, *, actor, motions=(), procedure="", approvers=(), version=0
) -> MinutesRecord:
    """Write down an item's motions, its order of propositions, and who approves the minutes.

    ``version`` is what the writer saw, 0 when nothing was written. Raises PermissionDenied,
    ValidationError; ActionRefused when the minutes are approved or an approver was not there;
    EditConflict when someone saved in between.
    """
    permissions.require(permissions.can_keep_minutes(actor, decision.body))
    values = {
        "motions": "\n".join(_accepted_motions(motions)),
        "procedure": accept_line(procedure, what=_("Propositionsordningen"), limit=PROCEDURE_LIMIT)
        if procedure.strip()
        else "",
    }
    with transaction.atomic():
        current = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        written = MinutesRecord.objects.filter(decision=current).first()
        _refuse_fixed(current)
        _refuse_strangers(current, approvers)
        if written and written.version != version:
            raise EditConflict(theirs=written, mine=values)
        version = written.version + 1 if written else 1
        minutes, _created = MinutesRecord.objects.update_or_create(
            decision=current, defaults=values | {"version": version}
        )
        minutes.approvers.set(approvers)
        record(
            "decision.minutes_written",
            actor=actor,
            subject=current,
            matter=current.matter,
            data={
                "reference": current.reference,
                "approvers": [str(person) for person in approvers],
            },
        )
    return minutes


def minutes_record_of(decision) -> MinutesRecord | None:
    """What is written of the item, with its approvers; None when nothing is. Two statements."""
    return MinutesRecord.objects.filter(decision=decision).prefetch_related("approvers").first()


def possible_approvers(decision) -> list[Person]:
    """Who may approve: those who were at the meeting, else whoever had a place in the body that day."""
    if decision.meeting is None:
        return []
    present = Attendance.objects.filter(meeting=decision.meeting).select_related("person")
    if there := [each.person for each in present if each.covers(decision.paragraph)]:
        return list(dict.fromkeys(there))  # whoever was there in several ways approves once
    roster = roster_of(decision.meeting)
    return [*roster.members, *roster.substitutes]


def why_minutes_fixed(decision) -> str:
    """Why the record cannot be written or changed; empty when it can. Up to two statements.

    What approved minutes say stands; a record that was never written may still be.
    """
    if is_approved(decision) and MinutesRecord.objects.filter(decision=decision).exists():
        return _("Protokollet är justerat. Uppgifterna kan inte ändras.")
    return ""


def is_approved(decision) -> bool:
    """Whether the item's minutes are approved, at once or later."""
    return (
        decision.immediate_approval
        or Statement.objects.filter(decision=decision, approved_on__isnull=False).exists()
    )


def _accepted_motions(motions) -> list[str]:
    said = [accept_line(text, what=_("Yrkandet"), limit=MOTION_LIMIT) for text in motions]
    if len(said) > MOST_MOTIONS:
        raise ActionRefused(
            _("Skriv högst %(most)s yrkanden.") % {"most": MOST_MOTIONS}, code="too_many_motions"
        )
    return said


def _refuse_fixed(decision):
    if why := why_minutes_fixed(decision):
        raise ActionRefused(why, code="minutes_fixed")


def _refuse_strangers(decision, approvers):
    there = possible_approvers(decision)
    if strangers := [person for person in approvers if person not in there]:
        raise ActionRefused(
            _("%(names)s var inte med på sammanträdet. Välj justerare bland dem som var där.")
            % {"names": join_names(strangers)},
            code="not_there",
        )
