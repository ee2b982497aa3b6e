"""Versions of the texts in an application, kept while it is written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.models.section_version import TextVersion
from funding.models.application import ApplicationPart


class PartVersion(TextVersion):
    """A text that was saved in a part of an application."""

    part = models.ForeignKey(ApplicationPart, models.CASCADE, related_name="versions")

    class Meta(TextVersion.Meta):
        verbose_name = _("version av en text i ansökan")
        verbose_name_plural = _("versioner av texter i ansökan")
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="part_version_number_once")
        ]

    def __str__(self):
        return f"{self.part_id}, {self.number}"
