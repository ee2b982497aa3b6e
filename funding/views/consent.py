"""Consent (samtycke): a body reads the application as it stands and says that it stands behind it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.exceptions import EditConflict
from coordination.forms.rules import posted
from coordination.permissions import require
from funding import permissions
from funding.domain.application_content import (
    consents_in_force,
    content_of,
    load_contents,
    show_consents,
)
from funding.domain.consent import give_consent, take_back_consent
from funding.domain.ledger import fingerprint
from funding.domain.participation import leave_application
from funding.enums import PartKind
from funding.forms.application import ConsentForm, ReasonForm
from funding.models import Application, ApplicationBody, Consent

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def consent(request, pk):
    """Read what the body is asked to stand behind, and consent to just that."""
    body = _participating(request, pk)
    found = body.application
    form = ConsentForm(posted(request))
    if request.method == "POST" and _give(request, form, body):
        return redirect("funding:application", pk=found.pk)
    load_contents(found)
    show_consents(found)
    dialogue_asked = any(part.kind == PartKind.DIALOGUE for part in found.round.parts.all())
    given = [each for each in consents_in_force(found) if each.organization == body.organization]
    return render(
        request,
        "funding/application/consent.html",
        {
            "application": found,
            "body": body,
            "form": form,
            "dialogue_asked": dialogue_asked,
            "fingerprint": fingerprint(content_of(found)),
            "given": given[0] if given else None,
            "can_consent": permissions.can_consent(request.user, found, body.organization),
        },
    )


def _participating(request, pk) -> ApplicationBody:
    """The body that takes part, if the reader may know of its application."""
    visible = Application.objects.visible_to(request.user)
    rows = ApplicationBody.objects.filter(application__in=visible.values("pk"), takes_part=True)
    return get_object_or_404(
        rows.select_related(
            "organization", "application__round__source__owner", "application__lead"
        ),
        pk=pk,
    )


def _give(request, form, body) -> bool:
    if not form.is_valid():
        return False
    try:
        give_consent(
            body.application,
            actor=request.user,
            organization=body.organization,
            fingerprint_seen=form.cleaned_data["fingerprint"],
            basis=form.cleaned_data["basis"],
        )
    except EditConflict:
        messages.warning(
            request, _("Ansökan ändrades medan du läste. Läs den som den är nu och samtyck sedan.")
        )
        return False
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return False
    messages.success(
        request, _("%(body)s har samtyckt till ansökan.") % {"body": body.organization.name}
    )
    return True


@form_page
def take_back(request, pk):
    """The body no longer stands behind the application."""
    visible = Application.objects.visible_to(request.user)
    given = get_object_or_404(
        Consent.objects.filter(application__in=visible.values("pk")).select_related(
            "organization", "application__round__source__owner"
        ),
        pk=pk,
    )
    require(permissions.can_consent(request.user, given.application, given.organization))
    form = ReasonForm(posted(request))
    if form.carries_out(lambda said: take_back_consent(given, actor=request.user, **said)):
        messages.success(request, _("Samtycket är tillbakataget."))
        return redirect("funding:application", pk=given.application_id)
    return render(request, "funding/application/take_back.html", {"form": form, "consent": given})


@form_page
def leave(request, pk):
    """One body steps back from the application; the others go on without it."""
    body = _participating(request, pk)
    found, leaving = body.application, body.organization
    require(permissions.can_leave_application(request.user, found, leaving))
    form = ReasonForm(posted(request))

    def carry_out(said):
        return leave_application(found, actor=request.user, organization=leaving, **said)

    if form.carries_out(carry_out):
        messages.success(
            request,
            _("%(body)s har lämnat ansökan ”%(title)s”. De andra fortsätter.")
            % {"body": leaving.name, "title": found.title},
        )
        return redirect("funding:applications")
    shares = found.shares.filter(organization=leaving).select_related("source")
    return render(
        request,
        "funding/application/leave.html",
        {"form": form, "application": found, "body": body, "shares": shares},
    )
