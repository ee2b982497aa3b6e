"""Long lists as files, made as jobs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.enums import JobState


def list_file_address(found, _filename):
    """Under its own hash, like documents."""
    return f"lists/{found.sha256[:2]}/{found.sha256}.xlsx"


class ListFile(models.Model):
    """A list that somebody wants in Excel and that is too long to wait for (lista till Excel).

    Like the outbox: the row is the order, and whoever makes the file holds it until ``lease_until``. The
    rows are those that the orderer may see when it is made. Only the orderer reads it, for some days.
    """

    listing = models.CharField(_("lista"), max_length=60)
    query = models.CharField(_("urval"), max_length=1000, blank=True)
    language = models.CharField(max_length=10, default="sv")
    requested_by = models.ForeignKey(
        "coordination.User",
        models.CASCADE,
        related_name="list_files",
        verbose_name=_("beställd av"),
    )
    requested_at = models.DateTimeField(_("beställd"))
    state = models.CharField(_("läge"), max_length=20, choices=JobState, default=JobState.QUEUED)
    rows_wanted = models.PositiveIntegerField(_("rader"))
    rows_done = models.PositiveIntegerField(_("klara rader"), default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    error = models.CharField(_("vad som gick fel"), max_length=500, blank=True)
    finished_at = models.DateTimeField(_("klar"), null=True, blank=True)
    file = models.FileField(upload_to=list_file_address, max_length=200, blank=True)
    sha256 = models.CharField(_("kontrollsumma"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("storlek i byte"), default=0)

    class Meta:
        verbose_name = _("lista till Excel")
        verbose_name_plural = _("listor till Excel")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=JobState.DONE) | (Q(finished_at__isnull=False) & ~Q(sha256="")),
                name="list_file_done_has_file",
            )
        ]
        indexes = [
            # Serves whoever looks for a job to run.
            models.Index(fields=["state", "requested_at"], name="list_file_by_state"),
        ]

    def __str__(self):
        return f"{self.listing} {self.requested_at:%Y-%m-%d %H:%M}"

    @property
    def is_done(self) -> bool:
        return self.state == JobState.DONE

    @property
    def is_under_way(self) -> bool:
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def can_be_retried(self) -> bool:
        return self.state in {JobState.FAILED, JobState.CANCELLED}
