"""Programmes in the API: the same rules as the pages."""

from datetime import date

import pytest

from coordination.models import Deadline
from initiatives.enums import ProgrammeState
from initiatives.models import Programme
from tests.factories.initiatives import ProgrammeFactory

URL = "/api/v1/programmes/"


@pytest.fixture
def new(matter, town):
    return {
        "matter": matter.pk,
        "name": "Trygg stad",
        "aim": "Fler ska vara trygga.",
        "goal": "Otryggheten ska minska.",
        "starts_on": "2025-01-01",
        "lead": town.board.pk,
        "convener": town.central_office.pk,
    }


def test_list_and_detail_hold_what_one_may_see(api, programme, area, anna, cecilia):
    assert [row["name"] for row in api(anna).get(URL).json()["results"]] == [programme.name]
    detail = api(anna).get(f"{URL}{programme.pk}/").json()
    assert (detail["convener"]["name"], detail["areas"][0]["name"]) == (
        "Stadskontoret",
        "Norra staden",
    )

    assert api(cecilia).get(URL).json()["results"] == []
    assert api(cecilia).get(f"{URL}{programme.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"), [("state=running", 1), ("state=ended", 0), ("words=KRAFT", 1)]
)
def test_list_is_filtered(api, programme, disa, query, found):
    assert len(api(disa).get(f"{URL}?{query}").json()["results"]) == found


@pytest.mark.parametrize("rows", [10, 50])
def test_list_costs_the_same_whatever_its_length(
    api, matter, disa, rows, django_assert_num_queries
):
    ProgrammeFactory.create_batch(rows, matter=matter)
    client = api(disa)
    client.get(URL)

    with django_assert_num_queries(4):
        client.get(URL)


def test_programme_is_established_with_its_review(api, new, disa):
    answer = api(disa).post(URL, new, format="json")

    assert (answer.status_code, answer.json()["state"]) == (201, "planned")
    assert Deadline.objects.get(kind="model_review").due_on == date(2026, 1, 1)


def test_programme_is_edited_and_a_stale_version_is_a_conflict(api, programme, disa):
    url = f"{URL}{programme.pk}/"

    assert (
        api(disa).patch(url, {"goal": "Nytt mål", "version": 1}, format="json").json()["version"]
        == 2
    )
    stale = api(disa).patch(url, {"goal": "Gammalt", "version": 1}, format="json")

    assert (stale.status_code, Programme.objects.get().goal) == (409, "Nytt mål")


def test_programme_starts_and_ends(api, programme, disa):
    programme.state = ProgrammeState.PLANNED
    programme.save()
    url = f"{URL}{programme.pk}/"

    assert api(disa).post(f"{url}start/", {}, format="json").json()["state"] == "running"
    answer = api(disa).post(f"{url}end/", {"reason": "Klart."}, format="json")
    assert answer.json()["state"] == "ended"


@pytest.mark.parametrize("person", ["anna", "love", "rut"])
def test_programme_is_changed_by_nobody_else(api, programme, new, person, request):
    client = api(request.getfixturevalue(person))
    url = f"{URL}{programme.pk}/"

    answers = [
        client.post(URL, new, format="json"),
        client.patch(url, {"goal": "Nytt", "version": 1}, format="json"),
        client.post(f"{url}end/", {"reason": "Klart."}, format="json"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert Programme.objects.get().version == 1


def test_wrong_days_are_refused_in_words(api, new, disa):
    answer = api(disa).post(URL, new | {"ends_on": "2024-01-01"}, format="json")

    assert (answer.status_code, "Slutdagen är före startdagen" in answer.content.decode()) == (
        400,
        True,
    )
