"""A meeting's papers read through a link, without an account."""

import hashlib

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coordination.domain.bundle import read_bundle
from coordination.domain.document import DocumentDamaged
from coordination.domain.share_link import find_share_link, note_opening
from coordination.views.bundle import bundle_file

MOST_A_MINUTE = 30  # for one reader; a link is opened a few times, a guesser tries thousands


@login_not_required
@never_cache
@require_safe
def shared_papers(request, token):
    """What the link leads to: which meeting, until when, and the button that opens the papers."""
    return _guarded(request, token, _landing)


@login_not_required
@never_cache
@require_safe
def shared_pdf(request, token):
    """The papers themselves; each opening is noted in the audit trail."""
    return _guarded(request, token, _file)


def _guarded(request, token, answer):
    """Answer an open link; say so when it is closed (410), unknown (404) or asked too often (429)."""
    if _asks_too_often(request):
        response = render(request, "coordination/bundle/too_often.html", status=429)
        response.headers["Retry-After"] = "60"
        return discreet(response)
    link = find_share_link(token)
    if link is None:
        raise Http404
    if not link.is_open(timezone.localdate()):
        closed = render(request, "coordination/bundle/closed.html", {"link": link}, status=410)
        return discreet(closed)
    return discreet(answer(request, link, token))


def _landing(request, link, token):
    context = {"link": link, "bundle": link.bundle, "meeting": link.bundle.meeting, "token": token}
    return render(request, "coordination/bundle/shared.html", context)


def _file(request, link, token):
    try:
        content = read_bundle(link.bundle)
    except DocumentDamaged:
        return render(request, "coordination/bundle/damaged.html", {"link": link}, status=503)
    if request.method == "GET":
        note_opening(link)
    return bundle_file(link.bundle, content, as_attachment=bool(request.GET.get("ladda-ner")))


def _asks_too_often(request) -> bool:
    """Count a reader's requests in this minute, under a hash of the address."""
    address = hashlib.sha256(get_adapter().get_client_ip(request).encode()).hexdigest()[:32]
    key = f"share-link:{address}:{timezone.now():%H%M}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # it was thrown out between the two
        return False


def discreet(response):
    """Found by no search engine; the address is told to no other site."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
