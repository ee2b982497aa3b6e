"""What a statement says of one part of the referred text."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import visible_ids
from coordination.enums import PartViewKind, Stance


class PartViewQuerySet(models.QuerySet):
    """Views on parts in domain words."""

    def visible_to(self, user):
        """Those in statements one may see."""
        return self.filter(statement__in=visible_ids(user, "coordination.Statement"))


class PartView(models.Model):
    """A view on a part (synpunkt på en del): a comment, a factual correction or agreement, with a stance."""

    statement = models.ForeignKey(
        "coordination.Statement", models.CASCADE, related_name="part_views"
    )
    part = models.ForeignKey("coordination.ReferredPart", models.PROTECT, related_name="views")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(
        _("slag"), max_length=20, choices=PartViewKind, default=PartViewKind.COMMENT
    )
    stance = models.CharField(_("ställning"), max_length=30, choices=Stance, blank=True)
    text = models.TextField(_("synpunkt"), blank=True, max_length=5000)
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    objects = PartViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("synpunkt på en del")
        verbose_name_plural = _("synpunkter på delar")
        ordering = ["part__position", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PartViewKind.AGREEMENT) | ~Q(text=""),
                name="part_view_says_something",
                violation_error_message=_("Skriv synpunkten."),
            )
        ]

    def __str__(self):
        return f"{self.part}: {self.get_kind_display()}"
