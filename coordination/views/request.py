"""Requests in statements: one at a time, or all of a statement's in one go."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from coordination import permissions
from coordination.domain.disposition_link import addresses_of, link_choices, matter_of
from coordination.domain.queries.request import outcome_badge, replaced_badge, requests_of, seats_of
from coordination.domain.queries.statement import readable_requests, readable_statements
from coordination.domain.request import Answer, answer_request, answer_requests
from coordination.exceptions import EditConflict
from coordination.forms.request import AnswerForm, AnswerInListForm
from coordination.forms.rules import RuleForm, SeenField, posted
from coordination.prepared_for_reader import find_or_404

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def request_page(request, pk):
    """One request in its statement: who asked for what, what it became, and the form that answers."""
    found = get_object_or_404(readable_requests(request.user), pk=pk)
    newer = found.statement and found.statement.newest_adopted()
    can_answer = not newer and permissions.can_answer_request(request.user, found)
    choices = link_choices(request.user, matter_of(found)) if can_answer else []
    form = AnswerForm(posted(request), choices=choices)
    if request.method == "POST":
        permissions.require(can_answer)
        if _answers_one(request, found, form):
            messages.success(request, _("Svaret är sparat. De som önskade får ett brev."))
            return redirect("coordination:request", pk=pk)
    dispositions = list(
        found.dispositions.select_related("answered_by__person").prefetch_related("links")
    )
    latest = dispositions[0] if dispositions else None
    form.initial["seen"] = _number(latest)
    where = _in_opinion(found.opinion) if found.opinion else _in_statement(found.statement)
    page = "suggestion" if found.opinion else "request"
    return render(
        request,
        f"coordination/request/{page}.html",
        {
            "request_": found,
            **where,
            "dispositions": dispositions,
            "answers": [(each, addresses_of(each.links.all())) for each in dispositions],
            "badge": replaced_badge(newer) if newer else outcome_badge(latest),
            "newer": newer,
            "seats": seats_of(found, today=timezone.localdate()),
            "form": form if can_answer else None,
        },
        status=409 if form.has_conflict else 200,
    )


def _answers_one(request, found, form) -> bool:
    try:
        return form.carries_out(lambda values: answer_request(found, actor=request.user, **values))
    except EditConflict as conflict:
        form.answered_meanwhile(conflict.theirs)
        return False


def _number(answer) -> int:
    """What the page says it has seen: the latest answer, or none."""
    return answer.pk if answer else SeenField.UNSEEN


def _in_statement(statement):
    return {
        "statement": statement,
        "body": statement.consultee.organization,
        "referral": statement.consultee.referral,
    }


def _in_opinion(opinion):
    return {
        "opinion": opinion,
        "signers": [row.person for row in opinion.signers.select_related("person")],
        "stage": opinion.stage,
        "memorandum": opinion.stage.memorandum,
    }


@form_page
def statement_requests(request, pk):
    """Every request of one statement, answered in one go; what is left empty waits."""
    statement = find_or_404(readable_statements, request.user, pk)
    rows = _rows(request, statement)
    summary = RuleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if statement.newer_id:
            messages.info(
                request, _("Yttrandet är ersatt. Besvara önskemålen i den nya versionen.")
            )
            return redirect("coordination:statement_requests", pk=statement.newer_id)
        permissions.require(
            any(permissions.can_answer_request(request.user, found) for found, *_rest in rows)
        )
        if _answers(request, statement, rows, summary):
            return redirect("coordination:statement_requests", pk=pk)
    return render(
        request,
        "coordination/request/statement_requests.html",
        {
            "statement": statement,
            "body": statement.consultee.organization,
            "referral": statement.consultee.referral,
            "rows": rows,
            "forms": [form for _found, form, _badge in rows if form],
            "summary": summary,
            "waiting": sum(not found.dispositions.all() for found, _form, _badge in rows),
        },
        status=409 if any(form and form.has_conflict for _found, form, _badge in rows) else 200,
    )


def _rows(request, statement) -> list[tuple]:
    """Each request, the form that answers it if it waits for the reader, and where it stands."""
    asked = list(requests_of(statement))
    for found in asked:
        found.statement = statement
    data = posted(request)
    to_answer = [
        found for found in asked if _is_answered_here(request.user, found, statement, data)
    ]
    matter = statement.consultee.referral.matter
    choices = link_choices(request.user, matter) if to_answer else []
    forms = {
        found: AnswerInListForm(
            data,
            number=found.position,
            choices=choices,
            prefix=_prefix(found),
            initial={"seen": _number(_latest(found))},
        )
        for found in to_answer
    }
    return [(found, forms.get(found), outcome_badge(_latest(found))) for found in asked]


def _prefix(found) -> str:
    return f"onskemal-{found.pk}"


def _is_answered_here(user, found, statement, data) -> bool:
    """It waits for the reader, or did so until somebody else answered while the reader wrote."""
    written = data and any(data.get(f"{_prefix(found)}-{name}") for name in ("outcome", "reason"))
    waits = not statement.newer_id and (written or not _latest(found))
    return bool(waits) and permissions.can_answer_request(user, found)


def _latest(found):
    return next(iter(found.dispositions.all()), None)


def _answers(request, statement, rows, summary) -> bool:
    """Save every answer given, all or none; ``summary`` carries what the rules refuse."""
    if not any(form for _found, form, _badge in rows):  # a second click
        messages.info(request, _("Alla önskemål är redan besvarade."))
        return True
    filled = [(found, form) for found, form, _badge in rows if form and form.has_changed()]
    if [form for _found, form in filled if not form.is_valid()]:  # every form shows its errors
        return False
    if not filled:
        summary.add_error(
            None, _("Du har inte svarat på något önskemål. Välj ett svar på minst ett.")
        )
        return False
    answers = [Answer(found, **form.cleaned_data) for found, form in filled]
    if not _answers_all(request, statement, answers, filled, summary):
        return False
    seen_before = {_number(_latest(found)) for found, _form in filled}
    if all(each.pk in seen_before for each in summary.result):  # a second click, too
        messages.info(request, _("Alla önskemål är redan besvarade."))
        return True
    text = ngettext(
        "Ett svar är sparat. De som önskade får ett brev.",
        "%(n)d svar är sparade. De som önskade får ett brev om alla.",
        len(answers),
    )
    messages.success(request, text % {"n": len(answers)})
    return True


def _answers_all(request, statement, answers, filled, summary) -> bool:
    try:
        return summary.carries_out(
            lambda _v: answer_requests(statement, answers, actor=request.user)
        )
    except EditConflict as conflict:
        dict(filled)[conflict.theirs.request].answered_meanwhile(conflict.theirs)
        return False
