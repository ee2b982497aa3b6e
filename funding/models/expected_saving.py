"""What an initiative is expected to spare somebody, against what it costs (S-56)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids


class ExpectedSavingQuerySet(models.QuerySet):
    """Expected lower costs in domain words."""

    def visible_to(self, user):
        """Those of the initiatives one may see."""
        if standing(user).unlimited:
            return self
        return self.filter(initiative__in=visible_ids(user, "initiatives.Initiative"))

    def for_table(self):
        """Year by year, as they were written."""
        return self.order_by("year", "pk")


class ExpectedSaving(models.Model):
    """A cost that somebody is expected to be spared in a year (bedömd lägre kostnad).

    A judgement with its source and reason. It is shown beside what the collaboration costs, and never
    counts in how applications are ranked.
    """

    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.PROTECT,
        related_name="expected_savings",
        verbose_name=_("insats"),
    )
    year = models.PositiveSmallIntegerField(_("år"))
    # By name, since it is often a region, an agency or society at large.
    bearer = models.CharField(_("vems kostnad"), max_length=150)
    amount_ore = models.BigIntegerField(_("lägre kostnad (öre)"))
    is_approximate = models.BooleanField(_("beloppet är ungefärligt"), default=True)
    rationale = models.CharField(_("varför kostnaden väntas bli lägre"), max_length=1000)
    basis = models.CharField(_("källa"), max_length=200)
    as_of = models.DateField(_("per den"))
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed
    updated_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(_("senast ändrad"))
    is_fictitious = models.BooleanField(_("påhittad"), default=False)

    objects = ExpectedSavingQuerySet.as_manager()

    class Meta:
        verbose_name = _("bedömd lägre kostnad")
        verbose_name_plural = _("bedömda lägre kostnader")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_ore__gt=0),
                name="expected_saving_above_zero",
                violation_error_message=_("Beloppet ska vara större än 0 kr."),
            ),
            models.UniqueConstraint(
                fields=["initiative", "year", "bearer"],
                name="expected_saving_once_a_year",
                violation_error_message=_("Det finns redan en bedömning för det året. Ändra den."),
            ),
        ]

    def __str__(self):
        return f"{self.bearer} {self.year}"
