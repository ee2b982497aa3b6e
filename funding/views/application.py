"""Applications: the list, one application, and what is done with it as a whole."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.components import Receipt
from coordination.domain.queries.timeline import subject_events
from coordination.forms.rules import posted
from coordination.permissions import require
from coordination.swedish import join_names, running_date
from funding import permissions
from funding.domain.application import (
    copy_application,
    start_application,
    submit_application,
    withdraw_application,
)
from funding.domain.application_check import asks_for_lessons, lessons_for, requirements
from funding.domain.application_content import (
    bodies_without_consent,
    load_contents,
    show_consents,
)
from funding.domain.consent import already_asked, ask_for_consents
from funding.domain.queries.application import newest_of, open_rounds
from funding.enums import APPLYING, PartKind, RoundState
from funding.forms.application import CopyForm, ReasonForm, StartForm
from funding.models import Application
from funding.views.round import get_round

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def applications(request):
    """What one's bodies apply for or have applied for, and the rounds that are open."""
    return render(
        request,
        "funding/application/applications.html",
        {
            "applications": newest_of(request.user),
            "open_rounds": open_rounds(request.user),
            "can_apply": permissions.applies_for_some_body(request.user),
        },
    )


@require_safe
def application(request, pk):
    """One application: what it says, who stands behind it, what is missing, what happens now."""
    found = get_application(request, pk)
    load_contents(found)
    show_consents(found)
    user = request.user
    lessons = lessons_for(found, user)
    asked = requirements(found, lessons) if found.is_draft else []
    waiting = bodies_without_consent(found) if found.is_draft else []
    asked_already = already_asked(waiting) if waiting else set()
    consents_for = [
        body.pk
        for body in found.bodies.all()
        if body.takes_part and permissions.can_consent(user, found, body.organization)
    ]
    return render(
        request,
        "funding/application/application.html",
        {
            "application": found,
            "requirements": asked,
            "lacking": [each for each in asked if not each.met],
            "waiting": waiting,
            "unasked": [body for body in waiting if body.pk not in asked_already],
            "waiting_names": join_names([body.organization for body in waiting]),
            "asked_of_you": next((body for body in waiting if body.pk in consents_for), None),
            "lessons": lessons,
            "lessons_asked": asks_for_lessons(found),
            "receipt": _receipt(found),
            "dialogue_asked": any(
                part.kind == PartKind.DIALOGUE for part in found.round.parts.all()
            ),
            "events": subject_events(user, found),
            "can": {
                "write": permissions.can_write_application(user, found),
                "withdraw": permissions.can_withdraw_application(user, found),
                "leave": [
                    body
                    for body in found.bodies.all()
                    if body.takes_part
                    and permissions.can_leave_application(user, found, body.organization)
                ],
                "consent": consents_for,
                "assess": permissions.can_assess(user, found),
                "copy": permissions.is_applicant(user, found) and not found.is_draft,
            },
        },
    )


def _receipt(found):
    if not found.is_received:
        return None
    return Receipt(
        title=_("Ansökan är inlämnad"),
        number=found.reference,
        at=found.submitted_at,
        checksum=found.fingerprint,
        next_text=_("Efter %(day)s bedöms ansökan. Beslutet och skälen syns här.")
        % {"day": running_date(found.round.closes_on)},
    )


@form_page
def start(request, pk):
    """Begin an application in an open round."""
    found = get_round(request, pk)
    tried = found.state == RoundState.TEST
    require(found.state in APPLYING and permissions.applies_for_some_body(request.user))
    form = StartForm(posted(request), user=request.user, funding_round=found, tried=tried)
    if form.carries_out(lambda said: start_application(found, actor=request.user, **said)):
        messages.success(request, _("Utkastet är påbörjat. Bara ni som deltar ser det."))
        return redirect("funding:application", pk=form.result.pk)
    return render(request, "funding/application/start.html", {"form": form, "round": found})


@form_page
def copy(request, pk):
    """Begin a new application with what this one said."""
    found = get_application(request, pk)
    require(permissions.is_applicant(request.user, found))
    form = CopyForm(posted(request), user=request.user)
    if form.carries_out(lambda said: copy_application(found, actor=request.user, **said)):
        messages.success(request, _("Ansökan är kopierad. Kontrollera år och belopp."))
        return redirect("funding:application", pk=form.result.pk)
    return render(request, "funding/application/copy.html", {"form": form, "application": found})


@require_POST
def ask(request, pk):
    """Ask everyone who takes part for consent."""
    found = get_application(request, pk)
    try:
        asked = ask_for_consents(found, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        names = join_names([body.organization for body in asked])
        messages.success(request, _("Samtycke är begärt från %(bodies)s.") % {"bodies": names})
    return redirect("funding:application", pk=pk)


@form_page
def submit(request, pk):
    """Submit the application, after a look at what is missing."""
    found = get_application(request, pk)
    require(permissions.is_applicant(request.user, found))
    refusal = None
    if request.method == "POST":
        try:
            sent = submit_application(found, actor=request.user, now=timezone.now())
        except ValidationError as error:
            refusal = error
        else:
            messages.success(
                request, _("Ansökan är inlämnad som %(number)s.") % {"number": sent.reference}
            )
            return redirect("funding:application", pk=pk)
    load_contents(found)
    asked = requirements(found, lessons_for(found, request.user))
    return render(
        request,
        "funding/application/submit.html",
        {
            "application": found,
            "requirements": asked,
            "lacking": [each for each in asked if not each.met],
            "refusal": refusal,
        },
        status=409 if refusal else 200,
    )


@form_page
def withdraw(request, pk):
    """Take the application back."""
    found = get_application(request, pk)
    require(permissions.can_withdraw_application(request.user, found))
    form = ReasonForm(posted(request))
    if form.carries_out(lambda said: withdraw_application(found, actor=request.user, **said)):
        done = _("Utkastet är borttaget.") if found.is_draft else _("Ansökan är återkallad.")
        messages.success(request, done)
        return redirect("funding:application", pk=pk)
    return render(
        request, "funding/application/withdraw.html", {"form": form, "application": found}
    )


def get_application(request, pk) -> Application:
    """The application, if the reader may know of it."""
    rows = Application.objects.visible_to(request.user).select_related(
        *("round__source__owner", "lead", "initiative", "area", "copied_from", "author")
    )
    return get_object_or_404(rows, pk=pk)
