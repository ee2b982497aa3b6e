"""Bodies and people: who they are, who sits where, which meetings are planned."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination import permissions
from coordination.domain.organization import rename_organization
from coordination.domain.person import set_phone
from coordination.domain.queries.organization import (
    meetings_of,
    municipality_sections,
    seats_of,
    seats_of_person,
)
from coordination.forms.organization import PhoneForm, RenameForm
from coordination.forms.rules import posted
from coordination.models import Organization, Person


@require_safe
def organizations(request):
    """The bodies of the reader's municipality, by form."""
    return render(
        request,
        "coordination/organization/organizations.html",
        {"sections": municipality_sections(request.user, today=timezone.localdate())},
    )


@require_safe
def organization(request, pk):
    """One body: what it is under, who sits there, its next meetings."""
    today = timezone.localdate()
    body = get_object_or_404(
        Organization.objects.visible_to(request.user).select_related(
            "parent", "serves", "municipality", "matter"
        ),
        pk=pk,
    )
    return render(
        request,
        "coordination/organization/organization.html",
        {
            "body": body,
            "administrations": body.administrations.active(today),
            "seats": seats_of(body, today=today),
            "meetings": meetings_of(body, today=today),
            "can": {
                "plan": permissions.can_plan_meeting(request.user, body),
                "style": permissions.can_style_documents(request.user, body),
                "rename": permissions.can_administer(request.user, body.municipality),
            },
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request, pk):
    """Give a body another name."""
    body = get_object_or_404(Organization.objects.visible_to(request.user), pk=pk)
    permissions.require(permissions.can_administer(request.user, body.municipality))
    form = RenameForm(request.POST or None, initial={"name": body.name})
    if request.method == "POST" and form.carries_out(
        lambda values: rename_organization(body, actor=request.user, **values)
    ):
        messages.success(request, _("Namnet är ändrat. Det gamla namnet finns kvar i historiken."))
        return redirect("coordination:organization", pk=body.pk)
    return render(request, "coordination/organization/rename.html", {"body": body, "form": form})


@require_safe
def person(request, pk):
    """One person: the seats held in bodies that the reader may see."""
    seats = seats_of_person(request.user, pk, today=timezone.localdate())
    someone = get_object_or_404(Person.objects.filter(memberships__in=seats).distinct(), pk=pk)
    context = {
        "person": someone,
        "memberships": seats,
        "can_set_phone": permissions.can_set_phone(request.user, someone),
        "can_see_contact": permissions.can_see_contact(request.user, someone),
    }
    return render(request, "coordination/organization/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request, pk):
    """Write down a person's telephone."""
    someone = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    permissions.require(permissions.can_set_phone(request.user, someone))
    form = PhoneForm(posted(request), initial={"phone": someone.phone})
    if form.carries_out(lambda values: set_phone(someone, actor=request.user, **values)):
        messages.success(request, _("Telefonnumret är sparat."))
        return redirect("coordination:person", pk=pk)
    context = {"person": someone, "form": form}
    return render(request, "coordination/organization/phone.html", context)
