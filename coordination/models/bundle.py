"""Meeting bundles, and the links by which they are read without an account."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from coordination.enums import BundleState

# So long a wait is nothing out of the ordinary: the minute's tick finds every order.
USUAL_WAIT = timedelta(minutes=1)


def bundle_address(bundle, filename):
    """Like documents, bundles lie under their own hash."""
    return f"bundles/{bundle.sha256[:2]}/{bundle.sha256}.pdf"


class BundleQuerySet(models.QuerySet):
    """Bundles in domain words."""

    def visible_to(self, user):
        """The body's own members and officials, and those who oversee the municipality."""
        held = standing(user)
        if held.unlimited:
            return self
        return self.filter(
            Q(meeting__organization_id__in=held.organization_ids)
            | Q(meeting__organization__municipality_id__in=held.overseen_ids)
        )


class Bundle(models.Model):
    """The papers of a meeting (möteshandlingar) as one PDF, drawn up as a job.

    Like the outbox: the row is the order, and whoever runs the job holds it until ``lease_until``.
    """

    meeting = models.ForeignKey("coordination.Meeting", models.PROTECT, related_name="bundles")
    state = models.CharField(
        _("läge"), max_length=20, choices=BundleState, default=BundleState.QUEUED
    )
    requested_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="bundles")
    requested_at = models.DateTimeField(_("beställd"))
    steps_done = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    error = models.TextField(_("vad som gick fel"), blank=True)
    finished_at = models.DateTimeField(_("klar"), null=True, blank=True)
    file = models.FileField(upload_to=bundle_address, max_length=200, blank=True)
    sha256 = models.CharField(_("kontrollsumma"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("storlek i byte"), default=0)
    pages = models.PositiveIntegerField(_("sidor"), default=0)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("möteshandlingar")
        verbose_name_plural = _("möteshandlingar")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=BundleState.DONE)
                | (Q(finished_at__isnull=False) & ~Q(sha256="")),
                name="bundle_done_has_file",
            )
        ]
        # Serves whoever looks for a job to run.
        indexes = [models.Index(fields=["state", "requested_at"], name="bundle_by_state")]

    def __str__(self):
        return str(self.meeting)

    @property
    def is_done(self) -> bool:
        return self.state == BundleState.DONE

    @property
    def is_under_way(self) -> bool:
        return self.state in {BundleState.QUEUED, BundleState.RUNNING}

    @property
    def was_cancelled(self) -> bool:
        """Stopped by somebody: what failed by itself says why."""
        return self.state == BundleState.FAILED and not self.error

    def has_stalled(self, now) -> bool:
        """Nobody has begun though more than a minute has passed, or whoever began has died."""
        if self.state == BundleState.QUEUED:
            return self.requested_at < now - USUAL_WAIT
        return self.state == BundleState.RUNNING and (
            self.lease_until is None or self.lease_until < now
        )

    def can_be_retried(self, now) -> bool:
        """It came to nothing, or nobody works on it."""
        return self.state == BundleState.FAILED or self.has_stalled(now)


class BundlePart(models.Model):
    """One document of a bundle, in its place: a stored one, or a draft."""

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("titel"), max_length=300)
    statement = models.ForeignKey(
        "coordination.Statement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        "coordination.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # While it is a draft; once presented it has a document of its own.
    memorandum = models.ForeignKey(
        "coordination.Memorandum", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the part was made of: a later bundle tells by it what has changed.
    fingerprint = models.CharField(max_length=64, blank=True)
    first_page = models.PositiveIntegerField(_("första sidan"), default=0)

    class Meta:
        verbose_name = _("handling")
        verbose_name_plural = _("handlingar")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "position"], name="bundle_part_place_once"),
            models.CheckConstraint(
                condition=Q(statement__isnull=False)
                | Q(document__isnull=False)
                | Q(memorandum__isnull=False),
                name="bundle_part_is_something",
            ),
        ]

    def __str__(self):
        return self.title
