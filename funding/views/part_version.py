"""The versions of a part of an application: who saved what, what differs, an earlier one brought back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination.domain.queries.section_version import compared, versions_of
from coordination.exceptions import EditConflict
from coordination.forms.rules import SeenField
from coordination.permissions import require
from funding import permissions
from funding.domain.application_writing import restore_part
from funding.models import Application, ApplicationPart, PartVersion


@require_safe
def versions(request, pk):
    """Every saved text of a part, and the words that differ between two: for those who write it."""
    part = _part(request, pk)
    rows = versions_of(part)
    context = {
        "application": part.application,
        "part": part,
        "versions": rows,
        "pair": compared(
            rows, earlier=request.GET.get("fran", ""), later=request.GET.get("till", "")
        ),
        "can_write": permissions.can_write_application(request.user, part.application),
    }
    return render(request, "funding/application/versions.html", context)


@require_POST
def restore(request, pk):
    """Make an earlier text the newest one."""
    version = get_object_or_404(PartVersion, pk=pk)
    version.part = _part(request, version.part_id)
    seen = SeenField().clean(request.POST.get("version"))
    try:
        restore_part(version, actor=request.user, seen=seen)
    except EditConflict:
        messages.warning(request, _("Någon annan sparade nyss. Se den nyaste texten först."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Version %(number)s gäller igen.") % {"number": version.number})
    return redirect("funding:part_versions", pk=version.part_id)


def _part(request, pk) -> ApplicationPart:
    visible = Application.objects.visible_to(request.user)
    rows = ApplicationPart.objects.filter(application__in=visible.values("pk")).select_related(
        "application__round__source__owner", "application__lead", "updated_by__person"
    )
    found = get_object_or_404(rows, pk=pk)
    require(permissions.is_applicant(request.user, found.application))
    return found
