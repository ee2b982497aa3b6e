"""What an initiative costs, and which money covers it besides what the ledger tells."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from funding.enums import FinancingKind

NEEDED_ONCE = _("Behovet är redan angivet för det året. Ändra den posten i stället.")
TWICE = _("Posten finns redan för det året. Ändra den i stället.")


class FinancingItemQuerySet(models.QuerySet):
    """Posts of financing in domain words."""

    def visible_to(self, user):
        """Those of the initiatives one may see."""
        if standing(user).unlimited:
            return self
        return self.filter(initiative__in=visible_ids(user, "initiatives.Initiative"))

    def for_table(self):
        """Year by year, the need first."""
        return self.order_by("year", "pk")


class FinancingItem(models.Model):
    """A post in an initiative's financing (finansieringspost, M-19): a year's need, or money for it.

    What is granted, and what bodies pay beside it in a granted application, is not written here: it
    is read where it was decided, so that it counts once.
    """

    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.PROTECT,
        related_name="financing",
        verbose_name=_("insats"),
    )
    year = models.PositiveSmallIntegerField(_("år"))
    kind = models.CharField(_("vad posten gäller"), max_length=20, choices=FinancingKind)
    # Whose money it is; the need is nobody's.
    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vems pengar"),
    )
    # Who pays from outside, where that is no body here.
    payer = models.CharField(_("extern finansiär"), max_length=150, blank=True)
    amount_ore = models.BigIntegerField(_("belopp (öre)"))
    is_approximate = models.BooleanField(_("beloppet är ungefärligt"), default=False)
    basis = models.CharField(_("underlag"), max_length=200)
    as_of = models.DateField(_("per den"))
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed
    updated_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(_("senast ändrad"))
    is_fictitious = models.BooleanField(_("påhittad"), default=False)

    objects = FinancingItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("finansieringspost")
        verbose_name_plural = _("finansieringsposter")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_ore__gt=0),
                name="financing_above_zero",
                violation_error_message=_("Beloppet ska vara större än 0 kr."),
            ),
            models.CheckConstraint(
                condition=Q(kind=FinancingKind.NEEDED, organization__isnull=True, payer="")
                | Q(
                    kind__in=[FinancingKind.EXISTING, FinancingKind.NEW],
                    organization__isnull=False,
                    payer="",
                )
                | Q(kind=FinancingKind.EXTERNAL, organization__isnull=True) & ~Q(payer=""),
                name="financing_says_whose_money",
                violation_error_message=_("Ange vems pengar det är."),
            ),
            models.UniqueConstraint(
                fields=["initiative", "year"],
                condition=Q(kind=FinancingKind.NEEDED),
                name="financing_needed_once_a_year",
                violation_error_message=NEEDED_ONCE,
            ),
            models.UniqueConstraint(
                fields=["initiative", "year", "kind", "organization"],
                condition=Q(organization__isnull=False),
                name="financing_once_per_body_and_year",
                violation_error_message=TWICE,
            ),
            models.UniqueConstraint(
                fields=["initiative", "year", "payer"],
                condition=Q(kind=FinancingKind.EXTERNAL),
                name="financing_once_per_payer_and_year",
                violation_error_message=TWICE,
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.year}"

    @property
    def whose(self) -> str:
        """Whose money it is, by name."""
        return self.payer or (self.organization.name if self.organization else "")
