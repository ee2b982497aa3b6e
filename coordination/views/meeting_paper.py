"""A body's own papers among those of a meeting: added, and taken away again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination import permissions
from coordination.domain.meeting_paper import add_meeting_paper, remove_meeting_paper
from coordination.domain.queries.bundle import matters_for
from coordination.forms.bundle import MeetingPaperForm
from coordination.forms.rules import posted
from coordination.models import MeetingPaper
from coordination.views.bundle import meeting_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk, meeting_pk):
    """Add a PDF of the body's own to the meeting's papers."""
    meeting = meeting_or_404(request, pk, meeting_pk)
    permissions.require(permissions.can_bundle_papers(request.user, meeting.organization))
    form = MeetingPaperForm(
        posted(request), request.FILES or None, matters=matters_for(meeting, request.user)
    )
    if form.carries_out(lambda values: _add(meeting, values, actor=request.user)):
        messages.success(request, _("Underlaget är sparat och ligger bland handlingarna."))
        return redirect("coordination:meeting_papers", pk=pk, meeting_pk=meeting_pk)
    context = {"meeting": meeting, "body": meeting.organization, "form": form}
    return render(request, "coordination/bundle/add.html", context)


def _add(meeting, values, *, actor):
    return add_meeting_paper(
        meeting,
        actor=actor,
        matter=values["matter"],
        title=values["title"],
        pdf=values["file"].read(),
    )


@require_POST
def remove(request, pk):
    """Take a paper away from the meeting's papers."""
    paper = get_object_or_404(
        MeetingPaper.objects.select_related("meeting__organization", "document__matter"), pk=pk
    )
    meeting = meeting_or_404(request, paper.meeting.organization_id, paper.meeting_id)
    remove_meeting_paper(paper, actor=request.user)
    messages.success(
        request, _("Underlaget är borttaget ur handlingarna. Det finns kvar i ärendet.")
    )
    return redirect(
        "coordination:meeting_papers", pk=meeting.organization_id, meeting_pk=meeting.pk
    )
