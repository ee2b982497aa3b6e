"""Subscriptions to dates: made and taken back by their owner, read by a calendar program."""

import hashlib

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.access import standing
from coordination.domain.calendar_feed import find_feed, make_feed, note_fetch, revoke_feed
from coordination.domain.queries.deadline import (
    MINE,
    deadlines_for_feed,
    deadlines_in,
    deadlines_of_body,
)
from coordination.exports.date_calendar import date_calendar
from coordination.forms.deadline import FeedForm
from coordination.forms.rules import posted
from coordination.models import Organization

form_page = require_http_methods(["GET", "HEAD", "POST"])
MOST_A_MINUTE = 60  # for one reader; a calendar asks a few times a day, a guesser tries thousands


@form_page
def feeds(request):
    """One's subscriptions, and a form for another; its address is shown once, on the page that answers."""
    bodies = Organization.objects.filter(pk__in=standing(request.user).organization_ids)
    form = FeedForm(posted(request), bodies=bodies.for_table())
    address = ""
    if form.carries_out(lambda values: make_feed(actor=request.user, **values)):
        _feed, token = form.result
        path = reverse("coordination:calendar_file", args=[token])
        address = request.build_absolute_uri(path)
        form = FeedForm(bodies=bodies.for_table())
        messages.success(request, _("Prenumerationen är skapad. Kopiera adressen innan du går."))
    context = {
        "form": form,
        "address": address,
        "webcal": address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "feeds": request.user.calendar_feeds.select_related("organization"),
    }
    return render(request, "coordination/deadline/feeds.html", context)


@require_POST
def revoke(request, pk):
    """Take a subscription back."""
    feed = get_object_or_404(request.user.calendar_feeds.select_related("organization"), pk=pk)
    try:
        revoke_feed(feed, actor=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Prenumerationen är återkallad. Adressen visar inget mer."))
    return redirect("coordination:calendar_feeds")


@login_not_required
@never_cache
@require_safe
def calendar_file(request, token):
    """The dates behind a subscription's address, with its owner's rights of this moment.

    An address that is unknown, taken back, or whose owner may no longer read it, is not found.
    """
    if _asks_too_often(request):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    feed = find_feed(token)
    if feed is None:
        raise Http404
    today = timezone.localdate()
    with translation.override(feed.user.language):
        content = date_calendar(deadlines_for_feed(_dates(feed), today=today), name=_name(feed))
    if request.method == "GET":
        note_fetch(feed, today=today)
    headers = {
        "Content-Disposition": 'inline; filename="datum.ics"',
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Referrer-Policy": "no-referrer",
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _dates(feed):
    if feed.organization_id:
        return deadlines_of_body(feed.user, feed.organization_id)
    return deadlines_in(feed.user, MINE)


def _name(feed) -> str:
    if feed.organization:
        return _("Datum: %(body)s") % {"body": feed.organization.name}
    return _("Mina datum i Kraftsam")


def _asks_too_often(request) -> bool:
    """Count a reader's requests in this minute, under a hash of the address."""
    address = hashlib.sha256(get_adapter().get_client_ip(request).encode()).hexdigest()[:32]
    key = f"calendar-feed:{address}:{timezone.now():%H%M}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # it was thrown out between the two
        return False
