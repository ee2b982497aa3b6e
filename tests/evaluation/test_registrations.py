"""What follow-up shows on the pages of others: panels, menu, search, Min sida, history, mail."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.domain.queries.desk import desk_of, task_groups
from coordination.domain.queries.search import search
from coordination.history import sentences
from coordination.models import OutgoingMessage
from coordination.registry import navigation
from evaluation import sentences as own
from evaluation.domain.report import file_report
from evaluation.models import FollowUpReport
from funding.domain.project import complete_project
from initiatives.registry import initiative_panels, programme_panels
from tests.factories.evaluation import FollowUpReportFactory, IndicatorFactory, MeasurementFactory


@pytest.fixture
def owed(grant, erik, now):
    complete_project(grant, actor=erik, completed_on=date(2025, 4, 30), now=now)
    return FollowUpReport.objects.get()


def test_follow_up_is_the_fifth_entry_of_the_menu():
    assert navigation["evaluation:overview"].position == 50


def test_report_waits_on_the_officials_desk_with_its_page(owed, erik):
    (group,) = task_groups(desk_of(erik, today=date(2025, 5, 28)).mine, today=date(2025, 5, 28))
    (task,) = group.tasks

    assert (task.title, task.due) == ("Uppföljningsrapport: Trygga stråk", date(2025, 10, 30))
    assert (task.action.label, task.url) == (
        "Skriv rapporten",
        reverse("evaluation:report", args=[owed.pk]),
    )


def test_programme_shows_its_first_line_and_every_indicator(programme, indicator, disa, cecilia):
    IndicatorFactory(programme=programme, name="Avhopp", organization=indicator.organization)
    for year in (2022, 2023):
        MeasurementFactory(indicator=indicator, measured_on=date(year, 12, 31), value=10)

    shown = programme_panels["follow_up"].context(programme, disa)
    assert [row.indicator.name for row in shown["rows"]] == ["Avhopp", indicator.name]
    assert shown["chart"].note.startswith(indicator.name)
    assert programme_panels["follow_up"].context(programme, cecilia) is None


def test_programme_panel_costs_the_same_however_many(
    programme, town, disa, django_assert_num_queries
):
    context = programme_panels["follow_up"].context
    context(programme, disa)
    for already, wanted in ((0, 10), (10, 50)):
        for _n in range(wanted - already):
            MeasurementFactory(
                indicator=IndicatorFactory(programme=programme, organization=town.central_office)
            )
        with django_assert_num_queries(3):
            context(programme, disa)


def test_initiative_shows_its_report(initiative, grant, matter, disa):
    report = FollowUpReportFactory(
        initiative=initiative, grant=None, organization=initiative.lead, matter=matter
    )

    shown = initiative_panels["follow_up"].context(initiative, disa)
    assert (shown["rows"], shown["reports"]) == ([], [report])


def test_search_finds_what_one_may_see(indicator, owed, disa, cecilia):
    found = {
        hit.title
        for query in ("arbetar", "stråk")
        for _l, hits in search(disa, query)
        for hit in hits
    }

    assert {indicator.name, str(owed)} <= found
    assert search(cecilia, "arbetar") == []


def test_mail_about_a_filed_report_reads_well(owed, erik, disa, now):
    file_report(
        owed,
        actor=erik,
        version=1,
        now=now,
        final_result="Klart.",
        deviation_reason="Anbud.",
        surplus_reason="cheaper",
    )

    message = OutgoingMessage.objects.get(kind="follow_up_report")
    text = message.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Uppföljningsrapporten om ”Trygga stråk” från stadsbyggnadsnämnden är inlämnad." in text
    assert "Beviljat: 1 000 000 kr" in text
    assert f"http://testserver/uppfoljningsrapporter/{owed.pk}/" in text
    assert "Läs rapporten" in message.html


def test_every_event_of_follow_up_has_its_sentence():
    told = {sentence.code for sentence in (*own.INDICATORS, *own.REPORTS)}

    assert told <= set(sentences)
