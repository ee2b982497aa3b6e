"""What participating bodies have consented to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from funding.models.application import Application


class ApplicationVersion(models.Model):
    """An application as it was when a body consented to it or it was submitted. Only added."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    fingerprint = models.CharField(max_length=64)  # SHA-256 over the content
    content = models.JSONField(_("innehåll"))
    kept_at = models.DateTimeField(_("sparad"))

    class Meta:
        verbose_name = _("version av en ansökan")
        verbose_name_plural = _("versioner av ansökningar")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="application_version_number_once"
            )
        ]

    def __str__(self):
        return f"{self.application}, version {self.number}"


class Consent(models.Model):
    """A participating body's consent (samtycke) to just this text, given by one who may speak for it.

    A change of the text withdraws it. Rows are never removed: who consented to what, and when it ended,
    stays known.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="consents")
    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="+",
        verbose_name=_("nämnd eller förvaltning"),
    )
    version = models.ForeignKey(ApplicationVersion, models.PROTECT, related_name="consents")
    given_by = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="+", verbose_name=_("gett av")
    )
    given_at = models.DateTimeField(_("gett"))
    # What lets this person speak for the body: its own decision, or its delegation.
    basis = models.CharField(_("stöd"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(_("upphört"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("varför det upphörde"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("samtycke")
        verbose_name_plural = _("samtycken")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organization"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_once_in_force",
                violation_error_message=_("Nämnden har redan samtyckt."),
            )
        ]

    def __str__(self):
        return f"{self.organization}: {self.application}"
