"""Who was disqualified from an item and took no part in it (jäv, KL 6:28–30)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.attendance import roster_of
from coordination.domain.audit import record
from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused
from coordination.models import Meeting, Recusal, Statement

REASON_LIMIT = 500


def record_recusal(meeting, *, actor, person, item, reason) -> Recusal:
    """Write down that somebody was disqualified from an item and took no part in it (jäv).

    ``item`` is a statement that the body has not adopted yet, or a decision of the meeting. Raises
    PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_keep_minutes(actor, meeting.organization))
    reason = accept_line(reason, what=_("Skälet"), limit=REASON_LIMIT)
    with transaction.atomic():
        _refuse_foreign_item(meeting, item)
        _refuse_strange_person(meeting, person)
        recusal = Recusal(meeting=meeting, person=person, reason=reason, **subject_of(item))
        if Recusal.objects.filter(meeting=meeting, person=person, **subject_of(item)).exists():
            raise ActionRefused(
                _("Jävet för %(person)s är redan antecknat.") % {"person": person},
                code="recused_already",
            )
        recusal.save()
        _log("recorded", recusal, actor, reason=reason)
    return recusal


def remove_recusal(recusal, *, actor) -> None:
    """Take a recusal that was written by mistake back, until the meeting is closed or the statement
    is adopted.
    """
    permissions.require(permissions.can_keep_minutes(actor, recusal.meeting.organization))
    with transaction.atomic():
        current = Meeting.objects.select_for_update().get(pk=recusal.meeting_id)
        if current.closed_at:
            raise ActionRefused(
                _("Sammanträdet är avslutat. Jävet kan inte tas bort."), code="meeting_closed"
            )
        _refuse_foreign_item(recusal.meeting, recusal.item)
        _log("removed", recusal, actor)
        recusal.delete()


def subject_of(item) -> dict:
    """The item as a recusal's field: a statement, or a decision."""
    return {"statement" if isinstance(item, Statement) else "decision": item}


def _refuse_foreign_item(meeting, item) -> None:
    if isinstance(item, Statement):
        current = Statement.objects.select_for_update(of=("self",)).get(pk=item.pk)
        if current.is_frozen:
            raise ActionRefused(
                _("Yttrandet är antaget. Jäv antecknas innan det antas."), code="adopted"
            )
        mine = current.consultee.organization_id == meeting.organization_id
    else:
        mine = item.meeting_id == meeting.pk
        if Statement.objects.filter(decision=item).exists():
            raise ActionRefused(
                _("Yttrandet är antaget. Jäv antecknas innan det antas."), code="adopted"
            )
    if not mine:
        raise ActionRefused(
            _("Ärendet behandlades inte på det här sammanträdet."), code="foreign_item"
        )


def _refuse_strange_person(meeting, person) -> None:
    roster = roster_of(meeting)
    if person not in (*roster.members, *roster.substitutes):
        raise ActionRefused(
            _("%(person)s hade ingen plats i nämnden den dagen.") % {"person": person},
            code="no_seat",
        )


def _log(verb, recusal, actor, **data) -> None:
    record(
        f"meeting.recusal_{verb}",
        actor=actor,
        subject=recusal.meeting,
        data={"person": str(recusal.person), "item": recusal.item.title, **data},
    )
