"""Each page of follow-up answers those concerned, and is a 404 to whoever has no part in it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluation.models import FollowUpReport, Indicator, Measurement
from tests.factories.evaluation import FollowUpReportFactory, IndicatorFactory, MeasurementFactory


@pytest.fixture
def report(grant, matter):
    return FollowUpReportFactory(grant=grant, matter=matter)


@pytest.fixture
def measurement(indicator):
    return MeasurementFactory(indicator=indicator, measured_on=date(2023, 12, 31))


def pages(measurement, report):
    indicator = measurement.indicator
    return {
        "overview": reverse("evaluation:overview"),
        "create_indicator": reverse("evaluation:create_indicator"),
        "indicator": reverse("evaluation:indicator", args=[indicator.pk]),
        "edit_indicator": reverse("evaluation:edit_indicator", args=[indicator.pk]),
        "record_measurement": reverse("evaluation:record_measurement", args=[indicator.pk]),
        "correct_measurement": reverse("evaluation:correct_measurement", args=[measurement.pk]),
        "report": reverse("evaluation:report", args=[report.pk]),
    }


def statuses(client, user, measurement, report):
    client.force_login(user)
    return {name: client.get(url).status_code for name, url in pages(measurement, report).items()}


def test_coordinator_opens_every_page(client, disa, measurement, report):
    assert set(statuses(client, disa, measurement, report).values()) == {200}


def test_reader_of_the_matter_reads_but_changes_nothing(client, love, measurement, report):
    found = statuses(client, love, measurement, report)

    assert {name for name, status in found.items() if status == 200} == {
        "overview",
        "indicator",
        "report",
    }
    assert set(found.values()) == {200, 403}


def test_outsider_finds_nothing(client, cecilia, measurement, report):
    found = statuses(client, cecilia, measurement, report)

    assert (found.pop("overview"), found.pop("create_indicator")) == (200, 200)
    assert set(found.values()) == {404}
    answer = client.get(reverse("evaluation:overview")).content.decode()
    assert measurement.indicator.name not in answer
    assert report.grant.title not in answer


def test_anonymous_visitor_is_sent_to_sign_in(client, measurement, report):
    for url in pages(measurement, report).values():
        assert client.get(url)["Location"].startswith("/konto/login/")


def test_indicator_is_defined_measured_and_agreed_through_the_pages(client, disa, programme, town):
    client.force_login(disa)
    client.post(
        reverse("evaluation:create_indicator"),
        {
            "organization": town.central_office.pk,
            "programme": programme.pk,
            "name": "Unga som arbetar eller studerar",
            "definition": "Andelen av invånarna 16–24 år.",
            "unit": "procent",
            "decimals": "1",
            "direction": "higher",
            "period": "year",
            "source_name": "Kolada",
            "kolada_id": "N02797",
            "shows_complement": "on",
            "target_value": "92,0",
            "target_on": "2028-12-31",
        },
    )
    indicator = Indicator.objects.get()
    client.post(
        reverse("evaluation:record_measurement", args=[indicator.pk]),
        {
            "measured_on": "2024-06-01",
            "value": "9,6",
            "status": "measured",
            "source": "Kolada",
            "retrieved_on": "2025-02-01",
        },
    )
    client.post(reverse("evaluation:agree_indicator", args=[indicator.pk]))
    page = client.get(reverse("evaluation:indicator", args=[indicator.pk])).content.decode()

    indicator.refresh_from_db()
    assert (indicator.state, indicator.target_value) == ("agreed", Decimal(92))
    assert "90,4" in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("value", "nio komma sex", "siffror och decimalkomma"),
        ("value", "1e999", "för stort"),
        ("value", "100,1", "mellan 0 och 100"),
        ("value", "", "Saknas är inte noll"),
        ("measured_on", "2025-13-01", "finns inte i kalendern"),
        ("measured_on", "2040-01-01", "är inte slut än"),
        ("measured_on", "2199-01-01", "Kontrollera årtalet"),
        ("source", "", "varifrån värdet kommer"),
        ("source", "a\x00b", "tecken som inte går att spara"),
    ],
)
def test_bad_figure_is_answered_by_the_field(client, disa, indicator, field, value, message):
    client.force_login(disa)
    said = {
        "measured_on": "2024-06-01",
        "value": "9,6",
        "status": "measured",
        "source": "Kolada",
        "retrieved_on": "2025-02-01",
    }
    url = reverse("evaluation:record_measurement", args=[indicator.pk])
    answer = client.post(url, said | {field: value})

    assert message in " ".join(answer.context["form"].errors[field])
    assert not Measurement.objects.exists()


def test_second_figure_for_a_period_is_answered_on_the_page(client, disa, measurement):
    client.force_login(disa)
    answer = client.post(
        reverse("evaluation:record_measurement", args=[measurement.indicator.pk]),
        {
            "measured_on": "2023-06-01",
            "value": "9,6",
            "status": "measured",
            "source": "Kolada",
            "retrieved_on": "2025-02-01",
        },
    )

    assert "Det finns redan ett värde för perioden" in answer.content.decode()


def test_wrong_figure_is_corrected_on_its_page(client, disa, measurement):
    client.force_login(disa)
    client.post(
        reverse("evaluation:correct_measurement", args=[measurement.pk]),
        {"value": "9,5", "status": "measured", "source": "Kolada", "reason": "Fel rad"},
    )

    assert Measurement.objects.current().get().value == Decimal("9.5")


def test_draft_is_saved_and_the_report_filed_on_one_page(client, erik, report):
    client.force_login(erik)
    url = reverse("evaluation:report", args=[report.pk])
    said = {
        "version": "1",
        "final_result": "Belysningen är på plats.",
        "deviation_reason": "Anbudet var lägre.",
        "surplus_reason": "cheaper",
    }
    client.post(url, said | {"save": "1"})
    answer = client.post(url, said | {"version": "2", "file": "1"}, follow=True)

    report.refresh_from_db()
    assert report.state == "filed"
    assert report.receipt_number in answer.content.decode()


def test_report_says_by_the_field_what_is_missing(client, erik, report):
    client.force_login(erik)
    answer = client.post(
        reverse("evaluation:report", args=[report.pk]), {"version": "1", "file": "1"}
    )

    assert answer.context["form"].errors == {"final_result": ["Skriv vad slutresultatet blev."]}
    assert FollowUpReport.objects.get().state == "due"


def test_both_texts_stand_on_the_page_when_two_have_written(client, erik, report):
    client.force_login(erik)
    url = reverse("evaluation:report", args=[report.pk])
    client.post(url, {"version": "1", "final_result": "Eriks text", "save": "1"})
    answer = client.post(url, {"version": "1", "final_result": "Bos text", "save": "1"})
    page = answer.content.decode()

    assert ("Eriks text" in page, "Bos text" in page) == (True, True)
    assert FollowUpReport.objects.get().final_result == "Eriks text"
    client.post(url, {"version": "2", "final_result": "Bådas text", "save": "1"})
    assert FollowUpReport.objects.get().final_result == "Bådas text"


def test_reader_does_not_post(client, love, report):
    client.force_login(love)

    url = reverse("evaluation:report", args=[report.pk])
    assert client.post(url, {"version": "1", "file": "1"}).status_code == 403


def test_overview_shows_the_late_report_first(client, disa, report, matter):
    report.due_on = date(2024, 1, 1)
    report.save()
    client.force_login(disa)
    answer = client.get(reverse("evaluation:overview"))

    assert (answer.context["late"], answer.context["owed"]) == (1, [report])


def test_overview_costs_the_same_however_much_there_is(
    client, disa, programme, town, django_assert_num_queries
):
    client.force_login(disa)
    for already, wanted in ((0, 10), (10, 50)):
        for _n in range(wanted - already):
            indicator = IndicatorFactory(programme=programme, organization=town.central_office)
            MeasurementFactory(indicator=indicator)
            FollowUpReportFactory(grant__recipient=town.board)
        with django_assert_num_queries(6):
            client.get(reverse("evaluation:overview"))


def test_indicator_costs_the_same_however_many_figures(
    client, disa, indicator, django_assert_num_queries
):
    client.force_login(disa)
    for already, wanted in ((0, 10), (10, 45)):
        MeasurementFactory.create_batch(wanted - already, indicator=indicator)
        with django_assert_num_queries(7):
            client.get(reverse("evaluation:indicator", args=[indicator.pk]))
