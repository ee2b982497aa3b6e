"""A consulted body's own day to answer, while the referral is being written."""

from django.db import transaction

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.circulation import lock_referral
from coordination.models import Consultee
from coordination.validators import validate_due_day


def give_own_day(consultee, *, actor, due_on, today) -> Consultee:
    """Give one body of a draft its own day to answer, such as one that its calendar can keep.

    Whoever edits the draft meanwhile is told (its version counts up). Raises PermissionDenied,
    ValidationError. Once the referral is sent the day is moved with a reason: ``extend_consultee``.
    """
    permissions.require(permissions.can_edit_referral(actor, consultee.referral))
    validate_due_day(due_on, today=today)
    with transaction.atomic():
        referral = lock_referral(consultee.referral)
        permissions.require(permissions.can_edit_referral(actor, referral))
        referral.version += 1
        referral.save(update_fields=["version"])
        consultee.due_on = due_on
        consultee.save(update_fields=["due_on"])
        record("referral.edited", actor=actor, subject=referral, matter=referral.matter)
    return consultee
