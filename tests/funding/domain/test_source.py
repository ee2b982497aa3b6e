import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.exceptions import ActionRefused
from funding.domain.grant import grant_funds
from funding.domain.source import change_frame, open_source
from funding.exceptions import CapExceeded, KeyReused
from funding.models import LedgerEntry, Source
from tests.funding.helpers import MKR, award, new_key


def about(**values):
    return {
        "name": "Trygghetsmedel",
        "year": 2025,
        "kind": "central",
        "use": "investment",
        "frame_ore": 80 * MKR,
        "basis": "Budget 2025, § 312",
        "key": new_key(),
    } | values


def test_frame_is_the_first_row_in_the_ledger(town, oskar):
    source = open_source(town.board, actor=oskar, **about())

    row = LedgerEntry.objects.get()
    assert (source.frame_ore, row.kind, row.amount_ore, row.document) == (
        80 * MKR,
        "frame",
        80 * MKR,
        "Budget 2025, § 312",
    )


def test_same_form_twice_opens_one_source(town, oskar):
    said = about()

    assert open_source(town.board, actor=oskar, **said) == open_source(
        town.board, actor=oskar, **said
    )
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"frame_ore": 0}, "större än 0"),
        ({"frame_ore": 10**15}, "större än"),
        ({"year": 1999}, "Året verkar fel"),
        ({"year": 2100}, "Året verkar fel"),
        ({"basis": " "}, "Varifrån ramen kommer saknas"),
        ({"name": "x" * 151}, "för långt"),
    ],
)
def test_impossible_source_is_refused(town, oskar, values, message):
    with pytest.raises(ValidationError, match=message):
        open_source(town.board, actor=oskar, **about(**values))
    assert not Source.objects.exists()


def test_name_is_used_once_a_year(town, oskar):
    open_source(town.board, actor=oskar, **about())

    with pytest.raises(ValidationError, match="redan en källa"):
        open_source(town.board, actor=oskar, **about())
    assert open_source(town.board, actor=oskar, **about(year=2026))


@pytest.mark.parametrize("person", ["bo", "erik", "anna", "love", "cecilia", "rut", "gun"])
def test_others_open_nothing_and_change_no_frame(town, source, person, request):
    actor = request.getfixturevalue(person)

    with pytest.raises(PermissionDenied):
        open_source(town.board, actor=actor, **about())
    with pytest.raises(PermissionDenied):
        change_frame(source, actor=actor, frame_ore=1, basis="x", key=new_key())


def frame(frame_ore, **values):
    return {"frame_ore": frame_ore, "basis": "Tilläggsbudget", "key": new_key()} | values


def test_changed_frame_is_a_row_with_the_difference(source, oskar):
    change_frame(source, actor=oskar, **frame(12 * MKR))
    changed = change_frame(source, actor=oskar, **frame(11 * MKR))

    rows = LedgerEntry.objects.filter(kind="frame").order_by("pk")
    assert list(rows.values_list("amount_ore", flat=True)) == [10 * MKR, 2 * MKR, -MKR]
    assert changed.frame_ore == 11 * MKR


def test_frame_is_never_below_what_is_granted(source, funding_round, decision, oskar, town):
    grant_funds(
        funding_round,
        actor=oskar,
        decision=decision,
        awards=[award(town.lead, 4 * MKR)],
        key=new_key(),
    )

    with pytest.raises(CapExceeded, match="redan beviljat"):
        change_frame(source, actor=oskar, **frame(4 * MKR - 1))
    assert change_frame(source, actor=oskar, **frame(4 * MKR)).headroom_ore == 0


def test_same_frame_is_no_change(source, oskar):
    with pytest.raises(ActionRefused, match="redan så stor"):
        change_frame(source, actor=oskar, **frame(10 * MKR))


def test_same_form_twice_changes_the_frame_once(source, oskar):
    said = frame(12 * MKR)
    change_frame(source, actor=oskar, **said)

    assert change_frame(source, actor=oskar, **said).frame_ore == 12 * MKR
    with pytest.raises(KeyReused):
        change_frame(source, actor=oskar, **said | {"frame_ore": 13 * MKR})
