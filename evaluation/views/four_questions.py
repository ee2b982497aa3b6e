"""The four questions: the list of decisions, the answers about one on any day, and their files."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coordination.components import ORE_PER_MILLION, Bar, BarChart, MapArea
from coordination.domain.document import DocumentDamaged, read_document
from coordination.domain.queries.area import map_areas
from coordination.models import Area, Decision
from coordination.permissions import require
from coordination.swedish import format_mnkr
from coordination.views.record import record_response
from evaluation import permissions
from evaluation.domain.answer_sheet import (
    draw_up_now,
    is_small,
    order_answers,
    retry_answers,
)
from evaluation.domain.queries.four_questions import (
    FourAnswers,
    Group,
    answered_decisions,
    four_answers,
    known_by_end_of,
)
from evaluation.exports.four_questions import four_questions_workbook
from evaluation.forms.four_questions import DayForm, OrderForm
from evaluation.models import AnswerSheet
from funding.domain.queries.strip import strip
from funding.views.links import visible_ids

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_PAGE = 50
STEPS = 2
SHOWN = 10
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Asked:
    """What is asked about: a decision, a day, and by when it must have been known."""

    decision: Decision
    as_of: date
    known_at: datetime
    with_later: bool

    @property
    def is_today(self) -> bool:
        return self.as_of == timezone.localdate()

    @property
    def query(self) -> str:
        """The same question in an address; nothing for today."""
        said = {"per": self.as_of.isoformat() if not self.is_today else ""}
        said["kant"] = "on" if self.with_later else ""
        kept = urlencode({name: value for name, value in said.items() if value})
        return f"?{kept}" if kept else ""


@require_safe
def decisions(request):
    """The decisions that granted money, newest first, with how many projects nobody reported on."""
    context = decision_list(request.user)
    return render(request, "evaluation/four_questions/decisions.html", context)


def decision_list(user, **limit) -> dict:
    """What the list of decisions needs: each with whether the reader may have its answers drawn up."""
    found = list(answered_decisions(user, **limit))
    for decision in found:
        decision.can_draw_up = permissions.can_draw_up_answers(user, decision)
    return {"decisions": found, "order_form": OrderForm()}


@require_safe
def four_questions(request, pk):
    """The four answers about a decision on a day, what nobody has reported on first."""
    form = DayForm(request.GET or None)
    asked = _asked(request, pk, form)
    answers = four_answers(asked.decision, as_of=asked.as_of, known_at=asked.known_at)
    page = Paginator(answers.projects, A_PAGE).get_page(request.GET.get("page"))
    sheets = AnswerSheet.objects.filter(decision=asked.decision).select_related("document")
    return render(
        request,
        "evaluation/four_questions/four_questions.html",
        {
            "decision": asked.decision,
            "asked": asked,
            "answers": answers,
            "form": form,
            "order_form": OrderForm(),
            "page": page,
            "strip": strip(answers.total, decision=asked.decision.pk),
            "seen": visible_ids(
                Area, {each.grant.area_id for each in page if each.grant.area_id}, request.user
            ),
            "map": _map(answers, request.user),
            "charts": _charts(answers),
            "sheets": list(sheets[:SHOWN]),
            "can_draw_up": permissions.can_draw_up_answers(request.user, asked.decision),
        },
    )


@require_safe
def workbook(request, pk):
    """The same answers in Excel."""
    form = DayForm(request.GET or None)
    asked = _asked(request, pk, form)
    if form.errors:
        return _back(request, pk)
    answers = four_answers(asked.decision, as_of=asked.as_of, known_at=asked.known_at)
    page = reverse("evaluation:four_questions", args=[pk])
    url = request.build_absolute_uri(f"{page}{asked.query}")
    content = four_questions_workbook(answers, at=timezone.now(), url=url)
    name = f"De fyra frågorna {asked.decision.decided_on} per {asked.as_of}.xlsx"
    return record_response(request, content, name, media_type=XLSX)


@require_POST
def order(request, pk):
    """Have the answers drawn up as a document; a short one while one waits."""
    form = OrderForm(request.POST)
    asked = _asked(request, pk, form)
    require(permissions.can_draw_up_answers(request.user, asked.decision))
    if form.errors:
        for refused in form.errors.values():
            messages.error(request, " ".join(refused))
        return redirect("evaluation:four_questions", pk=pk)
    try:
        sheet = order_answers(
            asked.decision,
            actor=request.user,
            as_of=asked.as_of,
            known_at=asked.known_at,
            key=form.cleaned_data["key"],
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("evaluation:four_questions", pk=pk)
    if is_small(sheet):
        sheet = draw_up_now(sheet)
    return redirect("evaluation:answer_sheet", pk=sheet.pk)


@never_cache
@require_safe
def answer_sheet(request, pk):
    """One document: how far it has come, and the finished file with its receipt."""
    found = _sheet(request, pk)
    context = {
        "sheet": found,
        "decision": found.decision,
        "steps": STEPS,
        "can_draw_up": permissions.can_draw_up_answers(request.user, found.decision),
    }
    return render(request, "evaluation/four_questions/sheet.html", context)


@require_safe
def answer_sheet_pdf(request, pk):
    """The stored file, shown in the browser or, with ``?ladda-ner=1``, saved."""
    found = _sheet(request, pk)
    if found.document is None:
        raise Http404
    try:
        content = read_document(found.document)
    except DocumentDamaged:
        messages.error(request, _("Filen är skadad eller saknas. Upprätta en ny handling."))
        return redirect("evaluation:answer_sheet", pk=pk)
    return record_response(request, content, f"De fyra frågorna per {found.as_of}.pdf")


@require_POST
def retry(request, pk):
    """Try a document again that could not be drawn up."""
    found = _sheet(request, pk)
    try:
        retry_answers(found, actor=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("evaluation:answer_sheet", pk=pk)


def _back(request, pk):
    """To the page with the same question, which says by the field what is wrong with the day."""
    page = reverse("evaluation:four_questions", args=[pk])
    return redirect(f"{page}?{request.GET.urlencode()}")


def _sheet(request, pk) -> AnswerSheet:
    rows = AnswerSheet.objects.visible_to(request.user).select_related(
        "decision__body", "decision__matter__organization", "document", "requested_by__person"
    )
    return get_object_or_404(rows, pk=pk)


def _asked(request, pk, form) -> Asked:
    """What the address asks for; without a day, or while the form refuses it, today."""
    granted = Decision.objects.visible_to(request.user).filter(grants__isnull=False).distinct()
    decision = get_object_or_404(
        granted.select_related("body", "matter__organization__municipality"), pk=pk
    )
    now = timezone.now()
    today = timezone.localdate(now)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    as_of = said.get("per") or today
    with_later = bool(said.get("kant")) and as_of != today
    known_at = now if with_later else known_by_end_of(as_of, now=now)
    return Asked(decision, as_of, known_at, with_later)


def _map(answers: FourAnswers, user) -> list[MapArea]:
    """The areas with money in them, where the reader may see them; the table has them all."""
    groups: dict[int | str, Group] = {group.pk: group for group in answers.by_area if group.pk}
    if not groups:
        return []
    areas = Area.objects.visible_to(user).filter(pk__in=groups).with_boundary(answers.as_of)
    shown = map_areas(areas.for_table())
    return [_with_money(area, groups[area.id]) for area in shown]


def _with_money(area, group) -> MapArea:
    said = _("%(number)s projekt, %(sum)s beviljat") % {
        "number": group.number,
        "sum": format_mnkr(group.balance.granted or 0),
    }
    return MapArea(area.id, area.name, area.geometry, url=area.url, meta=said)


def _charts(answers: FourAnswers) -> list[BarChart]:
    """Why money is left, and what was granted per area and kind: each with its table."""
    day = date_format(answers.as_of, "DATE_FORMAT")
    note = _("Miljoner kronor, uppgifter per %(day)s. Källa: pengaboken.") % {"day": day}
    charts = [
        _chart(_("Därför blev pengar över"), answers.reasons, note, _("Skäl")),
        _chart(_("Beviljat per område"), _granted(answers.by_area), note, _("Område")),
        _chart(_("Beviljat per mottagare"), _granted(answers.by_body), note, _("Mottagare")),
        _chart(_("Beviljat per slag"), _granted(answers.by_kind), note, _("Slag")),
    ]
    return [chart for chart in charts if chart.bars]


def _granted(groups) -> list[tuple[str, int]]:
    return [(group.name, group.balance.granted or 0) for group in groups[:SHOWN]]


def _chart(title, sums, note, label) -> BarChart:
    bars = [
        Bar(name, (Decimal(ore) / ORE_PER_MILLION).quantize(CENT, ROUND_HALF_UP))
        for name, ore in sums
    ]
    return BarChart(title, bars, note=note, unit=_("mnkr"), label=label)
