"""What is left when a project has ended is owed a reason, then a decision: nothing is silently lost.

Called in the transaction of everything that changes what is left, under the grant's lock.
"""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.deadline import keep_deadline, reopen_deadline, set_deadline
from coordination.enums import Role
from coordination.models import Deadline
from coordination.swedish import format_kr
from funding.enums import ENDED_STATES
from funding.models import Grant

REASON, DECISION = "surplus_reason", "surplus_decision"
SUMS = [
    *("granted_ore", "repurposed_ore", "used_ore"),
    *("returned_ore", "kept_ore", "explained_ore"),
]
DAYS_TO_EXPLAIN = 30
DAYS_TO_DECIDE = 60
LEFT = F("granted_ore") + F("repurposed_ore") - F("used_ore") - F("returned_ore") - F("kept_ore")


def ended_by(today) -> Q:
    """The grants for which nothing more is to be used, as ``Grant.has_ended`` says of one."""
    return Q(project_state__in=ENDED_STATES) | Q(round__source__expires_on__lt=today)


def watch_surplus(grant, *, now) -> None:
    """Owe the reason and the decision for what is left of an ended project; settle what is settled."""
    today = timezone.localdate(now)
    if not grant.has_ended(today):
        return
    grant.refresh_from_db(fields=SUMS)
    if grant.unexplained_ore:
        _owe_reason(grant, today)
    else:
        _settle(REASON, grant, _("Det som blev över har sitt skäl"), now)
    if grant.left_ore > 0:
        _owe_decision(grant, today)
    else:
        _settle(DECISION, grant, _("Inget är kvar utan beslut"), now)


def stop_watching(grant, *, now) -> None:
    """Nothing is left over of a project that goes on after all."""
    for kind in (REASON, DECISION):
        _settle(kind, grant, _("Projektet pågår"), now)


def _owe_reason(grant, today):
    said = {"amount": format_kr(grant.unexplained_ore), "project": grant.title}
    _owe(
        REASON,
        grant,
        title=_("Förklara överskottet på %(amount)s: %(project)s") % said,
        organization=grant.recipient,
        role=Role.CASE_OFFICER,
        days=DAYS_TO_EXPLAIN,
        today=today,
    )


def _owe_decision(grant, today):
    said = {"amount": format_kr(grant.left_ore), "project": grant.title}
    _owe(
        DECISION,
        grant,
        title=_("Besluta om överskottet på %(amount)s: %(project)s") % said,
        organization=grant.round.source.owner,
        role=Role.CONTROLLER,
        days=DAYS_TO_DECIDE,
        today=today,
    )


def _owe(kind, grant, *, title, organization, role, days, today):
    """A date counted from when the project ended; owed again, it keeps the day it first got."""
    subject = {"subject_type": kind, "subject_id": grant.pk}
    earlier = Deadline.objects.filter(kind=kind, **subject).first()
    since = today if earlier else grant.completed_on or today
    open_until = earlier.due_on if earlier and not earlier.done_at else None
    set_deadline(
        kind,
        **subject,
        title=title,
        organization=organization,
        role=role,
        due_on=open_until or since + timedelta(days=days),
        today=today,
        matter=grant.decision.matter,
        rule=_("%(days)s dagar efter att projektet avslutades eller beloppet ändrades")
        % {"days": days},
    )
    reopen_deadline(kind, **subject, today=today)


def _settle(kind, grant, by, now):
    keep_deadline(kind, subject_type=kind, subject_id=grant.pk, by=by, at=now)


def unwatched_surpluses(today):
    """The ended grants with money left that nobody is to decide on: there must be none."""
    owed = Deadline.objects.open().filter(
        kind=DECISION, subject_type=DECISION, subject_id=OuterRef("pk")
    )
    return (
        Grant.objects.filter(ended_by(today), ~Exists(owed)).annotate(left=LEFT).filter(left__gt=0)
    )


def watch_expired(*, now) -> int:
    """Owe what is left of projects that go on although the money's time is out. Safe to run again."""
    found = unwatched_surpluses(timezone.localdate(now)).exclude(project_state__in=ENDED_STATES)
    for grant in found:
        watch_surplus(grant, now=now)
    return len(found)
