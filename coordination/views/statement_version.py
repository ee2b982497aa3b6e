"""The versions of a section: who saved what, what differs between two, and an earlier one brought back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import permissions
from coordination.components import Choice
from coordination.domain.queries.section_version import compared, versions_of
from coordination.domain.queries.statement_sheet import KINDS, SLUGS
from coordination.domain.statement_version import restore_version
from coordination.enums import SectionKind
from coordination.exceptions import EditConflict
from coordination.models import SectionVersion
from coordination.views.statement import statement_or_404


@require_safe
def versions(request, pk, slug):
    """Every saved text of a section, and the words that differ between two of them."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_follow_writing(request.user, found))
    if slug not in KINDS:
        raise Http404
    section = get_object_or_404(
        found.sections.select_related("updated_by__person"), kind=KINDS[slug]
    )
    rows = versions_of(section)
    pair = compared(rows, earlier=request.GET.get("fran", ""), later=request.GET.get("till", ""))
    context = {
        "statement": found,
        "section": section,
        "slug": slug,
        "versions": rows,
        "pair": pair,
        "pages": _pages(found, slug),
        "can_write": permissions.can_write_statement(request.user, found),
    }
    return render(request, "coordination/statement/versions.html", context)


def _pages(found, here):
    return [
        Choice(
            SectionKind(kind).label,
            reverse("coordination:section_versions", args=[found.pk, slug]),
            current=slug == here,
        )
        for kind, slug in SLUGS.items()
    ]


@require_POST
def restore(request, pk):
    """Make an earlier text the newest one."""
    version = get_object_or_404(SectionVersion.objects.select_related("section"), pk=pk)
    section = version.section
    section.statement = statement_or_404(request, section.statement_id)
    page = reverse(
        "coordination:section_versions", args=[section.statement_id, SLUGS[section.kind]]
    )
    try:
        restore_version(version, actor=request.user, seen=_seen(request))
    except EditConflict:
        messages.warning(request, _("Någon annan sparade nyss. Se den nyaste texten först."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Version %(number)s gäller igen.") % {"number": version.number})
    return redirect(page)


def _seen(request) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0  # noqa: PLR2004
