"""Cost against expected lower cost: who says it, what the net is, and that nobody ranks by it (S-56)."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

import funding
from coordination.exceptions import EditConflict
from coordination.models import AuditEvent
from funding.domain.expected_saving import Expected, change_saving, expect_saving, remove_saving
from funding.domain.queries.cost_benefit import cost_benefit
from funding.models import ExpectedSaving
from tests.factories.funding import GrantFactory
from tests.factories.initiatives import InitiativeFactory, ProgrammeFactory
from tests.funding.helpers import MKR

SENT = {
    "year": "2026",
    "bearer": "Regionen",
    "amount_ore": "3 mnkr",
    "rationale": "Färre besök.",
    "basis": "Kalkylen",
    "as_of": "2025-03-01",
}


@pytest.fixture
def initiative(matter, town):
    """Bo's committee leads it."""
    programme = ProgrammeFactory(matter=matter, lead=town.board, convener=town.central_office)
    return InitiativeFactory(programme=programme, title="Första jobbet", lead=town.participant)


@pytest.fixture
def paid(initiative, funding_round, decision, town):
    """One million kronor was granted to it, for 2025."""
    return GrantFactory(
        round=funding_round, decision=decision, recipient=town.participant, initiative=initiative
    )


def expected(**values) -> Expected:
    said = SENT | {"year": 2026, "amount_ore": 3 * MKR, "as_of": date(2025, 3, 1)}
    return Expected(**(said | values))


def address(initiative, path=""):
    return f"/insatser/{initiative.pk}/kostnad-och-nytta/{path}"


def test_net_is_lower_cost_less_what_is_granted(initiative, paid, bo):
    expect_saving(initiative, actor=bo, said=expected())

    page = cost_benefit(initiative)

    cost = paid.granted_ore
    assert (page.total.cost_ore, page.total.spared_ore) == (cost, 3 * MKR)
    assert page.total.net_ore == 3 * MKR - cost
    assert page.total.is_approximate


def test_statement_without_anything_is_empty(initiative):
    assert cost_benefit(initiative).is_empty


def test_said_twice_is_one_row(initiative, bo):
    first = expect_saving(initiative, actor=bo, said=expected())

    assert expect_saving(initiative, actor=bo, said=expected()) == first


@pytest.mark.parametrize("person", ["lars", "anna"])
def test_others_may_not_judge(initiative, person, request):
    with pytest.raises(PermissionDenied):
        expect_saving(initiative, actor=request.getfixturevalue(person), said=expected())

    assert ExpectedSaving.objects.count() == 0


@pytest.mark.parametrize(
    "wrong", [{"year": 1950}, {"amount_ore": 0}, {"rationale": " "}, {"basis": ""}, {"bearer": ""}]
)
def test_what_is_missing_or_unlikely_is_refused(initiative, bo, wrong):
    with pytest.raises(ValidationError):
        expect_saving(initiative, actor=bo, said=expected(**wrong))

    assert ExpectedSaving.objects.count() == 0


def test_changed_judgement_keeps_what_was_said_in_the_history(initiative, bo):
    row = expect_saving(initiative, actor=bo, said=expected())

    changed = change_saving(row, actor=bo, said=expected(amount_ore=MKR), version=1)

    assert (changed.amount_ore, changed.version) == (MKR, 2)
    event = AuditEvent.objects.get(action="expected_saving.changed")
    assert "3" in event.data["before"]
    with pytest.raises(EditConflict):
        change_saving(row, actor=bo, said=expected(amount_ore=2 * MKR), version=1)


def test_removed_judgement_no_longer_counts(initiative, bo):
    remove_saving(expect_saving(initiative, actor=bo, said=expected()), actor=bo)

    assert cost_benefit(initiative).is_empty
    assert AuditEvent.objects.filter(action="expected_saving.removed").count() == 1


def test_ranking_never_reads_expected_savings():
    domain = Path(funding.__file__).parent / "domain"
    rule = [domain / name for name in ("priority.py", "ranking.py", "assessment.py")]

    texts = [path.read_text(encoding="utf-8") for path in rule]

    assert [each for each in texts if "saving" in each.lower() or "cost_benefit" in each] == []


def test_official_writes_changes_and_removes_on_the_pages(client, initiative, paid, bo):
    client.force_login(bo)
    client.post(address(initiative, "ny/"), SENT)
    row = ExpectedSaving.objects.get()
    page = client.get(address(initiative)).content.decode()
    assert "Regionen" in page
    assert "Färre besök." in page

    change = f"/pengar/kostnad-och-nytta/{row.pk}/andra/"
    client.post(change, SENT | {"amount_ore": "2 mnkr", "version": "1"})
    row.refresh_from_db()
    assert row.amount_ore == 2 * MKR

    client.post(f"/pengar/kostnad-och-nytta/{row.pk}/ta-bort/")
    assert ExpectedSaving.objects.count() == 0


def test_wrong_value_is_told_by_its_field(client, initiative, bo):
    client.force_login(bo)

    page = client.post(address(initiative, "ny/"), SENT | {"year": "1950"})

    assert list(page.context["form"].errors) == ["year"]


def test_form_is_refused_to_others(client, initiative, lars):
    client.force_login(lars)
    assert client.get(address(initiative, "ny/")).status_code in {403, 404}
