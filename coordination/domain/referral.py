"""Referrals while they are written: what is asked, of whom, by when (M-08, law.md E2).

How a referral is sent and ended stands in ``circulation``; what happens to each of those who were
asked in ``consultee``.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.circulation import (
    close_referral,
    draft_referral_letter,
    lock_referral,
    recall_referral,
    reopen_referral,
    send_referral,
)
from coordination.domain.consultable import refuse_out_of_reach
from coordination.domain.consultee import (
    DEADLINE,
    accept_completion,
    decline_referral,
    extend_consultee,
    find_incomplete,
    move_consultee,
    remind_consultees,
)
from coordination.domain.internal_round import refuse_too_late_inside
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import ReferralState
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Consultee, Referral
from coordination.validators import validate_due_day

__all__ = [
    "DEADLINE",
    "accept_completion",
    "close_referral",
    "decline_referral",
    "delete_draft",
    "draft_referral",
    "draft_referral_letter",
    "edit_referral",
    "extend_consultee",
    "find_incomplete",
    "move_consultee",
    "recall_referral",
    "remind_consultees",
    "reopen_referral",
    "send_referral",
]


def draft_referral(
    matter,
    *,
    actor,
    sender,
    title,
    question,
    due_on,
    today,
    consultees=(),
    background="",
    incoming=None,
) -> Referral:
    """Write a referral (remiss) that is not sent yet: what is asked, by when, of whom.

    ``consultees`` are the bodies to ask, or a mapping from each to its own day (None: the common
    one). ``incoming`` is the referral from outside whose internal round it is: its days are earlier.
    Raises PermissionDenied, ValidationError (day has been, text missing, body that cannot be asked).
    """
    permissions.require(permissions.can_write_referral(actor, sender))
    permissions.require(permissions.can_manage_matter(actor, matter))
    referral = Referral(matter=matter, sender=sender, due_on=due_on, incoming=incoming)
    texts = _accepted(title=title, question=question, background=background)
    days = _accepted_days(consultees, due_on, referral=referral, today=today)
    with transaction.atomic():
        _save(referral, texts, days)
        record(
            "referral.drafted",
            actor=actor,
            subject=referral,
            matter=matter,
            data={"title": referral.title},
        )
    return referral


def edit_referral(
    referral, *, actor, title, question, due_on, consultees, today, version, background=""
) -> Referral:
    """Change a draft. ``consultees`` maps each body to its own day, or None for the common one.

    ``version`` is what the writer saw; EditConflict when someone saved in between.
    """
    permissions.require(permissions.can_edit_referral(actor, referral))
    texts = _accepted(title=title, question=question, background=background)
    days = _accepted_days(consultees, due_on, referral=referral, today=today)
    with transaction.atomic():
        current = lock_referral(referral)
        permissions.require(permissions.can_edit_referral(actor, current))
        if current.version != version:
            raise EditConflict(theirs=current, mine=texts["question"])
        current.due_on = due_on
        current.version += 1
        _save(current, texts, days)
        record("referral.edited", actor=actor, subject=current, matter=current.matter)
    return current


def _accepted(*, title, question, background):
    return {
        "title": accept_line(title, what=_("Rubriken"), limit=200),
        "question": accept_line(question, what=_("Det som svaret ska handla om"), limit=5000),
        "background": accept_rich_text(background) if background.strip() else "",
    }


def _accepted_days(consultees, due_on, *, referral, today):
    """{body: its day}, every one of them a body that may be asked and a day that can be kept."""
    own = consultees if isinstance(consultees, Mapping) else dict.fromkeys(consultees)
    days = {body: day or due_on for body, day in own.items()}
    for day in {due_on, *days.values()}:
        validate_due_day(day, today=today)
    refuse_too_late_inside(referral.incoming, [due_on, *days.values()])
    refuse_out_of_reach(days, sender=referral.sender, matter=referral.matter, today=today)
    return days


def _save(referral, texts, days):
    """The referral, and exactly those bodies asked. Four statements, whatever their number."""
    for name, text in texts.items():
        setattr(referral, name, text)
    referral.save()
    referral.consultees.exclude(organization__in=days).delete()
    Consultee.objects.bulk_create(
        [Consultee(referral=referral, organization=body, due_on=day) for body, day in days.items()],
        update_conflicts=True,
        unique_fields=["referral", "organization"],
        update_fields=["due_on"],
    )


def delete_draft(referral, *, actor) -> None:
    """Throw away a referral that was never sent; only the trail remembers it."""
    permissions.require(permissions.can_write_referral(actor, referral.sender))
    with transaction.atomic():
        current = lock_referral(referral)
        if current.state != ReferralState.DRAFT:
            raise ActionRefused(
                _("Remissen är skickad. Återkalla den i stället."), code="wrong_state"
            )
        record(
            "referral.deleted",
            actor=actor,
            subject=current,
            matter=current.matter,
            data={"title": current.title},
        )
        current.delete()
