"""Referrals from outside: the list, registering, one of them, its internal round."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination import permissions
from coordination.domain.document import DocumentDamaged, read_document
from coordination.domain.incoming_referral import (
    note_incoming_answered,
    possible_answers,
    register_incoming,
    send_out_internally,
)
from coordination.domain.internal_round import latest_day_inside
from coordination.domain.queries.incoming_referral import (
    incoming_in_order,
    readable_incoming,
    rounds_of,
)
from coordination.domain.queries.memorandum import readable_memoranda
from coordination.domain.queries.referral import senders_of, usual_sender
from coordination.domain.queries.timeline import subject_events
from coordination.forms.incoming_referral import AnsweredForm, IncomingForm, InternalRoundForm

form_page = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 200


@require_safe
def incoming_list(request):
    """Every referral from outside, those that wait for our answer first."""
    found = list(incoming_in_order(request.user)[:SHOWN])
    context = {
        "waiting": [each for each in found if not each.is_answered],
        "answered": [each for each in found if each.is_answered],
        "can_write": permissions.can_write_referrals(request.user),
    }
    return render(request, "coordination/incoming_referral/list.html", context)


@form_page
def register(request):
    """Register one that has come in."""
    permissions.require(permissions.can_write_referrals(request.user))
    today = timezone.localdate()
    sent = [request.POST, request.FILES] if request.method == "POST" else []
    form = IncomingForm(
        *sent,
        receivers=senders_of(request.user, today=today),
        initial={"received_on": today, "receiver": usual_sender(request.user, today=today)},
    )
    if request.method == "POST" and form.carries_out(
        lambda _values: register_incoming(actor=request.user, today=today, **form.values())
    ):
        messages.success(request, _("Remissen är registrerad. Svarsdagen bevakas."))
        return redirect("coordination:incoming_referral", pk=form.result.pk)
    return render(request, "coordination/incoming_referral/register.html", {"form": form})


@require_safe
def incoming(request, pk):
    """One: what they ask, our day, the internal round and how far it has come."""
    found = _incoming(request, pk)
    manages = permissions.can_manage_matter(request.user, found.matter)
    context = {
        "incoming": found,
        "rounds": rounds_of(found, request.user),
        "events": subject_events(request.user, found),
        "memoranda": readable_memoranda(request.user).filter(incoming=found),
        "can": {"send_out": manages and not found.is_answered},
    }
    return render(request, "coordination/incoming_referral/incoming.html", context)


@form_page
def send_out(request, pk):
    """Begin the internal round; whom it asks is ticked on the draft's own page."""
    found = _managed(request, pk)
    today = timezone.localdate()
    form = InternalRoundForm(
        request.POST if request.method == "POST" else None,
        senders=senders_of(request.user, today=today),
        today=today,
        initial={
            "sender": found.matter.organization_id,
            "question": found.question,
            "due_on": max(latest_day_inside(found), today),
        },
    )
    if request.method == "POST" and form.carries_out(
        lambda values: send_out_internally(found, actor=request.user, today=today, **values)
    ):
        messages.success(request, _("Utkastet är klart. Kryssa i dem som ska svara."))
        return redirect("coordination:edit_referral", pk=form.result.pk)
    context = {"incoming": found, "form": form, "latest": latest_day_inside(found)}
    return render(request, "coordination/incoming_referral/send_out.html", context)


@form_page
def answered(request, pk):
    """Note when and how we answered."""
    found = _managed(request, pk)
    today = timezone.localdate()
    form = AnsweredForm(
        request.POST if request.method == "POST" else None,
        answers=possible_answers(found),
        initial={"on": today},
    )
    if request.method == "POST" and form.carries_out(
        lambda values: note_incoming_answered(found, actor=request.user, today=today, **values)
    ):
        messages.success(request, _("Remissen är besvarad."))
        return redirect("coordination:incoming_referral", pk=pk)
    context = {"incoming": found, "form": form}
    return render(request, "coordination/incoming_referral/answered.html", context)


@require_safe
def text(request, pk):
    """The full text, the bytes that were stored."""
    found = _incoming(request, pk)
    if found.document is None:
        raise Http404
    try:
        content = read_document(found.document)
    except DocumentDamaged as damaged:
        raise Http404 from damaged
    response = HttpResponse(content, content_type="application/pdf")
    name = _("Remiss %(number)s.pdf") % {"number": found.matter.registry_number.replace("/", "-")}
    response.headers["Content-Disposition"] = content_disposition_header(False, name)  # noqa: FBT003
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _incoming(request, pk):
    return get_object_or_404(readable_incoming(request.user), pk=pk)


def _managed(request, pk):
    found = _incoming(request, pk)
    permissions.require(permissions.can_manage_matter(request.user, found.matter))
    return found
