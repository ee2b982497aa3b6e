"""Budget tables: what a body may use in a year and plans to use in the three that follow."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from funding.enums import BudgetSide, MoneyUse

# The table is written in millions of kronor with one decimal, so that its rows add as they are read.
FINEST_ORE = 10_000_000


class BudgetTableQuerySet(models.QuerySet):
    """Budget tables in domain words."""

    def visible_to(self, user):
        """One's own bodies' tables, those one oversees, and what is decided in one's municipality."""
        held = standing(user)
        if held.unlimited:
            return self
        return self.filter(
            Q(owner_id__in=held.organization_ids)
            | Q(municipality_id__in=held.overseen_ids)
            | Q(municipality_id__in=held.municipality_ids, decision__isnull=False)
        )

    def for_table(self):
        """Newest year first; the versions of a body's table together, the latest first."""
        return self.order_by("-first_year", "owner__sort_key", "-number", "-pk")


class BudgetTable(models.Model):
    """A body's budget and three years of plan, in one version (budgettabell, V-16, C8).

    A version is a draft until a decision fixes it. From then on it never changes: what is decided
    later is a new version.
    """

    owner = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="budget_tables",
        verbose_name=_("vems budget"),
    )
    municipality = models.ForeignKey(
        "coordination.Organization", models.PROTECT, null=True, related_name="+", editable=False
    )
    first_year = models.PositiveSmallIntegerField(_("budgetår"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    note = models.CharField(_("fotnot"), max_length=500, blank=True)
    decision = models.ForeignKey(
        "coordination.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="budget_tables",
        verbose_name=_("beslut"),
    )
    fixed_at = models.DateTimeField(_("fastställd"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_fictitious = models.BooleanField(_("påhittad"), default=False)

    objects = BudgetTableQuerySet.as_manager()

    class Meta:
        verbose_name = _("budgettabell")
        verbose_name_plural = _("budgettabeller")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "first_year", "number"],
                name="budget_version_once",
                violation_error_message=_("Det finns redan en budget för det året."),
            ),
            models.UniqueConstraint(
                fields=["owner", "first_year"],
                condition=Q(decision__isnull=True),
                name="budget_one_draft",
                violation_error_message=_("Det finns redan ett utkast för det året."),
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True, fixed_at__isnull=True)
                | Q(decision__isnull=False, fixed_at__isnull=False),
                name="budget_fixed_by_decision",
            ),
        ]

    def __str__(self):
        return f"{self.owner.name} {self.first_year}"

    def save(self, *args, **kwargs):
        self.municipality_id = self.owner.home_id
        super().save(*args, **kwargs)

    @property
    def is_fixed(self) -> bool:
        return self.decision_id is not None


class BudgetLine(models.Model):
    """One figure of a budget table: a part, out or in, a year. Revenues are below zero; nets are sums."""

    table = models.ForeignKey(
        BudgetTable, models.CASCADE, related_name="lines", verbose_name=_("budgettabell")
    )
    use = models.CharField(_("drift eller investering"), max_length=20, choices=MoneyUse)
    side = models.CharField(_("ut eller in"), max_length=5, choices=BudgetSide)
    year = models.PositiveSmallIntegerField(_("år"))
    amount_ore = models.BigIntegerField(_("belopp (öre)"))

    class Meta:
        verbose_name = _("budgetrad")
        verbose_name_plural = _("budgetrader")
        constraints = [
            models.UniqueConstraint(
                fields=["table", "use", "side", "year"], name="budget_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(side=BudgetSide.OUT, amount_ore__gte=0)
                | Q(side=BudgetSide.IN, amount_ore__lte=0),
                name="budget_revenue_below_zero",
            ),
            models.CheckConstraint(
                condition=Q(amount_ore=F("amount_ore") - F("amount_ore") % FINEST_ORE),
                name="budget_one_decimal",
            ),
        ]

    def __str__(self):
        return f"{self.get_use_display()} {self.year}"
