"""Who pays what of an application's cost."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from funding.enums import Financing
from funding.models.application import Application

TWICE = _("Nämnden har redan en andel av det slaget det året. Ändra den i stället.")


class ApplicationShare(models.Model):
    """A body's share of the cost in a year (andel, M-20), applied for or paid in another way."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="shares")
    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="+",
        verbose_name=_("nämnd eller förvaltning"),
    )
    financing = models.CharField(_("finansiering"), max_length=20, choices=Financing)
    # The round's own source for what is applied for; for the rest where it is known.
    source = models.ForeignKey(
        "funding.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("finansieringskälla"),
    )
    year = models.PositiveSmallIntegerField(_("år"))
    amount_ore = models.BigIntegerField(_("belopp (öre)"))

    class Meta:
        verbose_name = _("andel")
        verbose_name_plural = _("andelar")
        ordering = ["year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_ore__gt=0),
                name="share_above_zero",
                violation_error_message=_("Beloppet ska vara större än 0 kr."),
            ),
            models.CheckConstraint(
                condition=~Q(financing=Financing.APPLIED) | Q(source__isnull=False),
                name="share_applied_has_source",
            ),
            models.UniqueConstraint(
                fields=["application", "organization", "financing", "source", "year"],
                name="share_once_per_body_year_and_source",
                violation_error_message=TWICE,
            ),
            models.UniqueConstraint(
                fields=["application", "organization", "financing", "year"],
                condition=Q(source__isnull=True),
                name="share_once_per_body_and_year",
                violation_error_message=TWICE,
            ),
        ]

    def __str__(self):
        return f"{self.organization} {self.year}"
