"""Read-only links to a meeting's papers: made, opened, taken back."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused
from coordination.models import ShareLink
from coordination.validators import validate_due_day

LONGEST = timedelta(days=60)
RECIPIENT_LIMIT = 120


def make_share_link(bundle, *, actor, recipient, expires_on, now=None) -> tuple[ShareLink, str]:
    """A link that reads the bundle until a day, and its token: to be shown now, since it is not kept.

    Raises PermissionDenied, ValidationError, and ActionRefused for a bundle that is not finished or a
    day more than sixty days away.
    """
    permissions.require(permissions.can_bundle_papers(actor, bundle.meeting.organization))
    now = now or timezone.now()
    today = timezone.localdate(now)
    recipient = accept_line(recipient, what=_("Mottagaren"), limit=RECIPIENT_LIMIT)
    validate_due_day(expires_on, today=today)
    if expires_on > today + LONGEST:
        raise ActionRefused(
            _("En läslänk gäller i högst 60 dagar. Välj en tidigare dag."), code="too_long"
        )
    if not bundle.is_done:
        raise ActionRefused(_("Handlingarna är inte klara att dela än."), code="not_done")
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        link = ShareLink.objects.create(
            bundle=bundle,
            token_hash=hash_token(token),
            recipient=recipient,
            created_by=actor,
            created_at=now,
            expires_on=expires_on,
        )
        _log("bundle.shared", link, actor=actor, until=expires_on)
    return link, token


def hash_token(token) -> str:
    """What is kept of a token. It is long and random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def revoke_share_link(link, *, actor, now=None) -> None:
    """Take a link back: from now on it leads nowhere. Raises PermissionDenied, ActionRefused."""
    permissions.require(permissions.can_bundle_papers(actor, link.bundle.meeting.organization))
    with transaction.atomic():
        current = ShareLink.objects.select_for_update().get(pk=link.pk)
        if current.revoked_at:
            raise ActionRefused(_("Läslänken är redan återkallad."), code="revoked")
        current.revoked_at = now or timezone.now()
        current.save(update_fields=["revoked_at"])
        _log("bundle.unshared", current, actor=actor)


def find_share_link(token) -> ShareLink | None:
    """The link behind a token, whether it is still open or not."""
    return (
        ShareLink.objects.filter(token_hash=hash_token(token))
        .select_related("bundle__meeting__organization__municipality")
        .first()
    )


def note_opening(link, *, now=None) -> None:
    """Note that the papers were opened through a link: when, and through whose. Nothing of the reader."""
    with transaction.atomic():
        ShareLink.objects.filter(pk=link.pk).update(
            opened=F("opened") + 1, last_opened_at=now or timezone.now()
        )
        _log("bundle.opened", link, actor=None)


def _log(action, link, *, actor, **facts):
    data = {"to": link.recipient, "held_on": link.bundle.meeting.held_on, **facts}
    record(action, actor=actor, subject=link.bundle, data=data)
