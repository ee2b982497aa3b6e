"""How I want to be reminded, when I am away, and turning letters off from the letter itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from coordination.domain.notification import (
    kinds_in,
    remove_absence,
    set_absence,
    set_preferences,
    subscribe_again,
    unsubscribe,
)
from coordination.domain.queries.notification import absences_ahead, colleagues_of
from coordination.domain.queries.reminder_rule import in_words, rule_rows
from coordination.domain.reminder_policy import rule_for
from coordination.domain.unsubscribe import letter_of
from coordination.forms.notification import AbsenceForm, PreferencesForm
from coordination.forms.rules import posted
from coordination.models import Absence
from coordination.registry import deadline_kinds
from coordination.views.share_link import discreet

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def notifications(request):
    """The reminder rules in plain words, and how I want to be told of each kind."""
    person = request.user.person
    rows = rule_rows(person)
    form = PreferencesForm(posted(request), rows=[row for row in rows if not row.kind.statutory])
    if person and form.carries_out(
        lambda values: set_preferences(person, actor=request.user, choices=values)
    ):
        messages.success(request, _("Dina val är sparade."))
        return redirect("coordination:notifications")
    return _page(request, rows, form, _absence_form(request))


@require_POST
def add_absence(request):
    """Say that I am away."""
    person, today = request.user.person, timezone.localdate()
    form = _absence_form(request, request.POST)
    if person and form.carries_out(
        lambda values: set_absence(person, actor=request.user, today=today, **values)
    ):
        messages.success(request, _("Din frånvaro är sparad."))
        return redirect("coordination:notifications")
    rows = rule_rows(person)
    choices = PreferencesForm(rows=[row for row in rows if not row.kind.statutory])
    return _page(request, rows, choices, form)


@require_POST
def end_absence(request, pk):
    """I am back, or never left."""
    absence = get_object_or_404(Absence, pk=pk, person=request.user.person_id)
    remove_absence(absence, actor=request.user)
    messages.success(request, _("Frånvaron är borttagen. Du får påminnelserna igen."))
    return redirect("coordination:notifications")


@csrf_exempt  # mail programs send this for their reader (RFC 8058); the signed address is the proof
@login_not_required
@never_cache
@form_page
def unsubscribe_page(request, token):
    """Turn off the reminders that a letter is about; opening the page alone changes nothing."""
    letter = letter_of(token)
    if letter is None:
        raise Http404
    done = ""
    if request.method == "POST":
        again = "angra" in request.POST
        (subscribe_again if again else unsubscribe)(letter)
        done = "again" if again else "off"
    kinds = [deadline_kinds[kind].label for kind in kinds_in(letter)]
    context = {"letter": letter, "kinds": kinds, "done": done}
    return discreet(render(request, "coordination/notification/unsubscribe.html", context))


def _absence_form(request, data=None):
    return AbsenceForm(data, colleagues=colleagues_of(request.user, on=timezone.localdate()))


def _page(request, rows, form, absence_form):
    person = request.user.person
    context = {
        "form": form,
        "common": in_words(rule_for("")),
        "statutory": [row for row in rows if row.kind.statutory],
        "absence_form": absence_form,
        "absences": absences_ahead(person, on=timezone.localdate()) if person else [],
        "person": person,
    }
    return render(request, "coordination/notification/notifications.html", context)
