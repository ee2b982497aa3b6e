"""Versions of a text, kept while a statement or another co-written document is written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.enums import SavedBy


class TextVersion(models.Model):
    """A text that was saved: who, when and how. Never part of the document itself.

    What it is a version of points at it as ``versions``, and has ``html``, ``version`` (its own count
    of edits), ``updated_by`` and ``updated_at``.
    """

    number = models.PositiveIntegerField(_("version"))  # the text's own count of edits
    html = models.TextField(_("text"), blank=True)
    way = models.CharField(_("hur"), max_length=20, choices=SavedBy, default=SavedBy.TYPED)
    saved_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(_("när"))

    class Meta:
        abstract = True
        ordering = ["-number"]


class SectionVersion(TextVersion):
    """A text that was saved in a section of a statement."""

    section = models.ForeignKey(
        "coordination.StatementSection", models.CASCADE, related_name="versions"
    )

    class Meta(TextVersion.Meta):
        verbose_name = _("version av ett avsnitt")
        verbose_name_plural = _("versioner av avsnitt")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "number"], name="section_version_number_once"
            )
        ]

    def __str__(self):
        return f"{self.section_id}, {self.number}"
