"""One consulted body: what it is asked, its answer, its day, and reminding it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coordination import permissions
from coordination.domain.consultee import (
    accept_completion,
    deadlines_of,
    decline_referral,
    extend_consultee,
    find_incomplete,
    remind_consultees,
)
from coordination.domain.queries import consultee_guide as guide
from coordination.domain.queries.board import board_of
from coordination.domain.queries.consultee import (
    calls_of,
    is_owed,
    moves_of,
    progress,
    readable_consultees,
    reminders_of,
    statements_of,
)
from coordination.domain.queries.fit import fits
from coordination.domain.reminder_letter import draft_reminder
from coordination.domain.reminder_round import plan_round
from coordination.enums import ConsulteeState
from coordination.forms.consultee import (
    CompletionForm,
    DeclineForm,
    ExtensionForm,
    IncompleteForm,
    ReminderForm,
)

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def consultee(request, pk):
    """What one body is asked, by when, whether it meets in time, and what it has answered."""
    found = _consultee(request, pk)
    today = timezone.localdate()
    statements = statements_of(request.user, found)
    can = rights(request.user, found, statements)
    reminders = reminders_of(found) if can["steer"] else []
    reminded = any(timezone.localdate(each.message.created_at) == today for each in reminders)
    can["remind"] = can["remind"] and not reminded
    return render(
        request,
        "coordination/consultee/consultee.html",
        {
            "consultee": found,
            "body": found.organization,
            "referral": found.referral,
            "badge": progress(found, today=today).badge,
            "statements": statements,
            "fit": fits([found], today=today)[found.pk],
            "moves": moves_of(found),
            "reminders": reminders,
            "text": found.referral.texts.first(),
            "calls": calls_of(found) if can["steer"] else [],
            "reminded_today": reminded and is_owed(found),
            "next": guide.next_step(found, statements, can),
            "can": can,
        },
    )


def rights(user, found, statements) -> dict[str, bool]:
    """What the reader may do about the body's answer; the templates ask ``can.write``."""
    answer = permissions.can_answer_referral(user, found)
    steer = permissions.can_steer_referral(user, found.referral)
    owed = is_owed(found)
    return {
        "write": answer and found.state != ConsulteeState.ANSWERED,
        "decline": answer and found.state in {ConsulteeState.AWAITED, ConsulteeState.STARTED},
        "steer": steer,
        "extend": steer and owed,
        "remind": steer and owed,
        "find_incomplete": steer and guide.can_be_incomplete(found),
        "complete": steer and found.state == ConsulteeState.INCOMPLETE,
    }


@form_page
def decline(request, pk):
    """Say that the body declines to state an opinion."""
    found = _consultee(request, pk)
    permissions.require(permissions.can_answer_referral(request.user, found))
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.carries_out(
        lambda values: decline_referral(found, actor=request.user, **values)
    ):
        messages.success(request, _("Avsändaren får veta att ni avstår."))
        return redirect("coordination:consultee", pk=pk)
    return _form(request, "decline", found, form)


@form_page
def extend(request, pk):
    """Move the body's day to answer."""
    found = _steered(request, pk)
    today = timezone.localdate()
    fit = fits([found], today=today)[found.pk]
    form = ExtensionForm(
        request.POST if request.method == "POST" else None,
        today=today,
        initial={"due_on": fit.proposed or found.due_on, "reason": guide.why_longer(fit)},
    )
    if request.method == "POST" and form.carries_out(
        lambda values: extend_consultee(found, actor=request.user, today=today, **values)
    ):
        messages.success(request, _("Dagen är flyttad. De får ett brev om det."))
        return redirect("coordination:consultee", pk=pk)
    return _form(request, "extend", found, form, fit=fit, can={"extend": True})


@form_page
def incomplete(request, pk):
    """Say that the answer was read but something is missing."""
    found = _steered(request, pk)
    today = timezone.localdate()
    form = IncompleteForm(
        request.POST if request.method == "POST" else None,
        today=today,
        initial={"due_on": guide.day_to_complete(found, today=today)},
    )
    if request.method == "POST" and form.carries_out(
        lambda values: find_incomplete(found, actor=request.user, today=today, **values)
    ):
        messages.success(request, _("De får veta vad som saknas."))
        return redirect("coordination:consultee", pk=pk)
    return _form(request, "incomplete", found, form)


@form_page
def complete(request, pk):
    """Say that what was missing has come in."""
    found = _steered(request, pk)
    form = CompletionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.carries_out(
        lambda values: accept_completion(found, actor=request.user, **values)
    ):
        messages.success(request, _("Svaret räknas som komplett."))
        return redirect("coordination:consultee", pk=pk)
    return _form(request, "complete", found, form)


@form_page
def remind(request, pk):
    """See the reminder to one body before it is sent, and send it."""
    found = _steered(request, pk)
    return _remind(request, [found], back=("coordination:consultee", pk))


@form_page
def remind_late(request):
    """See the reminders to those ticked (``?valda=``), or to all who are late (with one ``?remiss=``)."""
    board = board_of(request.user, today=timezone.localdate())
    wanted = request.GET.get("remiss", "")
    chosen = set(request.GET.getlist("valda"))
    if chosen:
        owing = [
            each for each in board.asked if each.is_awaited and str(each.consultee.pk) in chosen
        ]
    else:
        owing = [each for each in board.late_to_me if each.called_on != board.today]
    late = [each.consultee for each in owing if not wanted or str(each.referral.pk) == wanted]
    return _remind(request, late, back=("coordination:referrals",))


def _remind(request, consultees, *, back):
    form = ReminderForm(request.POST if request.method == "POST" else None)
    sent = []
    wants_to_see = "visa" in request.POST
    if (
        request.method == "POST"
        and not wants_to_see
        and form.carries_out(
            lambda values: sent.extend(remind_consultees(consultees, actor=request.user, **values))
        )
    ):
        messages.success(request, _reminded(sent))
        return redirect(*back[:1], **({"pk": back[1]} if back[1:] else {}))
    now = timezone.now()
    deadlines = list(deadlines_of(consultees).values())
    planned = plan_round(deadlines, now=now)
    letters = [
        draft_reminder(
            letter.deadlines,
            to=letter.to,
            now=now,
            note=form["note"].value() or "",
            sender=request.user,
        )
        for letter in planned.letters
    ]
    context = {
        "form": form,
        "round": planned,
        "letters": letters,
        "spared": guide.named(planned.spared),
    }
    return render(request, "coordination/consultee/remind.html", context)


def _reminded(letters) -> str:
    if not letters:
        return _("Inget nytt brev skickades. De har redan fått en påminnelse i dag.")
    text = ngettext(
        "Ett brev är på väg till %(people)s.", "%(n)d brev är på väg till %(people)s.", len(letters)
    )
    return text % {"n": len(letters), "people": guide.named(letter.to for letter in letters)}


def _form(request, name, found, form, **context):
    context |= {
        "consultee": found,
        "body": found.organization,
        "referral": found.referral,
        "form": form,
    }
    return render(request, f"coordination/consultee/{name}.html", context)


def _consultee(request, pk):
    return get_object_or_404(readable_consultees(request.user), pk=pk)


def _steered(request, pk):
    found = _consultee(request, pk)
    permissions.require(permissions.can_steer_referral(request.user, found.referral))
    return found
