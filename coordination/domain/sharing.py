"""Drafts shared with somebody outside the body, until a day (delat utkast)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.access import give, take_back
from coordination.domain.message import queue_message
from coordination.domain.statement_state import lock_statement, log_statement
from coordination.exceptions import ActionRefused
from coordination.validators import validate_due_day

READ, WRITE = "view_statement", "change_statement"


def share_statement(statement, *, actor, with_user, until, may_write=False, now=None) -> None:
    """Give someone outside the body access to a draft until a day, and a letter with its address.

    Saying it again changes the terms. Refused for a day that has been, and once the statement is
    adopted: then whoever has part in the matter reads it. Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_keep_statement(actor, statement))
    now = now or timezone.now()
    validate_due_day(until, today=timezone.localdate(now))
    with transaction.atomic():
        current = lock_statement(statement)
        if current.is_frozen:
            raise ActionRefused(
                _("Yttrandet är antaget. Alla som har del i ärendet kan läsa det."), code="adopted"
            )
        give(current, to=with_user, permission=READ, until=until)
        if may_write:
            give(current, to=with_user, permission=WRITE, until=until)
        else:
            take_back(current, of=with_user, permission=WRITE)
        _tell(with_user, current, until=until, may_write=may_write, now=now)
        log_statement(
            "statement.shared",
            current,
            actor=actor,
            to=str(with_user),
            until=until,
            may_write=may_write,
        )


def _tell(user, statement, *, until, may_write, now):
    if user.person:
        queue_message(
            "statement_shared",
            to=user.person,
            dedupe_key=f"shared:{statement.pk}:{user.pk}:{until}:{may_write}",
            context={"statement": statement, "until": until, "may_write": may_write},
            now=now,
            kind="statement",
            matter=statement.matter,
        )


def unshare_statement(statement, *, actor, with_user) -> None:
    """Take shared access back, at once."""
    permissions.require(permissions.can_keep_statement(actor, statement))
    with transaction.atomic():
        current = lock_statement(statement)
        for permission in (READ, WRITE):
            take_back(current, of=with_user, permission=permission)
        log_statement("statement.unshared", current, actor=actor, to=str(with_user))
