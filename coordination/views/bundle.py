"""A meeting's papers: chosen, drawn up, read, and shared by a read-only link."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import permissions
from coordination.access import standing
from coordination.domain.bundle import cancel_bundle, order_bundle, read_bundle, retry_bundle
from coordination.domain.document import DocumentDamaged
from coordination.domain.queries.bundle import bundles_of, candidates_for, papers_of
from coordination.domain.share_link import make_share_link, revoke_share_link
from coordination.forms.bundle import BundleForm, ShareLinkForm
from coordination.forms.rules import posted
from coordination.models import Bundle, Meeting, ShareLink

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def papers(request, pk, meeting_pk):
    """What has been drawn up for the meeting, and what to take along in the next bundle."""
    meeting = meeting_or_404(request, pk, meeting_pk)
    can_order = permissions.can_bundle_papers(request.user, meeting.organization)
    if request.method == "POST":
        permissions.require(can_order)
    candidates = candidates_for(meeting, request.user) if can_order else []
    form = BundleForm(posted(request), candidates=candidates)
    if request.method == "POST" and form.carries_out(
        lambda _values: order_bundle(meeting, actor=request.user, chosen=form.chosen())
    ):
        messages.success(request, _("Möteshandlingarna skapas. Du kan lämna sidan så länge."))
        return redirect("coordination:bundle", pk=form.result.pk)
    context = {
        "meeting": meeting,
        "body": meeting.organization,
        "form": form,
        "can_order": can_order,
        "bundles": bundles_of(meeting, request.user),
        "own": papers_of(meeting, request.user) if can_order else [],
    }
    return render(request, "coordination/bundle/papers.html", context)


def meeting_or_404(request, pk, meeting_pk):
    """A meeting of a body that one sits in, serves or oversees: papers are the body's own."""
    meeting = get_object_or_404(
        Meeting.objects.select_related("organization__municipality"),
        pk=meeting_pk,
        organization=pk,
    )
    held = standing(request.user)
    body = meeting.organization
    if not (
        held.unlimited
        or body.pk in held.organization_ids
        or body.municipality_id in held.overseen_ids
    ):
        raise Http404
    return meeting


@never_cache
@require_safe
def bundle(request, pk):
    """One bundle: how far it has come, the finished file, its parts and its links."""
    return _show(request, _bundle_or_404(request, pk), ShareLinkForm())


def _show(request, found, form, *, link_url=""):
    context = {
        "bundle": found,
        "has_stalled": found.has_stalled(timezone.now()),
        "meeting": found.meeting,
        "body": found.meeting.organization,
        "parts": found.parts.all(),
        "steps": found.parts.count() + 2,  # the front pages and the binding
        "links": found.links.select_related("created_by"),
        "form": form,
        "link_url": link_url,
        "can_order": permissions.can_bundle_papers(request.user, found.meeting.organization),
    }
    response = render(request, "coordination/bundle/bundle.html", context)
    if link_url:
        patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
def bundle_pdf(request, pk):
    """The finished file, shown in the browser or, with ``?ladda-ner=1``, saved."""
    found = _bundle_or_404(request, pk)
    if not found.is_done:
        raise Http404
    try:
        content = read_bundle(found)
    except DocumentDamaged:
        messages.error(request, _("Filen är skadad eller saknas. Skapa möteshandlingarna igen."))
        return redirect("coordination:bundle", pk=pk)
    return bundle_file(found, content, as_attachment=bool(request.GET.get("ladda-ner")))


def bundle_file(found, content, *, as_attachment):
    """The file as it is given out: kept in no cache, and named for the meeting."""
    meeting = found.meeting
    name = f"Handlingar {meeting.organization.name} {meeting.held_on:%Y-%m-%d}.pdf"
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_POST
def retry(request, pk):
    """Try a bundle again that came to nothing, or that nobody has begun with."""
    found = _bundle_or_404(request, pk)
    return _act(request, pk, lambda: retry_bundle(found, actor=request.user), _("Nytt försök."))


@require_POST
def cancel(request, pk):
    """Stop a bundle that is not done."""
    found = _bundle_or_404(request, pk)
    return _act(
        request, pk, lambda: cancel_bundle(found, actor=request.user), _("Arbetet är avbrutet.")
    )


@form_page
def share(request, pk):
    """Make a link for somebody without an account; it is shown once, on the page that answers."""
    found = _bundle_or_404(request, pk)
    permissions.require(permissions.can_bundle_papers(request.user, found.meeting.organization))
    form = ShareLinkForm(posted(request))
    if request.method == "POST" and form.carries_out(
        lambda values: make_share_link(found, actor=request.user, **values)
    ):
        _link, token = form.result
        url = request.build_absolute_uri(reverse("coordination:shared_papers", args=[token]))
        return _show(request, found, ShareLinkForm(), link_url=url)
    return _show(request, found, form)


@require_POST
def unshare(request, pk):
    """Take a link back."""
    links = ShareLink.objects.select_related("bundle__meeting__organization")
    visible = Bundle.objects.visible_to(request.user)
    link = get_object_or_404(links.filter(bundle__in=visible.values("pk")), pk=pk)
    return _act(
        request,
        link.bundle_id,
        lambda: revoke_share_link(link, actor=request.user),
        _("Läslänken är återkallad. Den leder inte längre till handlingarna."),
    )


def _act(request, bundle_pk, act, done):
    """Carry a button's act out; a refusal is told on the bundle's page."""
    try:
        act()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, done)
    return redirect("coordination:bundle", pk=bundle_pk)


def _bundle_or_404(request, pk):
    rows = Bundle.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("meeting__organization__municipality", "requested_by"), pk=pk
    )
