"""What holds for every resource: who sees it, how it is listed, and what is refused."""

import pytest
from django.urls import get_resolver

from coordination.api.shapes import columns

RESOURCES = [
    *("organizations", "people", "memberships", "areas", "programmes", "initiatives", "matters"),
    *("decisions", "referrals", "consultees", "statements", "requests", "deadlines", "grants"),
    *("ledger-entries", "indicators", "measurements", "memoranda", "written-questions"),
    *("incoming-referrals", "referred-texts", "part-views", "compilations", "meetings"),
]
each_resource = pytest.mark.parametrize("name", RESOURCES)


def viewset(name):
    match = get_resolver().resolve(f"/api/v1/{name}/")
    return match.func.cls


@each_resource
def test_resource_shows_an_object_to_whoever_may_see_it(name, world, as_disa):
    response = as_disa.get(f"/api/v1/{name}/{world[name].pk}/")

    assert (response.status_code, response.json()["id"]) == (200, world[name].pk)


@each_resource
def test_resource_is_unknown_to_an_outsider(name, world, as_cecilia):
    response = as_cecilia.get(f"/api/v1/{name}/{world[name].pk}/")

    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@each_resource
def test_resource_is_not_listed_for_an_outsider(name, world, as_cecilia):
    listed = as_cecilia.get(f"/api/v1/{name}/").json()["results"]

    assert world[name].pk not in [row["id"] for row in listed]


@each_resource
def test_resource_asks_the_anonymous_to_sign_in(name, client, db):
    assert client.get(f"/api/v1/{name}/").status_code == 401


@each_resource
def test_row_says_what_the_single_object_says(name, world, as_disa):
    listed = as_disa.get(f"/api/v1/{name}/").json()["results"]
    row = next(row for row in listed if row["id"] == world[name].pk)

    single = as_disa.get(f"/api/v1/{name}/{world[name].pk}/").json()

    assert row == {field: single[field] for field in row}


@each_resource
def test_row_has_the_fields_of_its_serializer(name):
    row = viewset(name).serializer_class

    assert list(columns(row)) == list(row().fields)


@each_resource
def test_list_refuses_a_filter_that_is_not_there(name, as_disa):
    response = as_disa.get(f"/api/v1/{name}/?utan=1")

    assert (response.status_code, list(response.json()["errors"])) == (400, ["utan"])


@each_resource
def test_object_with_an_impossible_number_is_unknown(name, as_disa):
    for number in ("0", "-1", "abc", "1" * 30, "%00", "1.5"):
        assert as_disa.get(f"/api/v1/{name}/{number}/").status_code == 404


@each_resource
def test_resource_answers_head_and_options(name, world, as_disa):
    head = as_disa.head(f"/api/v1/{name}/{world[name].pk}/")
    options = as_disa.options(f"/api/v1/{name}/")

    assert (head.status_code, head.content, options.status_code) == (200, b"", 200)


@each_resource
def test_filters_take_what_they_should_and_refuse_the_rest(name, as_disa):
    for wanted in viewset(name).filterset_class.base_filters:
        response = as_disa.get(f"/api/v1/{name}/", {wanted: "\x00"})

        assert (wanted, response.status_code) == (wanted, 400)


@pytest.mark.parametrize(
    "cursor", ["x", "cD1hYmM=", "cD0lMDA=", "cD0" + "5" * 40, "bz05OTk5OTk5OTk="]
)
def test_made_up_cursor_is_refused_or_harmless(cursor, as_disa):
    assert as_disa.get("/api/v1/matters/", {"cursor": cursor}).status_code in {200, 404}
