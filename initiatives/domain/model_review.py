"""The review of a programme's model, one year after its start (M-28)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.domain.deadline import keep_deadline, move_deadline, set_deadline
from coordination.domain.deadline_rule import reckon
from coordination.enums import Role
from coordination.exceptions import ActionRefused
from coordination.models import Deadline
from coordination.validators import validate_plain_text
from initiatives import permissions
from initiatives.models import ModelReview
from initiatives.models.programme import MODEL_REVIEW
from initiatives.validators import validate_reason

SUBJECT = "programme"


def owe_model_review(programme, *, today, due_on=None) -> Deadline:
    """The convener's coordinator owes a review one year after the start, or on the day it was moved to."""
    owed = reckon(MODEL_REVIEW, after=programme.starts_on, organization=programme.convener)
    return set_deadline(
        MODEL_REVIEW,
        subject_type=SUBJECT,
        subject_id=programme.pk,
        title=_("Se över modellen för %(programme)s") % {"programme": programme.name},
        organization=programme.convener,
        role=Role.COORDINATOR,
        due_on=due_on or owed.day,
        today=today,
        matter=programme.matter,
        rule=owed.why,
    )


def follow_programme(programme, *, moved, actor, today, reason) -> None:
    """Let an open review follow what the programme now says: its start (with a reason), name, convener."""
    deadline = Deadline.objects.filter(
        kind=MODEL_REVIEW, subject_type=SUBJECT, subject_id=programme.pk, done_at__isnull=True
    ).first()
    if not deadline:
        return
    due_on = deadline.due_on
    if moved:
        validate_reason(reason, _("Skriv varför startdagen ändras."))
        start, convener = programme.starts_on, programme.convener
        due_on = reckon(MODEL_REVIEW, after=start, organization=convener).day
        move_deadline(deadline, actor=actor, to=due_on, reason=reason, today=today)
    owe_model_review(programme, today=today, due_on=due_on)


def record_model_review(
    programme, *, actor, reviewed_on, organisation, financing, today, decision=None, at=None
) -> ModelReview:
    """Write down what the review found: do the organisation and the financing support the goal?

    Keeps the deadline that was owed. Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_manage_programme(actor, programme))
    at = at or timezone.now()
    if reviewed_on > today:
        raise ActionRefused(
            _("Dagen har inte varit än. Anteckna översynen när den är gjord."), code="day_to_come"
        )
    review = ModelReview(
        programme=programme,
        reviewed_on=reviewed_on,
        organisation=validate_plain_text(
            organisation, what=_("Svaret om organisationen"), limit=5000
        ),
        financing=validate_plain_text(financing, what=_("Svaret om finansieringen"), limit=5000),
        decision=decision,
        recorded_by=actor,
        recorded_at=at,
    )
    with transaction.atomic():
        review.save()
        keep_deadline(
            MODEL_REVIEW,
            subject_type=SUBJECT,
            subject_id=programme.pk,
            by=_("översynen antecknades"),
            at=at,
        )
        record(
            "programme.model_reviewed",
            actor=actor,
            subject=programme,
            matter=programme.matter,
            data={"on": reviewed_on},
        )
    return review
