"""Programmes: established by a mandate, edited, started, ended."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.enums import PartyRole, Role
from coordination.exceptions import EditConflict
from coordination.models import AuditEvent, Deadline, Matter
from initiatives.domain.programme import (
    edit_programme,
    end_programme,
    establish_programme,
    establish_programme_in_new_matter,
    start_programme,
)
from initiatives.enums import ProgrammeState
from initiatives.models import Programme


@pytest.fixture
def facts(town, today):
    return {
        "name": "Trygg stad",
        "aim": "Fler ska vara trygga.",
        "goal": "Otryggheten ska minska.",
        "starts_on": date(2025, 1, 1),
        "lead": town.board,
        "convener": town.central_office,
        "today": today,
    }


def edited(programme, **changes):
    names = (
        "name",
        "aim",
        "goal",
        "starts_on",
        "ends_on",
        "lead",
        "convener",
        "mandate",
        "version",
    )
    return {name: getattr(programme, name) for name in names} | changes


def actions():
    return list(AuditEvent.objects.order_by("sequence").values_list("action", flat=True))


def test_establish_programme_makes_lead_and_convener_parties(matter, facts, disa, town):
    establish_programme(matter, actor=disa, **facts)

    parties = matter.parties.exclude(organization=town.lead)
    assert set(parties.values_list("organization", "role")) == {
        (town.board.pk, PartyRole.LEAD),
        (town.central_office.pk, PartyRole.CONVENER),
    }
    assert actions() == ["matter.party_added", "matter.party_added", "programme.established"]


def test_establish_programme_owes_a_model_review_after_one_year(matter, facts, disa, town):
    programme = establish_programme(matter, actor=disa, **facts)

    deadline = Deadline.objects.get(kind="model_review", subject_id=programme.pk)
    assert (deadline.due_on, deadline.organization, deadline.role) == (
        date(2026, 1, 1),
        town.central_office,
        Role.COORDINATOR,
    )
    assert deadline.rule.startswith("1 år efter starten")


def test_model_review_of_a_leap_day_start_stays_in_february(matter, facts, disa):
    leap_day = {"starts_on": date(2024, 2, 29), "ends_on": None}
    establish_programme(matter, actor=disa, **facts | leap_day)

    assert Deadline.objects.get(kind="model_review").due_on == date(2025, 2, 28)


@pytest.mark.parametrize("person", ["anna", "bo", "cecilia", "erik", "gun", "love", "rut"])
def test_establish_programme_is_refused_to_others(matter, facts, person, request):
    with pytest.raises(PermissionDenied):
        establish_programme(matter, actor=request.getfixturevalue(person), **facts)

    assert not Programme.objects.exists()


def test_establish_programme_refuses_an_end_before_the_start(matter, facts, disa):
    with pytest.raises(ValidationError) as refused:
        establish_programme(matter, actor=disa, ends_on=date(2024, 12, 31), **facts)

    assert refused.value.code == "ends_before_start"


def test_establish_programme_in_a_new_matter_opens_it(facts, disa, town):
    programme = establish_programme_in_new_matter(town.board, actor=disa, **facts)

    assert programme.matter.registry_number == "KS-2025-1"


def test_establish_programme_in_a_new_matter_opens_none_when_refused(facts, disa, town):
    with pytest.raises(ValidationError):
        establish_programme_in_new_matter(town.board, actor=disa, **facts | {"aim": " "})

    assert not Matter.objects.exists()


def test_edit_programme_changes_the_facts(programme, disa, today):
    after = edit_programme(
        programme, actor=disa, today=today, **edited(programme, name="Kraftsamling")
    )

    assert (after.name, after.version) == ("Kraftsamling", 2)
    assert actions() == ["programme.edited"]


def test_edit_programme_refuses_a_stale_version(programme, disa, today):
    with pytest.raises(EditConflict) as conflict:
        edit_programme(programme, actor=disa, today=today, **edited(programme, version=0))

    assert conflict.value.theirs.name == "Kraftsamlande insatser"


def test_edit_programme_moves_the_model_review_with_a_reason(matter, facts, disa, today):
    programme = establish_programme(matter, actor=disa, **facts)
    changes = edited(programme, starts_on=date(2025, 3, 1))

    with pytest.raises(ValidationError, match="varför startdagen"):
        edit_programme(programme, actor=disa, today=today, **changes)
    edit_programme(programme, actor=disa, today=today, reason="Senare beslut", **changes)

    deadline = Deadline.objects.get(kind="model_review")
    assert (deadline.due_on, deadline.moves.get().reason) == (date(2026, 3, 1), "Senare beslut")


def test_edit_programme_hands_over_the_convening_with_its_duty(matter, facts, disa, town, today):
    programme = establish_programme(matter, actor=disa, **facts)
    changes = edited(programme, convener=town.lead)

    with pytest.raises(ValidationError, match="sammankalla"):
        edit_programme(programme, actor=disa, today=today, **changes)
    edit_programme(programme, actor=disa, today=today, reason="Ny ordning", **changes)

    conveners = matter.parties.filter(role=PartyRole.CONVENER)
    assert [party.organization for party in conveners] == [town.lead]
    assert Deadline.objects.get(kind="model_review").organization == town.lead


@pytest.mark.parametrize("person", ["anna", "bo", "cecilia", "gun", "love", "rut"])
def test_edit_programme_is_refused_to_others(programme, person, request, today):
    with pytest.raises(PermissionDenied):
        edit_programme(
            programme, actor=request.getfixturevalue(person), today=today, **edited(programme)
        )


def test_ended_programme_is_edited_by_nobody(programme, disa, today):
    end_programme(programme, actor=disa, reason="Uppdraget är slutfört.")
    programme.refresh_from_db()

    with pytest.raises(PermissionDenied):
        edit_programme(programme, actor=disa, today=today, **edited(programme))


def test_start_programme_starts_what_is_planned(matter, facts, disa):
    programme = establish_programme(matter, actor=disa, **facts)

    assert start_programme(programme, actor=disa).state == ProgrammeState.RUNNING


def test_start_programme_refuses_one_that_runs(programme, disa):
    with pytest.raises(ValidationError) as refused:
        start_programme(programme, actor=disa)

    assert refused.value.code == "wrong_state"


def test_end_programme_needs_a_reason_and_a_right(programme, disa, anna):
    with pytest.raises(ValidationError):
        end_programme(programme, actor=disa, reason="  ")
    with pytest.raises(PermissionDenied):
        end_programme(programme, actor=anna, reason="Klart.")

    assert Programme.objects.get().state == ProgrammeState.RUNNING
