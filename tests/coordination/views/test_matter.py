from datetime import date

import pytest
from django.urls import reverse

from coordination.enums import Role
from coordination.models import Assignment, MatterParty
from tests.conftest import member
from tests.factories import DecisionFactory, MatterPartyFactory


def page(name, obj):
    return reverse(f"coordination:{name}", args=[obj.pk])


@pytest.fixture
def decision(matter):
    return DecisionFactory(matter=matter, paragraph=189)


@pytest.fixture
def assignment(decision, town):
    return Assignment.objects.create(decision=decision, receiver=town.lead, text="Ta fram förslag")


@pytest.mark.parametrize("name", ["matter", "decision", "assignment"])
def test_page_is_found_by_those_who_have_part_in_the_matter(
    client, request, matter, decision, assignment, love, cecilia, name
):
    url = page(name, request.getfixturevalue(name))
    client.force_login(cecilia)
    assert client.get(url).status_code == 404

    client.force_login(love)
    assert client.get(url).status_code == 200


def test_receiver_acknowledges_and_completes_an_assignment(client, assignment, town):

    from tests.conftest import member

    client.force_login(member(town.lead, Role.SECRETARY, "Siv"))
    client.post(page("acknowledge_assignment", assignment))
    client.post(page("complete_assignment", assignment))

    assignment.refresh_from_db()
    assert assignment.acknowledged_on == assignment.completed_on


def test_assignment_is_not_acknowledged_by_a_reader(client, assignment, love):
    client.force_login(love)

    assert client.post(page("acknowledge_assignment", assignment)).status_code == 403
    assert not Assignment.objects.get().acknowledged_on


def test_assignment_is_not_acknowledged_by_following_a_link(client, assignment, anna):
    client.force_login(anna)

    assert client.get(page("acknowledge_assignment", assignment)).status_code == 405


def test_part_is_acknowledged_by_the_body_itself(client, matter, town, bo, disa):
    party = MatterPartyFactory(matter=matter, organization=town.participant)
    client.force_login(disa)
    assert client.post(page("acknowledge_party", party)).status_code == 403

    client.force_login(bo)
    client.post(page("acknowledge_party", party))

    assert MatterParty.objects.get(pk=party.pk).acknowledged_on


@pytest.mark.parametrize("count", [10, 50])
def test_matter_page_does_not_grow_in_statements(
    client, matter, love, count, django_assert_num_queries
):
    DecisionFactory.create_batch(count, matter=matter)
    MatterPartyFactory.create_batch(count, matter=matter)
    client.force_login(love)
    client.get(page("matter", matter))  # fills the caches of the process

    with django_assert_num_queries(12):
        client.get(page("matter", matter))


@pytest.mark.parametrize(
    ("days", "word"),
    [
        ({}, "Inte bekräftat"),
        ({"acknowledged_on": date(2025, 5, 1)}, "Pågår"),
        ({"acknowledged_on": date(2025, 5, 1), "completed_on": date(2025, 5, 2)}, "Klart"),
    ],
)
def test_assignment_is_called_the_same_on_its_page_and_the_decisions(
    client, assignment, love, days, word
):
    type(assignment).objects.update(**days)
    client.force_login(love)

    for shown in (page("assignment", assignment), page("decision", assignment.decision)):
        assert f"</svg>{word}</span>" in client.get(shown).content.decode()


def test_reader_of_an_assignment_learns_whom_to_ask(client, assignment, love, town):
    secretary = member(assignment.receiver, Role.SECRETARY, "Siri")
    client.force_login(love)

    html = client.get(page("assignment", assignment)).content.decode()

    assert "Fråga den som har uppdraget" in html
    assert f"mailto:{secretary.person.email}" in html
