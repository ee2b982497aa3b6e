"""Lists: constant in statements, paged by the last row seen, filtered by checked values (P4, P6)."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from rest_framework.authtoken.models import Token
from rest_framework.throttling import UserRateThrottle

from coordination.models import Referral
from tests.coordination.api.conftest import give_boundary
from tests.factories import (
    AreaFactory,
    ConsulteeFactory,
    DeadlineFactory,
    DecisionFactory,
    MatterFactory,
    OrganizationFactory,
    StatementFactory,
)
from tests.factories.initiatives import InitiativeFactory


def make_initiatives(number, town, programme):
    for _ in range(number):
        InitiativeFactory(programme=programme, lead=town.participant)


def numbers(response):
    return [row["id"] for row in response.json()["results"]]


@pytest.mark.parametrize("rows", [10, 50])
def test_list_takes_four_statements(rows, as_disa, town, programme, django_assert_num_queries):
    make_initiatives(rows, town, programme)

    with django_assert_num_queries(4):  # session, user, standing, rows
        response = as_disa.get("/api/v1/initiatives/")

    assert len(numbers(response)) == rows


@pytest.mark.parametrize("rows", [10, 50])
def test_list_with_nested_names_takes_four_statements(
    rows, as_disa, matter, town, django_assert_num_queries
):
    for _ in range(rows):
        ConsulteeFactory(referral__matter=matter, referral__sender=town.central_office)
    ContentType.objects.get_for_model(Referral)  # a running process knows its nouns

    with django_assert_num_queries(4):
        response = as_disa.get("/api/v1/consultees/")

    assert len(numbers(response)) == rows


@pytest.mark.parametrize("rows", [10, 50])
def test_geojson_takes_five_statements(rows, as_disa, town, django_assert_num_queries):
    for area in AreaFactory.create_batch(rows, municipality=town.municipality):
        give_boundary(area)

    with django_assert_num_queries(5):  # the boundaries are read in one
        response = as_disa.get("/api/v1/areas/geojson/")

    shown = [feature["geometry"]["type"] for feature in response.json()["features"]]
    assert shown == ["Polygon"] * rows


@pytest.mark.parametrize("asked", [10, 50])
def test_single_referral_takes_six_statements(asked, as_disa, referral, django_assert_num_queries):
    for _ in range(asked):
        ConsulteeFactory(referral=referral)
    ContentType.objects.get_for_model(Referral)

    with django_assert_num_queries(6):  # session, user, standing, referral, consultees, bodies
        response = as_disa.get(f"/api/v1/referrals/{referral.pk}/")

    assert len(response.json()["consultees"]) == asked


def test_pages_follow_the_last_row_seen(as_disa, town, programme):
    make_initiatives(5, town, programme)
    first = as_disa.get("/api/v1/initiatives/", {"page_size": 2})
    second = as_disa.get(first.json()["next"])
    third = as_disa.get(second.json()["next"])

    seen = numbers(first) + numbers(second) + numbers(third)

    assert seen == sorted(seen, reverse=True)
    assert (len(seen), third.json()["next"]) == (5, None)
    assert numbers(as_disa.get(second.json()["previous"])) == numbers(first)


def test_page_has_at_most_five_hundred_rows(as_disa, town):
    OrganizationFactory.create_batch(510)

    assert len(numbers(as_disa.get("/api/v1/organizations/", {"page_size": 10000}))) == 500


def test_token_gives_the_rights_of_its_account(client, disa, matter):
    token = Token.objects.create(user=disa)

    response = client.get("/api/v1/matters/", HTTP_AUTHORIZATION=f"Token {token}")

    assert numbers(response) == [matter.pk]


def test_token_of_a_closed_account_is_refused(client, disa):
    token = Token.objects.create(user=disa)
    disa.is_active = False
    disa.save()

    response = client.get("/api/v1/matters/", HTTP_AUTHORIZATION=f"Token {token}")

    assert response.status_code == 401


def test_too_many_requests_are_told_to_wait(as_disa, monkeypatch):
    monkeypatch.setattr(UserRateThrottle, "get_rate", lambda _self: "1/min")
    as_disa.get("/api/v1/matters/")

    refused = as_disa.get("/api/v1/matters/")

    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert int(refused["Retry-After"]) > 0


# --- Filters -------------------------------------------------------------------------------------


def test_late_consultees_are_found(as_disa, matter, town):
    asked = {"referral__matter": matter, "referral__sender": town.central_office}
    late = ConsulteeFactory(**asked, due_on=date(2025, 1, 1))
    in_time = ConsulteeFactory(**asked)

    assert numbers(as_disa.get("/api/v1/consultees/?is_late=true")) == [late.pk]
    assert numbers(as_disa.get("/api/v1/consultees/?is_late=false")) == [in_time.pk]


def test_overdue_deadlines_are_found(as_disa, matter):
    late = DeadlineFactory(matter=matter, due_on=date(2025, 1, 1))
    done = DeadlineFactory(matter=matter, due_on=date(2025, 1, 1), done_at=timezone.now())
    coming = DeadlineFactory(matter=matter)

    assert numbers(as_disa.get("/api/v1/deadlines/?is_overdue=true")) == [late.pk]
    assert numbers(as_disa.get("/api/v1/deadlines/?is_open=false")) == [done.pk]
    assert numbers(as_disa.get("/api/v1/deadlines/?due_since=2026-01-01")) == [coming.pk]


def test_decisions_are_found_by_paragraph_and_year(as_disa, matter):
    found = DecisionFactory(matter=matter, paragraph=189, decided_on=date(2024, 9, 26))
    DecisionFactory(matter=matter, paragraph=189, decided_on=date(2025, 9, 26))

    assert numbers(as_disa.get("/api/v1/decisions/?year=2024&paragraph=189")) == [found.pk]


def test_own_matters_are_found_by_number(as_disa, matter, town):
    MatterFactory(organization=town.board)

    assert numbers(as_disa.get("/api/v1/matters/?registry_number=KS-2024-1188")) == [matter.pk]


def test_unanswered_requests_are_found(as_disa, adopted):
    waiting = numbers(as_disa.get("/api/v1/requests/?is_unanswered=true"))

    assert waiting == [request.pk for request in adopted.requests.order_by("-pk")]
    assert numbers(as_disa.get("/api/v1/requests/?is_unanswered=false")) == []


def test_people_are_found_by_their_body_and_day(as_disa, bo, anna, town):
    people = as_disa.get("/api/v1/people/", {"organization": town.participant.pk})
    early = as_disa.get("/api/v1/memberships/?in_force_on=2020-01-01")

    assert numbers(people) == [bo.person_id]
    assert numbers(early) == []


def test_draft_of_another_body_is_not_listed(as_disa, statement):
    StatementFactory()

    assert numbers(as_disa.get("/api/v1/statements/")) == []


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("consultees/?is_late=kanske", "is_late"),
        ("consultees/?state=borta", "state"),
        ("consultees/?referral=99999999999999999999", "referral"),
        ("consultees/?referral=0", "referral"),
        ("deadlines/?due_since=2025-02-30", "due_since"),
        ("deadlines/?due_since=igår", "due_since"),
        ("decisions/?paragraph=1e9", "paragraph"),
        ("decisions/?year=NaN", "year"),
        ("matters/?registry_number=" + "x" * 41, "registry_number"),
    ],
)
def test_filter_that_cannot_be_read_is_named(address, wrong, as_disa):
    refused = as_disa.get(f"/api/v1/{address}")

    assert (refused.status_code, list(refused.json()["errors"])) == (400, [wrong])
