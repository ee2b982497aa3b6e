"""Leaving a joint application, and who may take the whole back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.enums import Role
from coordination.exceptions import ActionRefused
from funding.domain.application import withdraw_application
from funding.domain.application_writing import set_body, set_share
from funding.domain.consent import ask_for_consents
from funding.domain.participation import leave_application
from funding.enums import ApplicationState, Financing
from tests.conftest import member
from tests.funding.applications import consent, names_in_force
from tests.funding.helpers import MKR


@pytest.fixture
def nora(town):
    """Case officer in the committee that takes part."""
    return member(town.participant, Role.CASE_OFFICER, "Nora")


def leave(application, actor, body):
    return leave_application(application, actor=actor, organization=body, reason="Ryms inte i år")


def test_only_the_lead_takes_the_whole_back(draft, nora, lars):
    with pytest.raises(PermissionDenied):
        withdraw_application(draft, actor=nora, reason="Vi hinner inte")

    withdrawn = withdraw_application(draft, actor=lars, reason="Vi hinner inte")
    assert withdrawn.state == ApplicationState.WITHDRAWN


def test_leaving_takes_the_shares_along_and_ends_consents(draft, nora, lars, anna, town):
    said = {"financing": Financing.OWN, "year": 2025, "amount_ore": MKR}
    set_share(draft, actor=lars, organization=town.participant, **said)
    draft.refresh_from_db()
    consent(draft, anna, town.lead)
    leave(draft, nora, town.participant)

    draft.refresh_from_db()
    taking_part = draft.bodies.filter(takes_part=True).values_list("organization", flat=True)
    assert list(taking_part) == [town.lead.pk]
    assert (draft.financed_ore, names_in_force(draft)) == (MKR, [])
    assert draft.state == ApplicationState.DRAFT


def test_body_is_left_by_its_own_and_never_by_the_lead(draft, nora, lars, town):
    with pytest.raises(PermissionDenied):
        leave(draft, lars, town.participant)
    with pytest.raises(PermissionDenied):
        leave(draft, nora, town.lead)


def test_submitted_application_is_not_left(sent, nora, town):
    with pytest.raises(PermissionDenied):
        leave(sent, nora, town.participant)


def test_consent_is_asked_for_once_of_each_body(draft, lars, chairs):
    assert len(ask_for_consents(draft, actor=lars)) == len(chairs)
    with pytest.raises(ActionRefused) as refused:
        ask_for_consents(draft, actor=lars)

    assert refused.value.code == "all_asked"


def test_body_that_joins_later_is_asked_alone(draft, lars, town):
    ask_for_consents(draft, actor=lars)
    set_body(draft, actor=lars, organization=town.outside, takes_part=True, contribution="Sköter")

    assert [body.organization for body in ask_for_consents(draft, actor=lars)] == [town.outside]


@pytest.mark.parametrize(("year", "amount_ore"), [(2019, MKR), (2025, 0)])
def test_share_of_an_earlier_year_or_of_nothing_is_refused(draft, lars, town, year, amount_ore):
    said = {"financing": Financing.APPLIED, "year": year, "amount_ore": amount_ore}
    with pytest.raises(ValidationError):
        set_share(draft, actor=lars, organization=town.lead, **said)
