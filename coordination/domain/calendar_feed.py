"""Subscriptions to dates: made, shown once, taken back; what each shows is asked anew each time."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.access import standing
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.models import CalendarFeed, Organization
from coordination.validators import plain_name

NAME_LIMIT = 80
MOST_FEEDS = 20  # open ones, for one person


def make_feed(*, actor, name, organization=None, now=None) -> tuple[CalendarFeed, str]:
    """A subscription to one's own dates or a body's, and its token: to be shown now, since it is not kept.

    Raises PermissionDenied for a body that one does not act for, ValidationError, ActionRefused.
    """
    permissions.require(organization is None or reads_dates_of(actor, organization.pk))
    name = plain_name(name, what=_("Namnet"), limit=NAME_LIMIT)
    if actor.calendar_feeds.filter(revoked_at__isnull=True).count() >= MOST_FEEDS:
        raise ActionRefused(
            _("Du har redan %(n)s prenumerationer. Återkalla en som du inte använder.")
            % {"n": MOST_FEEDS},
            code="too_many",
        )
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        feed = CalendarFeed.objects.create(
            user=actor,
            organization=organization,
            name=name,
            token_hash=hash_token(token),
            created_at=now or timezone.now(),
        )
        _log("feed.made", feed, actor=actor)
    return feed, token


def revoke_feed(feed, *, actor, now=None) -> None:
    """Take a subscription back: from now on its address leads nowhere. Only its owner may.

    Raises PermissionDenied, ActionRefused.
    """
    permissions.require(feed.user_id == actor.pk)
    with transaction.atomic():
        current = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
        if current.revoked_at:
            raise ActionRefused(_("Prenumerationen är redan återkallad."), code="revoked")
        current.revoked_at = now or timezone.now()
        current.save(update_fields=["revoked_at"])
        _log("feed.revoked", current, actor=actor)


def find_feed(token) -> CalendarFeed | None:
    """The open subscription behind a token, if its owner may still read what it shows."""
    feed = (
        CalendarFeed.objects.filter(token_hash=hash_token(token), revoked_at__isnull=True)
        .select_related("user__person", "organization")
        .first()
    )
    if feed is None or not feed.user.is_active:
        return None
    return feed if feed.organization_id is None or _still_reads(feed) else None


def note_fetch(feed, *, today) -> None:
    """Note the day on which a subscription was last asked for: at most one write a day."""
    if feed.fetched_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(fetched_on=today)


def reads_dates_of(user, organization_id) -> bool:
    """Whether a user acts for the body today, or oversees all of its municipality."""
    held = standing(user)
    if held.unlimited or organization_id in held.organization_ids:
        return True
    homes = Organization.objects.filter(pk=organization_id, municipality_id__in=held.overseen_ids)
    return bool(held.overseen_ids) and homes.exists()


def hash_token(token) -> str:
    """What is kept of a token. It is long and random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def _still_reads(feed) -> bool:
    return reads_dates_of(feed.user, feed.organization_id)


def _log(action, feed, *, actor):
    data = {"name": feed.name, "body": feed.organization.name if feed.organization else ""}
    record(action, actor=actor, subject=feed, data=data)
