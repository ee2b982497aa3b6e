"""Telling which spending was for evaluation, so that its share can be answered for (S-52)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import happening_at, record
from coordination.exceptions import ActionRefused
from coordination.swedish import format_kr
from funding import permissions
from funding.domain.ledger import lock_grant
from funding.enums import EntryKind
from funding.models import EvaluationMark


def mark_evaluation(entry, *, actor) -> EvaluationMark:
    """Say that a row of spending paid for evaluation; said again, nothing changes.

    Raises PermissionDenied, and ActionRefused for rows that are not spending of a grant's own.
    """
    _refuse_unspent(entry, actor)
    with transaction.atomic():
        grant = lock_grant(entry.grant)
        mark, is_new = EvaluationMark.objects.get_or_create(
            entry=entry, defaults={"marked_by": actor, "marked_at": happening_at()}
        )
        if is_new:
            _log("marked", entry, grant, actor)
    return mark


def unmark_evaluation(entry, *, actor) -> None:
    """Say that a row did not pay for evaluation after all; that it was said stays in the history."""
    _refuse_unspent(entry, actor)
    with transaction.atomic():
        grant = lock_grant(entry.grant)
        removed, _by_model = EvaluationMark.objects.filter(entry=entry).delete()
        if removed:
            _log("unmarked", entry, grant, actor)


def _refuse_unspent(entry, actor):
    """Only what a grant's money was used for can be evaluation, and its recipient says so."""
    rights.require(permissions.can_correct(actor, entry))
    if entry.kind != EntryKind.USED or entry.reverses_id:
        raise ActionRefused(
            _(
                "Bara använda pengar kan räknas som utvärdering. En rättelse följer raden den rättar."
            ),
            code="not_spending",
        )


def _log(act, entry, grant, actor):
    record(
        f"evaluation.{act}",
        actor=actor,
        subject=grant,
        matter=grant.decision.matter,
        data={"amount": format_kr(entry.amount_ore), "document": entry.document},
    )
