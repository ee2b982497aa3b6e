"""T8: nobody grants money to themselves, or alone above the limit: by page, API and admin alike."""

import pytest
from django.contrib import admin
from django.urls import reverse

from coordination.domain.decision import record_decision
from coordination.enums import Role
from funding.models import Exemption, Grant, LedgerEntry, Refusal, Source
from tests.conftest import member
from tests.factories import MembershipFactory, SeatFactory
from tests.funding.helpers import MKR, new_key

LIMIT = MKR


@pytest.fixture
def written(matter, town, disa, funding_round, today):
    """Disa has written the decision down herself; above a million two persons are needed."""
    Source.objects.update(two_persons_above_ore=LIMIT)
    return record_decision(
        matter,
        actor=disa,
        body=town.board,
        decided_on=today,
        paragraph=88,
        title="Fördelning",
        text="Medlen fördelas.",
        today=today,
        amount_ore=9 * LIMIT,
        financing="Budget",
    )


@pytest.fixture(params=["page", "api"])
def grant_by(request, client, funding_round):
    """Grant one project, by the page or by the API; gives the answer's status."""

    def post(actor, decision, recipient, amount_ore):
        client.force_login(actor)
        if request.param == "api":
            line = {"title": "Torget", "recipient": recipient.pk, "amount_ore": amount_ore}
            return client.post(
                f"/api/v1/rounds/{funding_round.pk}/grant/",
                {"decision": decision.pk, "awards": [line]},
                content_type="application/json",
                headers={"Idempotency-Key": new_key()},
            )
        said = {"key": new_key(), "decision": decision.pk}
        said |= {"rad-TOTAL_FORMS": "1", "rad-INITIAL_FORMS": "0", "rad-0-title": "Torget"}
        said |= {"rad-0-recipient": recipient.pk, "rad-0-amount_ore": f"{amount_ore // 100} kr"}
        return client.post(reverse("funding:grant_funds", args=[funding_round.pk]), said)

    return post


def test_whoever_wrote_the_decision_does_not_grant_above_the_limit(grant_by, written, disa, town):
    grant_by(disa, written, town.participant, LIMIT + 100)

    assert not Grant.objects.exists()


def test_at_the_limit_one_person_is_enough(grant_by, written, disa, town):
    """The negative control: the same request, a krona less."""
    grant_by(disa, written, town.participant, LIMIT)

    assert Grant.objects.count() == 1


def test_somebody_else_grants_above_the_limit(grant_by, written, oskar, town):
    grant_by(oskar, written, town.participant, LIMIT + 100)

    assert Grant.objects.count() == 1


def test_nobody_grants_to_a_body_they_report_for(grant_by, decision, town):
    """Somebody who keeps the board's money and is an official of the committee that would get it."""
    both = member(town.central_office, Role.CONTROLLER, "Ines")
    person = both.person
    seat = SeatFactory(organization=town.participant_office, role=Role.CASE_OFFICER)
    MembershipFactory(person=person, seat=seat)

    grant_by(both, decision, town.participant, LIMIT)

    assert not Grant.objects.exists()


def test_recipient_grants_nothing_to_itself(grant_by, decision, erik, town):
    answer = grant_by(erik, decision, town.participant, LIMIT)

    assert answer.status_code in {403, 404}
    assert not Grant.objects.exists()


@pytest.mark.parametrize("model", [Grant, LedgerEntry, Source, Exemption, Refusal])
def test_admin_decides_nothing(rf, model, django_user_model):
    page = admin.site._registry[model]
    request = rf.get("/")
    request.user = django_user_model(is_superuser=True, is_staff=True)

    assert (
        page.has_add_permission(request),
        page.has_change_permission(request),
        page.has_delete_permission(request),
    ) == (False, False, False)
