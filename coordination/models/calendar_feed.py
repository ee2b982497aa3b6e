"""Addresses that a calendar program asks for a person's or a body's dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """A subscription to dates (kalenderprenumeration): one's own, or a body's; until it is taken back.

    The address is shown once. Here lies only its SHA-256: whoever reads the database cannot read the
    dates with it. What it shows is asked anew each time, with the owner's rights of that moment.
    """

    user = models.ForeignKey("coordination.User", models.CASCADE, related_name="calendar_feeds")
    # None: the owner's own dates.
    organization = models.ForeignKey(
        "coordination.Organization",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_feeds",
    )
    name = models.CharField(_("var den används"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("skapad"))
    revoked_at = models.DateTimeField(_("återkallad"), null=True, blank=True)
    fetched_on = models.DateField(_("hämtades senast"), null=True, blank=True)

    class Meta:
        verbose_name = _("kalenderprenumeration")
        verbose_name_plural = _("kalenderprenumerationer")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name
