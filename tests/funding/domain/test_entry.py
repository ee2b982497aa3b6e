from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from coordination.exceptions import ActionRefused
from funding.domain.entry import (
    record_forecast,
    record_return,
    record_spending,
)
from funding.domain.ledger import forecast_of
from funding.domain.reversal import reverse_entry
from funding.exceptions import CapExceeded, KeyReused
from funding.models import Grant, LedgerEntry, Source
from tests.funding.helpers import MKR, report


def sums(grant):
    grant.refresh_from_db()
    return grant.used_ore, grant.returned_ore, grant.left_ore


def test_spending_is_a_row_and_counts_as_used(grant, erik):
    entry = record_spending(grant, actor=erik, **report(amount_ore=25 * MKR // 100))

    assert (entry.kind, entry.document, entry.actor) == ("used", "Faktura 4711", erik)
    assert sums(grant) == (25 * MKR // 100, 0, 75 * MKR // 100)


def test_first_report_is_remembered(grant, erik, now):
    record_spending(grant, actor=erik, **report(), now=now)

    grant.refresh_from_db()
    assert grant.reported_on == date(2025, 5, 28)


def test_spending_above_what_is_granted_is_refused(grant, erik):
    record_spending(grant, actor=erik, **report(amount_ore=MKR - 1))

    with pytest.raises(CapExceeded, match="mer än vad som finns kvar"):
        record_spending(grant, actor=erik, **report(amount_ore=2))
    record_spending(grant, actor=erik, **report(amount_ore=1))
    assert sums(grant) == (MKR, 0, 0)


def test_database_refuses_more_than_granted_when_nobody_checks(grant):
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(used_ore=MKR, returned_ore=1)


def test_returned_money_is_no_longer_left_but_not_granted_anew(grant, erik, source):
    record_return(grant, actor=erik, **report(amount_ore=MKR // 4))

    assert sums(grant) == (0, MKR // 4, 3 * MKR // 4)
    assert Source.objects.get().granted_ore == MKR


def test_spending_and_return_share_what_is_granted(grant, erik):
    record_return(grant, actor=erik, **report(amount_ore=MKR // 2))

    with pytest.raises(CapExceeded):
        record_spending(grant, actor=erik, **report(amount_ore=MKR // 2 + 1))


def test_forecast_follows_the_forecast_before_it(grant, erik):
    for amount in (900_000_00, 1_200_000_00, 0):
        record_forecast(grant, actor=erik, **report(amount_ore=amount))
        assert forecast_of(grant) == amount

    rows = LedgerEntry.objects.filter(kind="forecast").order_by("pk")
    assert list(rows.values_list("amount_ore", flat=True)) == [
        900_000_00,
        300_000_00,
        -1_200_000_00,
    ]


def test_unchanged_forecast_is_still_a_report(grant, erik):
    record_forecast(grant, actor=erik, **report(amount_ore=MKR))
    record_forecast(grant, actor=erik, **report(amount_ore=MKR))

    assert LedgerEntry.objects.filter(kind="forecast").count() == 2


@pytest.mark.parametrize(
    ("day", "message"),
    [(date(2025, 5, 29), "har inte varit än"), (date(2025, 3, 4), "beviljades 5 mars 2025")],
)
def test_day_lies_between_the_grant_and_today(grant, erik, now, day, message):
    with pytest.raises(ValidationError, match=message):
        record_spending(grant, actor=erik, **report(booked_on=day), now=now)
    assert sums(grant) == (0, 0, MKR)


def test_row_says_what_document_it_rests_on(grant, erik):
    with pytest.raises(ValidationError, match="Underlaget saknas"):
        record_spending(grant, actor=erik, **report(document=" "))


@pytest.mark.parametrize("person", ["anna", "love", "cecilia", "rut", "gun"])
def test_others_report_nothing(grant, person, request):
    with pytest.raises(PermissionDenied):
        record_spending(grant, actor=request.getfixturevalue(person), **report())


@pytest.mark.parametrize("person", ["erik", "bo", "oskar", "disa"])
def test_recipient_and_owner_report(grant, person, request):
    assert record_spending(grant, actor=request.getfixturevalue(person), **report())


def test_same_form_twice_is_booked_once(grant, erik):
    said = report(key="k1")

    assert record_spending(grant, actor=erik, **said) == record_spending(grant, actor=erik, **said)
    assert sums(grant)[0] == said["amount_ore"]


@pytest.mark.parametrize(
    "other", [{"amount_ore": 1}, {"document": "Faktura 2"}, {"is_approximate": True}]
)
def test_same_form_with_other_values_is_refused(grant, erik, other):
    record_spending(grant, actor=erik, **report(key="k1"))

    with pytest.raises(KeyReused):
        record_spending(grant, actor=erik, **report(key="k1") | other)
    assert LedgerEntry.objects.filter(kind="used").count() == 1


def test_mistake_is_taken_back_by_a_row_of_its_own(grant, erik, now):
    entry = record_spending(grant, actor=erik, **report())
    reversal = reverse_entry(entry, actor=erik, reason="Fel bidrag", now=now)

    assert (reversal.amount_ore, reversal.reverses, reversal.note, reversal.booked_on) == (
        -entry.amount_ore,
        entry,
        "Fel bidrag",
        date(2025, 5, 28),
    )
    assert sums(grant) == (0, 0, MKR)


def test_row_is_taken_back_once(grant, erik):
    entry = record_spending(grant, actor=erik, **report())
    first = reverse_entry(entry, actor=erik, reason="Fel bidrag")

    assert reverse_entry(entry, actor=erik, reason="Fel bidrag") == first
    with pytest.raises(KeyReused):
        reverse_entry(entry, actor=erik, reason="Annat skäl")
    assert sums(grant) == (0, 0, MKR)


def test_correction_is_not_corrected(grant, erik):
    entry = record_spending(grant, actor=erik, **report())
    reversal = reverse_entry(entry, actor=erik, reason="Fel bidrag")

    with pytest.raises(ActionRefused, match="rättar redan en annan"):
        reverse_entry(reversal, actor=erik, reason="Ångrar mig")


def test_forecast_is_followed_by_another_instead(grant, erik):
    entry = record_forecast(grant, actor=erik, **report())

    with pytest.raises(ActionRefused, match="anger en ny"):
        reverse_entry(entry, actor=erik, reason="Fel")


def test_correction_needs_its_reason(grant, erik):
    entry = record_spending(grant, actor=erik, **report())

    with pytest.raises(ValidationError, match="Skälet saknas"):
        reverse_entry(entry, actor=erik, reason="")


def test_owner_takes_back_what_was_granted_while_it_is_unused(grant, oskar, source):
    entry = LedgerEntry.objects.get(kind="granted")
    reverse_entry(entry, actor=oskar, reason="Projektet blir inte av")

    source.refresh_from_db()
    assert (source.granted_ore, sums(grant)[2]) == (0, 0)


def test_used_money_is_not_taken_back(grant, erik, oskar):
    record_spending(grant, actor=erik, **report())

    with pytest.raises(CapExceeded):
        reverse_entry(LedgerEntry.objects.get(kind="granted"), actor=oskar, reason="Ångrar")


def test_recipient_does_not_take_back_what_was_granted(grant, erik):
    with pytest.raises(PermissionDenied):
        reverse_entry(LedgerEntry.objects.get(kind="granted"), actor=erik, reason="Nej tack")


def test_granted_money_in_use_is_not_taken_back_and_says_what_to_do(grant, erik, oskar, now):
    record_spending(grant, actor=erik, **report(amount_ore=MKR // 2), now=now)
    granted = grant.entries.get(kind="granted")
    with pytest.raises(CapExceeded, match="Rätta de raderna först"):
        reverse_entry(granted, actor=oskar, reason="Fel", now=now)


def test_too_much_given_back_is_told_as_such(grant, erik, now):
    with pytest.raises(CapExceeded, match="Bara det som är kvar går att lämna tillbaka"):
        record_return(grant, actor=erik, **report(amount_ore=2 * MKR), now=now)
