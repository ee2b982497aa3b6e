"""What every act on a statement does: lock it, look the next state up, move it, leave a trace."""

from django.utils.translation import gettext as _

from coordination import richtext
from coordination.domain.audit import record
from coordination.enums import (
    STATEMENT_FROZEN,
    STATEMENT_TRANSITIONS,
    ReferralState,
    StatementState,
)
from coordination.exceptions import ActionRefused, next_state
from coordination.models import Statement

PAST_TENSE = {
    "submit": "submitted",
    "send_back": "sent_back",
    "adopt": "adopted",
    "approve": "approved",
    "dispatch": "dispatched",
}


def lock_statement(statement) -> Statement:
    """The statement's row, locked until the transaction ends, with what its rules look at."""
    return (
        Statement.objects.select_for_update(of=("self",))
        .select_related(
            "matter",
            "consultee__organization",
            "consultee__referral__sender",
            "consultee__referral__matter",
        )
        .get(pk=statement.pk)
    )


def state_after(statement, action) -> str:
    """The state that ``action`` leads to. Raises ActionRefused when it leads nowhere from here."""
    return next_state(
        STATEMENT_TRANSITIONS,
        statement.state,
        action,
        label=StatementState(statement.state).label,
    )


def move_statement(statement, action, *, actor, told_as="", **data) -> Statement:
    """Take a locked statement to its next state; ``data`` goes to the audit trail.

    ``told_as`` is the word of the trail where it is another than the action's own.
    """
    statement.state = state_after(statement, action)
    statement.save()
    log_statement(f"statement.{told_as or PAST_TENSE[action]}", statement, actor=actor, **data)
    return statement


def log_statement(action, statement, *, actor, **data) -> None:
    """The body's own matter keeps the trail; from adoption on the referral's matter sees it too."""
    adopted = statement.state in STATEMENT_FROZEN
    matter = statement.consultee.referral.matter if adopted else statement.matter
    record(action, actor=actor, subject=statement, matter=matter, data=data)


def refuse_incomplete(sections) -> None:
    """Both parts of a statement hold text before anybody reviews or adopts it."""
    empty = [section.get_kind_display() for section in sections if richtext.is_empty(section.html)]
    if empty:
        raise ActionRefused(
            _("Avsnittet saknar text: %(sections)s. Skriv det först.")
            % {"sections": ", ".join(empty)},
            code="empty_section",
        )


def refuse_recalled(statement) -> None:
    """Nobody answers, sends or corrects an answer to a referral that was taken back (återkallad)."""
    if statement.consultee.referral.state == ReferralState.RECALLED:
        raise ActionRefused(_("Remissen är återkallad. Inget svar behövs."), code="recalled")
