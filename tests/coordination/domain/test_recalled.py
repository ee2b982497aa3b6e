"""A recalled referral (återkallad) is not answered any more: not adopted, sent or corrected."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.adoption import adopt_statement, approve_statement, dispatch_statement
from coordination.domain.circulation import recall_referral
from coordination.domain.correction import correct_statement
from coordination.exceptions import ActionRefused

RECALLED = "Remissen är återkallad. Inget svar behövs."


def recall(statement, disa):
    referral = statement.consultee.referral
    referral.state = "sent"
    referral.save()
    recall_referral(referral, actor=disa, reason="Förslaget skrivs om.")


def test_statement_is_not_adopted_once_the_referral_is_recalled(
    in_review, adoption, disa, plain_document
):
    recall(in_review, disa)

    with pytest.raises(ActionRefused) as refused:
        adopt_statement(in_review, **adoption)

    in_review.refresh_from_db()
    assert (refused.value.messages, in_review.state) == ([RECALLED], "review")


def test_adopted_statement_is_neither_sent_nor_corrected_once_recalled(adopted, bo, disa, today):
    approved = approve_statement(adopted, actor=bo, on=today, today=today)
    recall(adopted, disa)

    with pytest.raises(ActionRefused, match="återkallad"):
        dispatch_statement(approved, actor=bo, at=timezone.now())
    with pytest.raises(ActionRefused, match="återkallad"):
        correct_statement(approved, actor=bo, reason="Fel belopp.")


@pytest.mark.parametrize("page", ["adopt_statement", "check_adoption"])
def test_pages_of_adoption_say_that_no_answer_is_needed(client, in_review, bo, disa, page):
    client.force_login(bo)
    url = reverse(f"coordination:{page}", args=[in_review.pk])
    assert client.get(url).status_code == 200
    recall(in_review, disa)

    answer = client.get(url, follow=True)

    assert RECALLED in answer.content.decode()
