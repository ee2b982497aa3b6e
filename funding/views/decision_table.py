"""The ranking and the decision table of a round, on pages and in files."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from coordination.permissions import require
from funding import permissions
from funding.documents.decision_annex import render_annex, render_decided_annex
from funding.domain.queries.application import applications_of, ranked_page
from funding.domain.queries.decided_table import decided_table
from funding.domain.queries.decision_table import decision_table
from funding.exports.decision_table import decided_workbook, table_workbook
from funding.exports.ranking import exported_ranking, ranking_as_csv
from funding.views.round import get_round
from funding.views.ticks import query_of, ticked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def ranking(request, pk):
    """A round's received applications in the order of the rule, page after page."""
    found = get_round(request, pk)
    return render(
        request,
        "funding/decision_table/ranking.html",
        {
            "round": found,
            "page": ranked_page(found, request.user, request.GET),
            "sums": applications_of(found, request.user),
            "criteria": found.criteria.all(),
            "assesses": permissions.assesses(request.user, found),
        },
    )


@require_safe
def table(request, pk):
    """What could be granted, with ticks that are saved nowhere; once all is decided, what was."""
    found = _assessed(request, pk)
    shown = decision_table(found, request.user, ticked=ticked(request.GET))
    decided = decided_table(found, request.user)
    if decided.lines and not shown.lines:
        context = {"round": found, "decided": decided}
        return render(request, "funding/decision_table/outcome.html", context)
    return render(
        request,
        "funding/decision_table/table.html",
        {
            "round": found,
            "table": shown,
            "decided": decided,
            "query": query_of(line.row.pk for line in shown.chosen),
            "can_grant": permissions.can_grant(request.user, found),
        },
    )


@require_safe
def annex(request, pk):
    """The table as it is ticked, as an annex to the decision; once all is decided, as it was decided."""
    found = _assessed(request, pk)
    shown, at = decision_table(found, request.user, ticked=ticked(request.GET)), timezone.now()
    decided = decided_table(found, request.user)
    if decided.lines and not shown.lines:
        content = render_decided_annex(found, decided, at=at)
    else:
        content = render_annex(found, shown, at=at)
    return _file(found, "beslutsbilaga.pdf", content, "application/pdf")


@require_safe
def workbook(request, pk):
    """The table as it is ticked, as a workbook; once all is decided, as it was decided."""
    found = _assessed(request, pk)
    shown = decision_table(found, request.user, ticked=ticked(request.GET))
    decided = decided_table(found, request.user)
    if decided.lines and not shown.lines:
        content = decided_workbook(found, decided)
    else:
        content = table_workbook(found, shown)
    return _file(found, "beslutstabell.xlsx", content, XLSX)


@require_safe
def ranking_json(request, pk):
    """The ranking as data, for the script that reckons it again."""
    found = _assessed(request, pk)
    answer = JsonResponse(exported_ranking(found), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = _named(found, "rangordning.json")
    return answer


@require_safe
def ranking_csv(request, pk):
    """The ranking as a table."""
    found = _assessed(request, pk)
    content = ranking_as_csv(exported_ranking(found)).encode("utf-8-sig")
    return _file(found, "rangordning.csv", content, "text/csv; charset=utf-8")


def _assessed(request, pk):
    """The round, for those who judge it or oversee who does: applicants see their own page."""
    found = get_round(request, pk)
    require(permissions.reads_ranking(request.user, found))
    return found


def _file(found, name, content, kind):
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = _named(found, name)
    return answer


def _named(found, name) -> str:
    return content_disposition_header(as_attachment=True, filename=f"{slugify(found.name)}-{name}")
