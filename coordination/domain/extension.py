"""More time for several consulted bodies at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination.domain.answer_lock import hold_consultees
from coordination.domain.consultee import extend_consultee
from coordination.exceptions import ActionRefused


def extend_consultees(consultees, *, actor, due_on, reason, today, granted_by="", now=None) -> list:
    """Give several bodies the same new day, each told by mail; all of them or none.

    Raises what ``extend_consultee`` raises, with the name of the body that was refused.
    """
    # In one order for all, so that two who move days at once never wait for each other in a ring.
    ordered = sorted(consultees, key=lambda consultee: consultee.pk)
    if not ordered:
        raise ActionRefused(_("Kryssa i minst en som ska få en ny dag."), code="nobody_chosen")
    with transaction.atomic():
        hold_consultees(ordered)
        for consultee in ordered:
            try:
                extend_consultee(
                    consultee,
                    actor=actor,
                    due_on=due_on,
                    reason=reason,
                    granted_by=granted_by,
                    today=today,
                    now=now,
                )
            except ActionRefused as refused:
                raise ActionRefused(
                    _("%(body)s: %(why)s Ingen dag är flyttad.")
                    % {"body": consultee.organization.name, "why": refused.message},
                    code=refused.code,
                ) from None
    return ordered
