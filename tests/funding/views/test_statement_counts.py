"""Lists and details cost the same number of statements with 10 rows and with 50 (P1, P5)."""

import pytest
from django.urls import reverse

from tests.factories import DecisionFactory, OrganizationFactory
from tests.factories.funding import (
    ApplicationFactory,
    EntryFactory,
    GrantFactory,
    RoundFactory,
)
from tests.funding.applications import judged, written

STEPS = ((0, 10), (10, 50))


def test_overview_of_money(client, disa, source, django_assert_num_queries):
    client.force_login(disa)
    for already, wanted in STEPS:
        for _n in range(wanted - already):
            GrantFactory(round=RoundFactory(source=source), granted=100)
        with django_assert_num_queries(9):
            client.get(reverse("funding:rounds"))


@pytest.mark.parametrize("person", ["disa", "erik"])
def test_round(client, request, person, funding_round, matter, town, django_assert_num_queries):
    client.force_login(request.getfixturevalue(person))
    for already, wanted in STEPS:
        for n in range(already, wanted):
            decision = DecisionFactory(matter=matter, paragraph=1000 + n, financing="Budget")
            GrantFactory(
                round=funding_round, recipient=town.participant, decision=decision, granted=100
            )
        with django_assert_num_queries(11):
            client.get(reverse("funding:round", args=[funding_round.pk]))


def test_grant(client, erik, grant, django_assert_num_queries):
    client.force_login(erik)
    for already, wanted in STEPS:
        EntryFactory.create_batch(wanted - already, grant=grant, amount_ore=100)
        with django_assert_num_queries(12):
            client.get(reverse("funding:grant", args=[grant.pk]))


def test_ledger(client, disa, funding_round, decision, django_assert_num_queries):
    client.force_login(disa)
    for already, wanted in STEPS:
        for _n in range(wanted - already):
            EntryFactory(
                grant=GrantFactory(round=funding_round, decision=decision, granted=200),
                amount_ore=100,
            )
        with django_assert_num_queries(6):
            client.get(reverse("funding:ledger"))


def test_form_of_a_decision(client, oskar, funding_round, decision, django_assert_num_queries):
    client.force_login(oskar)
    for rows in (1, 10):
        said = {"more": "1", "rad-TOTAL_FORMS": str(rows), "rad-INITIAL_FORMS": "0"}
        with django_assert_num_queries(9):
            client.post(reverse("funding:grant_funds", args=[funding_round.pk]), said)


@pytest.mark.parametrize(("name", "statements"), [("ranking", 9), ("decision_table", 9)])
def test_ranked_applications(
    client, oskar, funding_round, name, statements, django_assert_num_queries
):
    client.force_login(oskar)
    for already, wanted in STEPS:
        for _n in range(wanted - already):
            ApplicationFactory(round=funding_round, submitted=True)
        with django_assert_num_queries(statements):
            client.get(reverse(f"funding:{name}", args=[funding_round.pk]))


def test_own_applications(client, oskar, funding_round, django_assert_num_queries):
    client.force_login(oskar)
    for already, wanted in STEPS:
        ApplicationFactory.create_batch(wanted - already, round=funding_round)
        with django_assert_num_queries(5):
            client.get(reverse("funding:applications"))


def test_draft(client, lars, open_round, town, django_assert_num_queries):
    client.force_login(lars)
    draft = written(open_round, lars, town.lead)
    for already, wanted in STEPS:
        for n in range(already, wanted):
            draft.shares.create(
                organization=town.lead, financing="own", year=2026 + n, amount_ore=100
            )
            draft.bodies.create(organization=OrganizationFactory(), contribution="Sköter")
        with django_assert_num_queries(12):
            client.get(reverse("funding:application", args=[draft.pk]))


def test_assessment(client, disa, oskar, sent, django_assert_num_queries):
    client.force_login(disa)
    for already, wanted in STEPS:
        for n in range(already, wanted):
            judged(sent, oskar, 1 + n % 5, 1 + n % 4)
        with django_assert_num_queries(12):
            client.get(reverse("funding:assessment", args=[sent.pk]))
