"""The review of a programme's model."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.models import Deadline
from initiatives.domain.model_review import owe_model_review, record_model_review
from initiatives.models import ModelReview

ANSWERS = {"organisation": "Ja, men gruppen är för stor.", "financing": "Delvis."}


def test_record_model_review_keeps_the_deadline(programme, disa, today):
    owe_model_review(programme, today=today)
    at = datetime(2025, 5, 28, 12, tzinfo=UTC)

    record_model_review(programme, actor=disa, reviewed_on=today, today=today, at=at, **ANSWERS)

    deadline = Deadline.objects.get(kind="model_review")
    assert (deadline.done_at, deadline.done_by) == (at, "översynen antecknades")


def test_record_model_review_refuses_a_day_to_come(programme, disa, today):
    tomorrow = today + timedelta(days=1)

    with pytest.raises(ValidationError) as refused:
        record_model_review(programme, actor=disa, reviewed_on=tomorrow, today=today, **ANSWERS)

    assert (refused.value.code, ModelReview.objects.count()) == ("day_to_come", 0)


@pytest.mark.parametrize("person", ["anna", "bo", "cecilia", "love", "rut"])
def test_record_model_review_is_refused_to_others(programme, person, request, today):
    with pytest.raises(PermissionDenied):
        record_model_review(
            programme,
            actor=request.getfixturevalue(person),
            reviewed_on=today,
            today=today,
            **ANSWERS,
        )


def test_owe_model_review_twice_is_one_deadline(programme, today):
    owe_model_review(programme, today=today)
    owe_model_review(programme, today=today, due_on=date(2026, 2, 1))

    assert Deadline.objects.get().due_on == date(2026, 2, 1)
