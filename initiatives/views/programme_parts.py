"""What belongs to a programme: its mandate, areas, groups, who takes part, the review of its model."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.domain.assignment import give_assignment
from coordination.domain.matter import involve, withdraw_party
from coordination.forms.rules import posted
from coordination.forms.seat import GroupForm
from initiatives import permissions
from initiatives.domain.mandate import record_mandate
from initiatives.domain.model_review import record_model_review
from initiatives.domain.programme_area import choose_areas
from initiatives.domain.programme_group import set_up_programme_group
from initiatives.domain.queries.programme_parties import parties_by_role
from initiatives.forms.programme import ReasonForm
from initiatives.forms.programme_parts import (
    AreasForm,
    AssignmentForm,
    MandateForm,
    ModelReviewForm,
    PartyForm,
)
from initiatives.views.pages import find_programme, number_in, programme_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def programme_parties(request, pk):
    """Who takes part and in which role; those who keep the matter add and withdraw."""
    found = find_programme(request, pk)
    today = timezone.localdate()
    can_change = permissions.can_change_parties(request.user, found)
    if request.method == "POST" and not can_change:
        raise PermissionDenied
    form = PartyForm(posted(request), programme=found, today=today, initial={"since": today})
    if form.carries_out(lambda values: involve(found.matter, actor=request.user, **values)):
        messages.success(request, _("Medverkan är antecknad. Organisationen ser nu programmet."))
        return redirect("initiatives:programme_parties", pk=pk)
    return programme_page(
        request,
        "parties",
        found,
        here=_("Medverkande"),
        current="programme_parties",
        sections=parties_by_role(found, user=request.user),
        form=form if can_change else None,
    )


@form_page
def programme_party_remove(request, pk, party_pk):
    """Take an organization's part away, saying why."""
    found = find_programme(request, pk)
    permissions.require(permissions.can_change_parties(request.user, found))
    parties = found.matter.parties.select_related("organization", "matter__organization")
    party = get_object_or_404(parties, pk=party_pk)
    form = ReasonForm(posted(request))
    if form.carries_out(lambda values: withdraw_party(party, actor=request.user, **values)):
        messages.success(request, _("Medverkan är borttagen. Skälet står i historiken."))
        return redirect("initiatives:programme_parties", pk=pk)
    lead = _(
        "%(body)s lämnar rollen %(role)s. Utan någon annan roll ser de inte längre programmet."
    )
    return programme_page(
        request,
        "party_remove",
        found,
        here=_("Ta bort medverkan"),
        lead=lead % {"body": party.organization, "role": party.get_role_display().lower()},
        form=form,
    )


@form_page
def programme_areas(request, pk):
    """Choose which areas the programme concerns."""
    found = find_programme(request, pk)
    permissions.require(permissions.can_edit_programme(request.user, found))
    today = timezone.localdate()
    form = AreasForm(posted(request), programme=found, today=today, initial={"since": today})
    if form.carries_out(lambda values: choose_areas(found, actor=request.user, **values)):
        messages.success(request, _("Programmets områden är sparade."))
        return redirect("initiatives:programme", pk=pk)
    return programme_page(request, "areas", found, here=_("Välj områden"), form=form)


@form_page
def programme_mandate(request, pk):
    """Write down the decision that gives the mandate."""
    found = find_programme(request, pk)
    permissions.require(permissions.can_edit_programme(request.user, found))
    today = timezone.localdate()
    form = MandateForm(posted(request), programme=found, today=today)
    if form.carries_out(
        lambda values: record_mandate(found, actor=request.user, today=today, **values)
    ):
        messages.success(request, _("Uppdraget är antecknat. Lägg nu till vad det ger i uppdrag."))
        return redirect("initiatives:programme_assignment_new", pk=pk)
    lead = _("Beslutet som programmet bygger på: vem som beslutade, vilken dag och paragraf.")
    return programme_page(
        request, "mandate", found, here=_("Anteckna uppdraget"), lead=lead, form=form
    )


@form_page
def programme_assignment_new(request, pk):
    """Write down what the mandate asks of a body, and until when."""
    found = find_programme(request, pk)
    permissions.require(permissions.can_edit_programme(request.user, found))
    if not found.mandate:
        return redirect("initiatives:programme_mandate", pk=pk)
    today = timezone.localdate()
    form = AssignmentForm(posted(request), programme=found, today=today)
    position = found.mandate.assignments.count() + 1
    if form.carries_out(
        lambda values: give_assignment(
            found.mandate, actor=request.user, today=today, position=position, **values
        )
    ):
        messages.success(request, _("Uppdraget är antecknat. Mottagaren kan nu bekräfta det."))
        return redirect("initiatives:programme", pk=pk)
    lead = _("Vad beslutet ger en nämnd, en förvaltning eller ett bolag att göra.")
    return programme_page(
        request, "assignment_new", found, here=_("Anteckna ett deluppdrag"), lead=lead, form=form
    )


@form_page
def programme_review(request, pk):
    """Write down what the review of the model found, one year after the start."""
    found = find_programme(request, pk)
    today = timezone.localdate()
    can_review = permissions.can_manage_programme(request.user, found)
    if request.method == "POST" and not can_review:
        raise PermissionDenied
    form = ModelReviewForm(posted(request), programme=found, initial={"reviewed_on": today})
    if form.carries_out(
        lambda values: record_model_review(found, actor=request.user, today=today, **values)
    ):
        messages.success(request, _("Översynen är antecknad."))
        return redirect("initiatives:programme_review", pk=pk)
    return programme_page(
        request,
        "review",
        found,
        here=_("Översyn av modellen"),
        form=form if can_review else None,
        reviews=found.model_reviews.select_related("decision__body", "recorded_by__person"),
    )


@form_page
def programme_group_new(request):
    """Set up a group for the programme named in the address."""
    found = find_programme(request, number_in(request, "program"))
    permissions.require(permissions.can_manage_programme(request.user, found))
    today = timezone.localdate()
    form = GroupForm(posted(request), initial={"founded_on": today})
    if form.carries_out(lambda values: set_up_programme_group(found, actor=request.user, **values)):
        messages.success(request, _("Gruppen är inrättad. Lägg nu till dess platser."))
        return redirect("coordination:group", pk=form.result.pk)
    return programme_page(request, "group_new", found, here=_("Inrätta en grupp"), form=form)
