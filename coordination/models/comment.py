"""Comments on a draft: what colleagues say to each other about a section."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SectionComment(models.Model):
    """An internal comment (intern synpunkt) on a section of a draft, or a reply to one.

    It is no part of the document. After adoption only the body that wrote the statement sees it.
    """

    section = models.ForeignKey(
        "coordination.StatementSection", models.CASCADE, related_name="comments"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    quote = models.CharField(_("gäller orden"), max_length=500, blank=True)
    text = models.TextField(_("synpunkt"))
    author = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("skriven"))
    resolved_at = models.DateTimeField(_("klar"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("intern synpunkt")
        verbose_name_plural = _("interna synpunkter")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return self.text[:80]

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None
