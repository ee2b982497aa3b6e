"""Text blocks: wordings that a body uses in one statement after another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing


class TextBlockQuerySet(models.QuerySet):
    """Text blocks in domain words."""

    def visible_to(self, user):
        """Those of the bodies one acts in, and all in a municipality that one oversees."""
        held = standing(user)
        if held.unlimited:
            return self
        return self.filter(
            Q(organization_id__in=held.organization_ids)
            | Q(organization__municipality_id__in=held.overseen_ids)
        )


class TextBlock(models.Model):
    """A body's own wording (textblock), kept in versions so that its uses do not drift apart."""

    organization = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="text_blocks"
    )
    title = models.CharField(_("namn"), max_length=120)

    objects = TextBlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("textblock")
        verbose_name_plural = _("textblock")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "title"],
                name="text_block_title_once",
                violation_error_message=_("Det finns redan ett textblock med det namnet."),
            )
        ]

    def __str__(self):
        return self.title


class TextBlockVersion(models.Model):
    """The wording of a text block from one day on; earlier versions stay."""

    block = models.ForeignKey(TextBlock, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    html = models.TextField(_("text"))
    saved_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("när"))

    class Meta:
        verbose_name = _("version av ett textblock")
        verbose_name_plural = _("versioner av textblock")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["block", "number"], name="text_block_version_once")
        ]

    def __str__(self):
        return f"{self.block_id}, {self.number}"


class TextBlockUse(models.Model):
    """That a version of a text block was put into a section, by whom and when."""

    section = models.ForeignKey(
        "coordination.StatementSection", models.CASCADE, related_name="text_block_uses"
    )
    version = models.ForeignKey(TextBlockVersion, models.PROTECT, related_name="uses")
    inserted_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    inserted_at = models.DateTimeField(_("infogat"))

    class Meta:
        verbose_name = _("användning av ett textblock")
        verbose_name_plural = _("användningar av textblock")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "version"], name="text_block_version_once_per_section"
            )
        ]

    def __str__(self):
        return f"{self.version_id} i {self.section_id}"
