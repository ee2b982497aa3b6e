"""How the documents of a body look."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.enums import LetterheadLayout

ACCENT = "#12405a"


class BodyStyle(models.Model):
    """A body's letterhead (brevhuvud): logo, colour, lines under its name, layout of the head.

    A body without one borrows that of the committee that it serves, or of its municipality.
    """

    organization = models.OneToOneField(
        "coordination.Organization", models.CASCADE, related_name="body_style"
    )
    accent = models.CharField(_("färg"), max_length=7, default=ACCENT)
    layout = models.CharField(
        _("uppställning"),
        max_length=20,
        choices=LetterheadLayout,
        default=LetterheadLayout.STANDARD,
    )
    lines = models.TextField(_("rader under namnet"), blank=True, max_length=250)
    # Cleaned when it was handed in (coordination.pictures); small, so it lies in the row itself.
    logo = models.BinaryField(blank=True, default=b"")
    logo_kind = models.CharField(max_length=3, blank=True)
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    class Meta:
        verbose_name = _("brevhuvud")
        verbose_name_plural = _("brevhuvuden")

    def __str__(self):
        return str(self.organization)
