"""A body's letterhead: chosen on one page, seen at once in a sample."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination import permissions
from coordination.documents.record import render_record
from coordination.documents.sample import sample_of
from coordination.domain.letterhead import set_letterhead, style_of
from coordination.forms.letterhead import LetterheadForm
from coordination.forms.rules import posted
from coordination.models import BodyStyle, Organization
from coordination.views.record import record_response


@require_http_methods(["GET", "HEAD", "POST"])
def letterhead(request, pk):
    """Choose logo, colour, lines and layout for all documents of the body."""
    body = _styled(request, pk)
    own = BodyStyle.objects.filter(organization=body).first()
    shown = own or style_of(body) or BodyStyle()
    form = LetterheadForm(
        posted(request),
        request.FILES or None,
        has_logo=bool(own and own.logo_kind),
        initial={
            "layout": shown.layout,
            "accent": shown.accent,
            "lines": shown.lines,
            "version": own.version if own else 0,
        },
    )
    if request.method == "POST" and form.carries_out(
        lambda values: set_letterhead(body, actor=request.user, **values)
    ):
        messages.success(request, _("Brevhuvudet är sparat. Nya handlingar får det."))
        return redirect("coordination:letterhead", pk=body.pk)
    context = {"body": body, "form": form, "own": own, "shown": shown}
    return render(request, "coordination/organization/letterhead.html", context)


@require_safe
def letterhead_sample(request, pk):
    """A made-up report with the body's letterhead, as PDF."""
    body = _styled(request, pk)
    content = render_record(sample_of(body, at=timezone.now()))
    return record_response(request, content, _("Exempel på brevhuvud") + ".pdf")


def _styled(request, pk):
    body = get_object_or_404(
        Organization.objects.visible_to(request.user).select_related("municipality"), pk=pk
    )
    permissions.require(permissions.can_style_documents(request.user, body))
    return body
