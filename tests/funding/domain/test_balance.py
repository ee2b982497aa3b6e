"""Balances are sums of rows, on any day, and the strip says what they mean."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from funding.domain.entry import record_forecast, record_return, record_spending
from funding.domain.queries.balance import balance, balance_of, sums_in_tables
from funding.domain.queries.strip import ledger_url, money_strip, strip
from funding.domain.reversal import reverse_entry
from funding.domain.round import record_applications
from funding.models import Grant, LedgerEntry
from initiatives.models import Initiative
from tests.factories.funding import EntryFactory, GrantFactory
from tests.factories.initiatives import InitiativeFactory, ProgrammeFactory
from tests.funding.helpers import MKR, new_key, report

DAY = date(2025, 6, 30)


def figures(found):
    return found.applied, found.granted, found.used, found.forecast, found.left


def of_everything(as_of=DAY, **values):
    return balance(LedgerEntry.objects.exclude(kind="frame"), as_of=as_of, **values)


def test_balance_sums_the_rows_of_each_kind(grant, erik):
    record_spending(grant, actor=erik, **report(amount_ore=MKR // 2))
    record_return(grant, actor=erik, **report(amount_ore=MKR // 10))
    record_forecast(grant, actor=erik, **report(amount_ore=MKR * 9 // 10))

    assert figures(of_everything()) == (None, MKR, MKR // 2, MKR * 9 // 10, MKR * 4 // 10)


def test_balance_of_nothing_has_no_figures(db):
    assert figures(of_everything()) == (None, None, None, None, None)


def test_balance_of_a_past_day_leaves_out_what_was_booked_later(grant, erik):
    record_spending(grant, actor=erik, **report(booked_on=date(2025, 4, 1), amount_ore=100))
    record_spending(grant, actor=erik, **report(booked_on=date(2025, 5, 1), amount_ore=10))

    assert of_everything(date(2025, 4, 30)).used == 100
    assert of_everything(date(2025, 5, 1)).used == 110


def test_figure_once_given_can_be_given_again(grant, erik):
    then = timezone.make_aware(datetime(2025, 6, 30, 12))  # noqa: DTZ001  (made aware here)
    later = timezone.make_aware(datetime(2025, 7, 2, 12))  # noqa: DTZ001  (made aware here)
    record_spending(grant, actor=erik, now=then, **report(amount_ore=100))
    record_spending(grant, actor=erik, now=later, **report(amount_ore=10))

    assert of_everything().used == 110
    assert of_everything(known_at=then).used == 100


def test_row_and_its_correction_leave_nothing(grant, erik, now):
    row = record_spending(grant, actor=erik, **report(is_approximate=True), now=now)
    reverse_entry(row, actor=erik, reason="Fel", now=now)

    found = of_everything()
    assert (found.used, found.approximate) == (0, ())


def test_approximate_row_makes_its_figures_approximate(grant, erik):
    record_spending(grant, actor=erik, **report(is_approximate=True))

    assert of_everything().approximate == ("used", "left")


def test_what_was_applied_for_in_a_round_counts_beside_the_grants(grant, oskar, now):
    record_applications(
        grant.round,
        actor=oskar,
        amount_ore=5 * MKR,
        document="Avslagna ansökningar",
        booked_on=date(2025, 3, 1),
        key=new_key(),
        now=now,
    )

    found = balance(LedgerEntry.objects.filter(round=grant.round), as_of=DAY)
    assert found.applied == 5 * MKR


SO_FAR = "Av 1,0 miljoner kronor är 0,7 använda och 0,3 kvar."


@pytest.mark.parametrize(
    ("used", "forecast", "sentence"),
    [
        (0, None, "Inget av 1,0 miljoner kronor är använt ännu."),
        (70, None, SO_FAR),
        (70, 80, f"{SO_FAR} Håller prognosen blir 200 000 kr över."),
        (70, 110, f"{SO_FAR} Prognosen är 100 000 kr mer än det som är beviljat."),
        (70, 100, f"{SO_FAR} Håller prognosen används allt."),
    ],
)
def test_strip_says_what_the_figures_mean(grant, erik, used, forecast, sentence):
    if used:
        record_spending(grant, actor=erik, **report(amount_ore=MKR * used // 100))
    if forecast:
        record_forecast(grant, actor=erik, **report(amount_ore=MKR * forecast // 100))

    said = strip(of_everything()).sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert said == sentence


def test_strip_in_kronor_below_a_million(funding_round, decision):
    grant = GrantFactory(round=funding_round, decision=decision, granted=450_000_00)
    EntryFactory(grant=grant, amount_ore=100_000_00)

    said = strip(of_everything()).sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Av 450 000 kr är 100 000 kr använt och 350 000 kr kvar."


def test_forecast_says_for_how_many_grants_it_is_given(grant, funding_round, decision, erik):
    GrantFactory(round=funding_round, decision=decision)
    record_forecast(grant, actor=erik, **report(amount_ore=MKR))

    shown = strip(of_everything())
    assert shown.notes["forecast"] == "finns för 1 av 2 bidrag"
    assert "prognos" not in shown.sentence.lower()


def test_each_figure_opens_its_rows(grant):
    shown = strip(of_everything(), round=grant.round.pk)

    assert shown.urls["used"] == f"/pengar/bok/?omgang={grant.round.pk}&visa=used&per=2025-06-30"
    assert ledger_url() == "/pengar/bok/"


def test_rows_behind_left_add_up_to_it(client, grant, erik):
    record_spending(grant, actor=erik, **report(amount_ore=MKR // 2))
    record_return(grant, actor=erik, **report(amount_ore=MKR // 10))
    record_forecast(grant, actor=erik, **report(amount_ore=MKR))
    client.force_login(erik)
    shown = strip(of_everything(), grant=grant.pk)
    rows = client.get(shown.urls["left"]).context["rows"]

    signs = {"granted": 1, "used": -1, "returned": -1}
    assert sum(signs[r.entry.kind] * r.entry.amount_ore for r in rows) == shown.left


def test_programme_sums_the_grants_of_its_initiatives(
    funding_round, decision, matter, django_assert_num_queries
):
    programme = ProgrammeFactory(matter=matter)
    for initiative in InitiativeFactory.create_batch(3, programme=programme):
        GrantFactory(round=funding_round, decision=decision, initiative=initiative)
    GrantFactory(round=funding_round, decision=decision)

    with django_assert_num_queries(1):
        assert money_strip(programme, as_of=DAY).granted == 3 * MKR


def test_tables_sum_the_grants_of_each_initiative(funding_round, decision, matter):
    programme = ProgrammeFactory(matter=matter)
    first, second = InitiativeFactory.create_batch(2, programme=programme)
    for initiative in (first, first):
        EntryFactory(
            grant=GrantFactory(round=funding_round, decision=decision, initiative=initiative)
        )

    rows = Initiative.objects.order_by("pk").annotate(**sums_in_tables())
    assert [*rows.values_list("pk", "granted_ore", "used_ore")] == [
        (first.pk, 2 * MKR, MKR // 5),
        (second.pk, None, None),
    ]


def test_balance_of_grants_is_the_balance_of_their_rows(grant, erik):
    record_spending(grant, actor=erik, **report())

    assert figures(balance_of(Grant.objects.all(), as_of=DAY)) == figures(of_everything())
