"""Posts of an initiative's financing over the API (M-19)."""

import pytest

from funding.models import FinancingItem
from tests.coordination.api.calls import patch, post
from tests.factories.initiatives import InitiativeFactory, ProgrammeFactory
from tests.funding.helpers import MKR


@pytest.fixture
def initiative(matter, town):
    """Bo's committee leads it."""
    programme = ProgrammeFactory(matter=matter, lead=town.board, convener=town.central_office)
    return InitiativeFactory(programme=programme, lead=town.participant)


def said(initiative, **values):
    return {
        "initiative": initiative.pk,
        "year": 2025,
        "kind": "needed",
        "amount_ore": MKR,
        "basis": "Kalkylen",
        "as_of": "2025-03-01",
    } | values


def test_post_is_added_changed_and_removed(sign_in, bo, initiative):
    client = sign_in(bo)

    made = post(client, "financing-items", said(initiative)).json()
    again = post(client, "financing-items", said(initiative)).json()
    address = f"financing-items/{made['id']}"
    changed = patch(client, address, {"amount_ore": 2 * MKR, "version": 1}).json()
    late = patch(client, address, {"amount_ore": 3 * MKR, "version": 1})
    gone = client.delete(f"/api/v1/{address}/")

    assert (again, changed["amount_ore"], changed["version"]) == (made, 2 * MKR, 2)
    assert (late.status_code, late.json()["theirs"]["amount_ore"]) == (409, 2 * MKR)
    assert (gone.status_code, FinancingItem.objects.count()) == (204, 0)


@pytest.mark.parametrize(
    "wrong",
    [{"amount_ore": 0}, {"year": 2100}, {"kind": "external"}, {"kind": "new"}, {"version": 1}],
)
def test_wrong_post_is_refused(sign_in, bo, initiative, wrong):
    assert post(sign_in(bo), "financing-items", said(initiative, **wrong)).status_code == 400
    assert not FinancingItem.objects.exists()


def test_outsider_knows_of_nothing_and_a_member_only_reads(sign_in, bo, cecilia, love, initiative):
    number = post(sign_in(bo), "financing-items", said(initiative)).json()["id"]
    outsider, member = sign_in(cecilia), sign_in(love)

    assert outsider.get(f"/api/v1/financing-items/{number}/").status_code == 404
    assert outsider.get("/api/v1/financing-items/").json()["results"] == []
    assert post(outsider, "financing-items", said(initiative)).status_code == 400
    assert member.get(f"/api/v1/financing-items/{number}/").status_code == 200
    assert member.delete(f"/api/v1/financing-items/{number}/").status_code == 403
