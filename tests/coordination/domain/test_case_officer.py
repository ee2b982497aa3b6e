"""The secretary names who prepares an answer, until it is adopted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from coordination.domain.case_officer import name_case_officer, possible_case_officers
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import AuditEvent


@pytest.fixture
def name(statement, bo, erik, today):
    """Bo names Erik unless the test says otherwise."""

    def act(**changed):
        values = {"actor": bo, "person": erik.person, "version": 1, "today": today}
        return name_case_officer(statement, **{**values, **changed})

    return act


@pytest.fixture
def address(statement):
    return reverse("coordination:name_case_officer", args=[statement.pk])


def test_secretary_names_another_case_officer(name, statement, erik, bo):
    name()
    again = name(person=bo.person, version=2)

    assert (again.author, again.version) == (bo.person, 3)
    named = AuditEvent.objects.filter(action="statement.case_officer_named").order_by("sequence")
    assert [event.data["person"] for event in named] == [str(erik), str(bo)]
    assert named.last().data["from"] == str(erik)


def test_case_officers_are_the_bodys_own_and_its_administrations(
    statement, bo, erik, cecilia, chair, today
):
    assert possible_case_officers(statement, today=today) == [bo.person, erik.person]


def test_stranger_is_no_case_officer(name, cecilia):
    with pytest.raises(ActionRefused) as refused:
        name(person=cecilia.person)

    assert refused.value.code == "not_an_official"


def test_only_the_secretary_names(name, erik, disa):
    for actor in (erik, disa):
        with pytest.raises(PermissionDenied):
            name(actor=actor)


def test_second_who_names_is_told(name, bo):
    name()

    with pytest.raises(EditConflict):
        name(person=bo.person)


def test_adopted_statement_keeps_its_case_officer(adopted, bo, erik, today):
    with pytest.raises(ActionRefused) as refused:
        name_case_officer(adopted, actor=bo, person=erik.person, version=1, today=today)

    assert refused.value.code == "adopted"


def test_case_officer_is_named_on_the_page(client, statement, address, bo, erik, cecilia):
    client.force_login(bo)
    page = reverse("coordination:statement", args=[statement.pk])
    assert address in client.get(page).content.decode()

    done = client.post(address, {"person": erik.person_id, "version": 1}, follow=True)
    late = client.post(address, {"person": bo.person_id, "version": 1})
    stranger = client.post(address, {"person": cecilia.person_id, "version": 2})

    assert f"{erik} är nu handläggare." in done.content.decode()
    assert f"Nu är handläggaren: {erik}" in late.content.decode()
    assert "Välj ett av alternativen." in stranger.content.decode()
