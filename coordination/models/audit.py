"""The audit trail: who did what when, in a chain of hashes."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One thing that was done (händelse, X-02). Rows are added, never changed; each holds the
    previous row's hash, so that a removed or altered row is found."""

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, related_name="audit_events"
    )
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    matter = models.ForeignKey(
        "coordination.Matter", models.PROTECT, null=True, related_name="audit_events"
    )
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("händelse")
        verbose_name_plural = _("händelser")
        ordering = ["-sequence"]
        indexes = [
            # Serves the timeline of a page.
            models.Index(fields=["subject_type", "subject_id", "-sequence"], name="audit_subject"),
            models.Index(fields=["matter", "-sequence"], name="audit_matter"),
        ]

    def __str__(self):
        return f"{self.sequence} {self.action}"


class AuditHead(models.Model):
    """The end of the chain: one row, locked while an event is added, so that numbers have no gap."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("kedjans slut")
        verbose_name_plural = _("kedjans slut")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="audit_head_is_one_row")
        ]

    def __str__(self):
        return f"{self.sequence} {self.hash[:12]}"
