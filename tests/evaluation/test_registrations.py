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
from evaluation.domain.queries.indicator import indicators_of
from evaluation.domain.queries.report import reports_of
from evaluation.domain.report import file_report
from evaluation.models import FollowUpReport, Indicator
from funding.domain.project import complete_project
from initiatives.models import Programme
from initiatives.registry import initiative_panels, programme_panels
from tests.factories.evaluation import FollowUpReportFactory, IndicatorFactory, MeasurementFactory
from tests.factories.initiatives import ParticipationFactory


@pytest.fixture
def owed(grant, erik, now):
    complete_project(grant, actor=erik, completed_on=date(2025, 4, 30), now=now)
    return FollowUpReport.objects.get()


def test_follow_up_is_the_fifth_entry_of_the_menu():
    assert navigation["evaluation:overview"].position == 50


def test_report_waits_on_the_officials_desk_with_its_page(owed, erik):
    groups = task_groups(desk_of(erik, today=date(2025, 5, 28)).mine, today=date(2025, 5, 28))
    tasks = {task.action.label: task for group in groups for task in group.tasks}
    task = tasks["Skriv rapporten"]

    assert (task.title, task.due) == ("Uppföljningsrapport: Trygga stråk", date(2025, 10, 30))
    assert task.url == reverse("evaluation:report", args=[owed.pk])
    assert set(tasks) == {"Skriv rapporten", "Förklara överskottet"}


def test_programme_shows_its_first_line_and_every_indicator(programme, indicator, disa):
    IndicatorFactory(programme=programme, name="Avhopp", organization=indicator.organization)
    for year in (2022, 2023):
        MeasurementFactory(indicator=indicator, measured_on=date(year, 12, 31), value=10)

    shown = programme_panels["follow_up"].context(programme, disa)
    assert [row.indicator.name for row in shown["rows"]] == ["Avhopp", indicator.name]
    assert shown["chart"].note.startswith(indicator.name)


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
        with django_assert_num_queries(1):
            context(programme, disa)


@pytest.fixture
def report(initiative, matter):
    return FollowUpReportFactory(
        initiative=initiative, grant=None, organization=initiative.lead, matter=matter
    )


def test_completed_initiative_shows_its_report(initiative, report, disa):
    assert initiative_panels["follow_up"].context(initiative, disa) is None
    initiative.state = "completed"

    shown = initiative_panels["follow_up"].context(initiative, disa)
    assert (shown["rows"], shown["reports"]) == ([], [report])


def test_boxes_show_a_participant_what_the_participant_may_see(
    programme, initiative, indicator, report, town, cecilia
):
    own = IndicatorFactory(initiative=initiative, name="Avhopp")
    assert not Indicator.objects.visible_to(cecilia).exists()
    assert not FollowUpReport.objects.visible_to(cecilia).exists()
    ParticipationFactory(initiative=initiative, organization=town.outside)
    initiative.state = "completed"

    assert not Programme.objects.visible_to(cecilia).exists()
    assert (
        list(Indicator.objects.visible_to(cecilia))
        == [own]
        == list(indicators_of(initiative=initiative))
    )
    assert list(FollowUpReport.objects.visible_to(cecilia)) == [report] == reports_of(initiative)


def test_boxes_show_a_party_what_the_party_may_see(programme, initiative, indicator, report, anna):
    own = IndicatorFactory(initiative=initiative, name="Avhopp")

    assert set(indicators_of(programme=programme)) == {indicator}
    assert set(Indicator.objects.visible_to(anna)) == {indicator, own}
    assert list(FollowUpReport.objects.visible_to(anna)) == [report]


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
