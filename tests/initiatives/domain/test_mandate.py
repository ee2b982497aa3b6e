"""The founding mandate."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.models import Decision
from initiatives.domain.mandate import record_mandate
from tests.factories.initiatives import ProgrammeFactory


@pytest.fixture
def founded(matter, town):
    return ProgrammeFactory(matter=matter, lead=town.board, convener=town.central_office)


@pytest.fixture
def facts(town, today):
    return {
        "body": town.council,
        "decided_on": date(2024, 9, 26),
        "paragraph": 189,
        "title": "Uppdrag att samordna",
        "text": "Styrelsen ska samordna arbetet.",
        "today": today,
    }


def test_record_mandate_founds_the_programme_on_the_decision(founded, facts, disa):
    decision = record_mandate(founded, actor=disa, **facts)

    founded.refresh_from_db()
    assert (founded.mandate, decision.reference) == (decision, "§\N{NO-BREAK SPACE}189")


def test_record_mandate_twice_is_refused(programme, facts, disa):
    with pytest.raises(ValidationError) as refused:
        record_mandate(programme, actor=disa, **facts | {"paragraph": 190})

    assert (refused.value.code, Decision.objects.count()) == ("mandate_exists", 1)


def test_record_mandate_of_a_group_is_refused(founded, facts, disa, town):
    town.council.kind = "steering_group"

    with pytest.raises(ValidationError) as refused:
        record_mandate(founded, actor=disa, **facts)

    assert refused.value.code == "cannot_decide"


@pytest.mark.parametrize("person", ["anna", "bo", "cecilia", "love", "rut"])
def test_record_mandate_is_refused_to_others(founded, facts, person, request):
    with pytest.raises(PermissionDenied):
        record_mandate(founded, actor=request.getfixturevalue(person), **facts)
