"""Decisions: recorded under their paragraph; groups of officials cannot be recorded as deciding."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.meeting import meeting_on
from coordination.exceptions import ActionRefused
from coordination.models import Decision, Organization
from coordination.validators import (
    plain_name,
    validate_day,
    validate_paragraph,
    validate_plain_text,
)


def record_decision(matter, *, actor, body, **said) -> Decision:
    """Write down what a body decided in a matter (beslut): its secretary, or whoever keeps the matter.

    Takes what ``enter_decision`` takes. Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_record_decision(actor, body, matter))
    return enter_decision(matter, actor=actor, body=body, **said)


def enter_decision(
    matter,
    *,
    actor,
    body,
    decided_on,
    paragraph,
    title,
    text,
    today,
    amount_ore=None,
    financing="",
    immediate_approval=False,
    is_preparatory=False,
    paragraph_unknown=False,
) -> Decision:
    """The decision in a matter under its § (law.md E1); the caller has asked for the actor's right.

    Refused for groups (they recommend, KL 6:38), for days to come, without § (unless a source that
    gives none is registered afterwards: ``paragraph_unknown``), for a § used before that year, and
    for spending without financing (KL 11:15). Raises ValidationError.
    """
    refuse_unless_deciding(body)
    validate_day(decided_on)
    _refuse_meeting_to_come(decided_on, today)
    with transaction.atomic():
        meeting = None
        if not paragraph_unknown:
            _reserve_paragraph(body, year=decided_on.year, paragraph=paragraph)
            meeting = meeting_on(body, actor=actor, held_on=decided_on)
        decision = Decision(
            matter=matter,
            body=body,
            meeting=meeting,
            decided_on=decided_on,
            year=decided_on.year,
            paragraph=paragraph,
            title=plain_name(title, what=_("Rubriken"), limit=200),
            text=validate_plain_text(text, what=_("Beslutstexten"), limit=20000),
            amount_ore=amount_ore,
            financing=financing.strip(),
            immediate_approval=immediate_approval,
            is_preparatory=is_preparatory,
        )
        decision.validate_constraints(exclude=[])
        decision.save()
        record(
            "decision.recorded",
            actor=actor,
            subject=decision,
            matter=matter,
            data={"body": body.name, "day": decided_on, "reference": decision.reference},
        )
    return decision


def refuse_unless_deciding(body) -> None:
    """A steering or working group recommends; only a body decides (ARCHITECTURE rule 8)."""
    if not body.decides:
        raise ActionRefused(
            _("%(body)s kan föreslå men inte besluta. Välj nämnden eller styrelsen som beslutar.")
            % {"body": body.name},
            code="cannot_decide",
        )


def _refuse_meeting_to_come(decided_on, today):
    if decided_on > today:
        raise ActionRefused(
            _("Mötet har inte varit än. Anteckna beslutet efter mötet."), code="meeting_to_come"
        )


def _reserve_paragraph(body, *, year, paragraph):
    """Two who record decisions of one body wait for each other, so that a § is never given twice.

    Rows that only point at the body need not wait (``no_key``).
    """
    validate_paragraph(paragraph)
    Organization.objects.select_for_update(no_key=True).get(pk=body.pk)
    refuse_taken_paragraph(body, year=year, paragraph=paragraph)


def refuse_taken_paragraph(body, *, year, paragraph) -> None:
    """A § is used once in a body and year; the message names the next free one."""
    if Decision.objects.filter(body=body, year=year, paragraph=paragraph).exists():
        raise ActionRefused(
            _("§ %(paragraph)s är redan använd %(year)s. Nästa lediga är § %(next)s.")
            % {
                "paragraph": paragraph,
                "year": year,
                "next": next_paragraph(body, year=year),
            },
            code="paragraph_taken",
        )


def shared_decision(body, *, decided_on, paragraph, matter) -> Decision | None:
    """The decision of that meeting that a statement and a memorandum of one matter may share. One
    statement: the board adopts its statement and takes the memorandum up under one §.
    """
    return Decision.objects.filter(
        body=body, decided_on=decided_on, paragraph=paragraph, matter=matter
    ).first()


def next_paragraph(body, *, year) -> int:
    """The next free § of a body in a year, offered in forms."""
    last = Decision.objects.filter(body=body, year=year).aggregate(last=Max("paragraph"))["last"]
    return (last or 0) + 1
