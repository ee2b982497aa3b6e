"""What a round asks for and how it judges: instructions, parts and criteria, frozen when it opens."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from funding.enums import PartKind


class Instruction(models.Model):
    """A version of a round's instructions to applicants (anvisningar, V-15). Versions are only added."""

    round = models.ForeignKey("funding.Round", models.PROTECT, related_name="instructions")
    number = models.PositiveSmallIntegerField(_("version"))
    html = models.TextField(_("text"))
    written_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("skriven"))

    class Meta:
        verbose_name = _("anvisning")
        verbose_name_plural = _("anvisningar")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="instruction_version_once")
        ]

    def __str__(self):
        return f"{self.round}, version {self.number}"


class RoundPart(models.Model):
    """A part that applications in the round must tell (obligatorisk del), with what to think of."""

    round = models.ForeignKey("funding.Round", models.PROTECT, related_name="parts")
    kind = models.CharField(_("del"), max_length=20, choices=PartKind)
    guidance = models.CharField(_("vägledning"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("del av ansökan")
        verbose_name_plural = _("delar av ansökan")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="round_part_once_per_kind")
        ]

    def __str__(self):
        return self.get_kind_display()


class Criterion(models.Model):
    """Something that applications are judged by (kriterium): its weight and five levels in words."""

    round = models.ForeignKey("funding.Round", models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("ordning"))
    name = models.CharField(_("namn"), max_length=100)
    question = models.CharField(_("fråga"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("vikt"), default=1)
    # What level 1, 2, 3, 4 and 5 mean, in words.
    levels = models.JSONField(_("nivåer"))

    class Meta:
        verbose_name = _("kriterium")
        verbose_name_plural = _("kriterier")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "name"],
                name="criterion_name_once_per_round",
                violation_error_message=_("Omgången har redan ett kriterium med det namnet."),
            ),
            models.CheckConstraint(
                condition=Q(weight__range=(1, 100)),
                name="criterion_weight_in_range",
                violation_error_message=_("Skriv en vikt mellan 1 och 100."),
            ),
        ]

    def __str__(self):
        return self.name
