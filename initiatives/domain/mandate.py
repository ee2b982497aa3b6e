"""The founding mandate: what was decided, and what it asks of whom (M-01)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.domain.decision import record_decision
from coordination.exceptions import ActionRefused
from coordination.models import Decision
from initiatives import permissions


def record_mandate(
    programme, *, actor, body, decided_on, paragraph, title, text, today
) -> Decision:
    """Write down the decision that gives the mandate (uppdraget), and found the programme on it.

    Raises PermissionDenied, ValidationError (what ``record_decision`` refuses, mandate there already).
    """
    permissions.require(permissions.can_edit_programme(actor, programme))
    with transaction.atomic():
        if programme.mandate_id:
            raise ActionRefused(
                _("Programmet har redan ett uppdrag. Välj ett annat under Redigera."),
                code="mandate_exists",
            )
        decision = record_decision(
            programme.matter,
            actor=actor,
            body=body,
            decided_on=decided_on,
            paragraph=paragraph,
            title=title,
            text=text,
            today=today,
        )
        programme.mandate = decision
        programme.save(update_fields=["mandate"])
        record(
            "programme.mandated",
            actor=actor,
            subject=programme,
            matter=programme.matter,
            data={"body": body.name, "day": decided_on, "reference": decision.reference},
        )
    return decision
