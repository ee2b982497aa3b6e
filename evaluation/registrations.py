"""What follow-up puts in the registries of the applications below, and what it listens to."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.date_rules import DateRule
from coordination.domain.queries.search import HITS_PER_KIND, Hit, contains, hits, readable
from coordination.registry import (
    DeadlineKind,
    DeadlineSubject,
    DocumentType,
    DueWork,
    MatterPanel,
    NavItem,
    SearchProvider,
    deadline_kinds,
    deadline_subjects,
    document_types,
    due_work,
    matter_panels,
    navigation,
    search_providers,
)
from coordination.swedish import sort_key
from evaluation import sentences
from evaluation.documents.four_questions import TEMPLATE_VERSION, render_four_questions
from evaluation.domain.answer_sheet import KIND, draw_up_answers
from evaluation.domain.queries.indicator import charted_rows, rows_of_initiative
from evaluation.domain.queries.report import reports_of
from evaluation.domain.report import owe_report
from evaluation.models import FollowUpReport, Indicator
from evaluation.views.chart import chart_of
from funding.registry import DecisionPage, decision_pages
from funding.signals import project_completed
from initiatives.registry import Panel, initiative_panels, programme_panels
from initiatives.signals import initiative_completed


def register() -> None:
    """Menu entry, panels, search, history; and a report owed for everything that is completed."""
    sentences.register()
    navigation.register(
        NavItem(
            50,
            _("Uppföljning"),
            "evaluation:overview",
            (
                *("/uppfoljning/", "/indikatorer/", "/matvarden/"),
                *("/uppfoljningsrapporter/", "/fyra-fragor/"),
            ),
        )
    )
    deadline_subjects.register(
        DeadlineSubject(
            "follow_up_report",
            _("Skriv rapporten"),
            lambda pk: reverse("evaluation:report", args=[pk]),
        )
    )
    deadline_kinds.register(
        DeadlineKind(
            "follow_up_report",
            _("Uppföljningsrapporter"),
            rule=DateRule(months=6),
            event=_("efter att insatsen blev klar"),
        )
    )
    programme_panels.register(
        Panel("follow_up", 30, "evaluation/panels/programme.html", _programme)
    )
    initiative_panels.register(
        Panel("follow_up", 30, "evaluation/panels/initiative.html", _initiative)
    )
    search_providers.register(SearchProvider("indicator", _("Indikatorer"), _indicators))
    search_providers.register(
        SearchProvider("follow_up_report", _("Uppföljningsrapporter"), _reports)
    )
    matter_panels.register(MatterPanel("four_questions", _("De fyra frågorna"), _answers_in))
    decision_pages.register(
        DecisionPage(
            "four_questions", 10, _("De fyra frågorna"), _page("evaluation:four_questions")
        )
    )
    document_types.register(DocumentType(KIND, TEMPLATE_VERSION, render_four_questions))
    due_work.register(DueWork("answer_sheets", draw_up_answers))
    initiative_completed.connect(_after_initiative, dispatch_uid="evaluation.initiative_completed")
    project_completed.connect(_after_project, dispatch_uid="evaluation.project_completed")


def _page(url_name):
    return lambda pk: reverse(url_name, args=[pk])


def _after_initiative(sender, *, initiative, actor, at, **kwargs):
    owe_report(
        initiative=initiative,
        organization=initiative.lead,
        matter=initiative.matter or initiative.programme.matter,
        completed_on=initiative.completed_on,
        actor=actor,
        now=at,
    )


def _after_project(sender, *, grant, completed_on, actor, now, **kwargs):
    owe_report(
        grant=grant,
        organization=grant.recipient,
        matter=grant.decision.matter,
        completed_on=completed_on,
        actor=actor,
        now=now,
    )


def _answers_in(user, matter):
    """The decisions of a matter that granted money."""
    return [
        Hit(decision.title, reverse("evaluation:four_questions", args=[decision.pk]), str(decision))
        for decision in matter.decisions.filter(grants__isnull=False).distinct()
    ]


def _programme(programme, user):
    """The programme's first measured indicator as a line, the others as a list."""
    rows, figures = charted_rows(programme, as_of=timezone.localdate())
    chart = chart_of(figures[0].indicator, figures) if figures else None
    return {"rows": rows, "chart": chart} if rows else None


def _initiative(initiative, user):
    """The initiative's indicators, and its follow-up report once there is one."""
    rows = rows_of_initiative(initiative, as_of=timezone.localdate())
    reports = reports_of(initiative)
    return {"rows": rows, "reports": reports} if rows or reports else None


def _indicators(user, query):
    rows = readable(Indicator, user).filter(sort_key__contains=sort_key(query))
    return hits(rows.for_table(), "evaluation:indicator", "name", "unit")


def _reports(user, query):
    rows = (
        readable(FollowUpReport, user)
        .filter(contains(query, "grant__title", "initiative__title", "final_result"))
        .select_related("grant", "initiative")
    )
    return [
        Hit(str(row), reverse("evaluation:report", args=[row.pk]), row.get_state_display())
        for row in rows.late_first()[:HITS_PER_KIND]
    ]
