"""Versions of a section's text, kept while a statement is written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.enums import SavedBy


class SectionVersion(models.Model):
    """A text that was saved in a section: who, when and how. Never part of the document itself."""

    section = models.ForeignKey(
        "coordination.StatementSection", models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))  # the section's own count of edits
    html = models.TextField(_("text"), blank=True)
    way = models.CharField(_("hur"), max_length=20, choices=SavedBy, default=SavedBy.TYPED)
    saved_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(_("när"))

    class Meta:
        verbose_name = _("version av ett avsnitt")
        verbose_name_plural = _("versioner av avsnitt")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "number"], name="section_version_number_once"
            )
        ]

    def __str__(self):
        return f"{self.section_id}, {self.number}"
