"""Initiatives in the API: the same rules as the pages."""

import pytest

from initiatives.enums import InitiativeState
from initiatives.models import Initiative
from tests.factories.initiatives import InitiativeFactory

URL = "/api/v1/initiatives/"


def at(initiative, act=""):
    return f"{URL}{initiative.pk}/{act}"


def post(client, url, **given):
    return client.post(url, given, format="json")


def test_list_and_detail_hold_what_one_may_see(api, initiative, bo, cecilia):
    assert [row["title"] for row in api(bo).get(URL).json()["results"]] == ["Första jobbet"]
    assert api(bo).get(at(initiative)).json()["participations"][0]["role"] == "lead"

    assert api(cecilia).get(URL).json()["results"] == []
    assert api(cecilia).get(at(initiative)).status_code == 404


def test_groups_are_named_to_those_who_see_the_matter(api, initiative, steering_group, bo, anna):
    initiative.groups.add(steering_group)

    assert api(bo).get(at(initiative)).json()["groups"] == []
    assert api(anna).get(at(initiative)).json()["groups"] == [
        {"id": steering_group.pk, "name": "Styrgruppen"}
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [("state=planned", 1), ("state=running", 0), ("words=JOBB", 1), ("words=finns+inte", 0)],
)
def test_list_is_filtered(api, initiative, bo, query, found):
    assert len(api(bo).get(f"{URL}?{query}").json()["results"]) == found


@pytest.mark.parametrize("rows", [10, 50])
def test_list_costs_the_same_whatever_its_length(
    api, programme, town, bo, rows, django_assert_num_queries
):
    InitiativeFactory.create_batch(rows, programme=programme, lead=town.participant)
    client = api(bo)
    client.get(URL)

    with django_assert_num_queries(4):
        client.get(URL)


def test_initiative_is_proposed(api, programme, town, disa):
    answer = post(
        api(disa), URL, programme=programme.pk, title="Ny", summary="Något.", lead=town.lead.pk
    )

    assert (answer.status_code, Initiative.objects.get().lead) == (201, town.lead)


def test_initiative_goes_from_state_to_state(api, running, bo):
    client, day = api(bo), "2025-06-01"

    def state(act, **given):
        return post(client, at(running, f"{act}/"), **given).json()["state"]

    assert state("stop", reason="Inga pengar.") == "stopped"
    assert state("resume") == "planned"
    assert state("start", on=day) == "running"
    assert state("complete", on=day) == "completed"
    assert state("incorporate", reason="Skolan fortsätter.") == "incorporated"


def test_act_that_the_state_does_not_allow_is_refused_in_words(api, running, bo):
    answer = post(api(bo), at(running, "incorporate/"), reason="Skolan fortsätter.")

    assert answer.status_code == 409
    assert "Det går inte i läget" in answer.content.decode()


def test_participant_is_named(api, initiative, town, bo, anna):
    given = {"organization": town.outside.pk, "role": "follows_up", "since": "2025-03-01"}

    assert post(api(bo), at(initiative, "join/"), **given).status_code == 200
    assert initiative.participations.filter(organization=town.outside).exists()


@pytest.mark.parametrize("person", ["anna", "love", "rut"])
@pytest.mark.parametrize("act", ["stop", "incorporate"])
def test_initiative_is_changed_by_nobody_else(api, running, act, person, request):
    answer = post(api(request.getfixturevalue(person)), at(running, f"{act}/"), reason="Nej.")

    assert (answer.status_code, Initiative.objects.get().state) == (403, InitiativeState.RUNNING)
