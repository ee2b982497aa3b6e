"""Links by which somebody without an account reads a meeting's papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShareLink(models.Model):
    """A read-only link to a bundle (läslänk): until a day, or until it is taken back.

    The link itself is shown once. Here lies only its SHA-256: whoever reads the database cannot read
    the papers with it.
    """

    bundle = models.ForeignKey("coordination.Bundle", models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    recipient = models.CharField(_("vem den är till"), max_length=120)
    created_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("skapad"))
    expires_on = models.DateField(_("gäller till och med"))
    revoked_at = models.DateTimeField(_("återkallad"), null=True, blank=True)
    opened = models.PositiveIntegerField(_("antal gånger den öppnats"), default=0)
    last_opened_at = models.DateTimeField(_("öppnades senast"), null=True, blank=True)

    class Meta:
        verbose_name = _("läslänk")
        verbose_name_plural = _("läslänkar")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.recipient

    def is_open(self, today) -> bool:
        """Whether the link still leads to the papers."""
        return self.revoked_at is None and today <= self.expires_on
