"""Compilations of answers: what the asked bodies said, quoted in order."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from coordination.enums import COORDINATING


class CompilationQuerySet(models.QuerySet):
    """Compilations in domain words."""

    def visible_to(self, user):
        """Drafts for the sender's coordinating people; fixed ones for the matter's parties too."""
        held = standing(user)
        if held.unlimited:
            return self
        matters = visible_ids(user, "coordination.Matter")
        return self.filter(
            Q(referral__sender_id__in=held.bodies_as(COORDINATING))
            | Q(referral__matter__municipality_id__in=held.overseen_ids)
            | Q(fixed_at__isnull=False, referral__matter__in=matters)
        )


class Compilation(models.Model):
    """A compilation (remissammanställning) of a referral's answers; fixed (fastställd), then frozen."""

    referral = models.ForeignKey(
        "coordination.Referral", models.PROTECT, related_name="compilations"
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    introduction_html = models.TextField(_("ärendet"), blank=True)
    fixed_at = models.DateTimeField(_("fastställd"), null=True, blank=True)
    fixed_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.OneToOneField(
        "coordination.Document", models.PROTECT, null=True, blank=True, related_name="compilation"
    )
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    objects = CompilationQuerySet.as_manager()

    class Meta:
        verbose_name = _("remissammanställning")
        verbose_name_plural = _("remissammanställningar")
        ordering = ["referral", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="compilation_version_once"),
            models.CheckConstraint(
                condition=Q(fixed_at__isnull=True) | Q(document__isnull=False),
                name="compilation_fixed_has_document",
            ),
        ]

    def __str__(self):
        return f"{self.referral}, {self.number}"

    @property
    def is_fixed(self) -> bool:
        return self.fixed_at is not None


class CompilationQuote(models.Model):
    """What one body said (citat): its own words as adopted, and beside them the edited ones, if any."""

    compilation = models.ForeignKey(Compilation, models.CASCADE, related_name="quotes")
    statement = models.ForeignKey("coordination.Statement", models.PROTECT, related_name="quotes")
    position = models.PositiveSmallIntegerField(_("ordning"))
    original_html = models.TextField(_("som antaget"))
    edited_html = models.TextField(_("som redigerat"), blank=True)
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    class Meta:
        verbose_name = _("citat")
        verbose_name_plural = _("citat")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compilation", "statement"], name="quote_once_per_statement"
            )
        ]

    def __str__(self):
        return str(self.statement)

    @property
    def is_edited(self) -> bool:
        return bool(self.edited_html)

    @property
    def html(self) -> str:
        """What is printed."""
        return self.edited_html or self.original_html
