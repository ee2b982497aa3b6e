"""What is to be followed up, and how it goes."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluation import permissions
from evaluation.domain.queries.indicator import indicator_rows
from evaluation.domain.queries.report import reports_for
from evaluation.enums import ReportState
from evaluation.models import Indicator
from evaluation.views.four_questions import decision_list

DECISIONS = 5


@require_safe
def overview(request):
    """Reports that are owed, the late ones first; every indicator with its latest figure."""
    today = timezone.localdate()
    reports = list(reports_for(request.user))
    owed = [report for report in reports if report.state != ReportState.FILED]
    return render(
        request,
        "evaluation/overview/overview.html",
        {
            "owed": owed,
            "late": sum(report.due_on < today for report in owed),
            "filed": [report for report in reports if report.state == ReportState.FILED],
            "rows": indicator_rows(Indicator.objects.visible_to(request.user), as_of=today),
            **decision_list(request.user, limit=DECISIONS),
            "can_define": permissions.measures_somewhere(request.user),
        },
    )
