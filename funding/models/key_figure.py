"""Key figures (nyckeltal): what a cost is shared out on, and what others have paid for the same."""

from django.db import models
from django.db.models import ExpressionWrapper, F, Func, Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from funding.enums import ProjectType, QuantityUnit

ORE_PER_KRONA = 100


class ExtentQuerySet(models.QuerySet):
    """Extents in domain words."""

    def visible_to(self, user):
        """Those of the grants one may see."""
        if standing(user).unlimited:
            return self
        return self.filter(grant__in=visible_ids(user, "funding.Grant"))


class Extent(models.Model):
    """How much a project is of something (omfattning): 40 places, 18 light points.

    Shared out on it, what the project cost is a key figure. Counted anew, the old count stays in the
    history of the grant.
    """

    grant = models.ForeignKey(
        "funding.Grant", models.PROTECT, related_name="extents", verbose_name=_("bidrag")
    )
    unit = models.CharField(_("enhet"), max_length=20, choices=QuantityUnit)
    amount = models.PositiveIntegerField(_("antal"))
    counted_on = models.DateField(_("räknat"))
    basis = models.CharField(_("källa"), max_length=200)

    objects = ExtentQuerySet.as_manager()

    class Meta:
        verbose_name = _("omfattning")
        verbose_name_plural = _("omfattningar")
        constraints = [
            models.UniqueConstraint(fields=["grant", "unit"], name="extent_once_per_unit"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="extent_is_something"),
            models.CheckConstraint(
                # Hectares follow from the area's boundary.
                condition=~Q(unit=QuantityUnit.HECTARE),
                name="extent_hectares_are_measured",
            ),
        ]

    def __str__(self):
        return f"{self.amount} {self.counted_in}"

    @property
    def counted_in(self) -> str:
        """The unit as it stands after the number."""
        return QuantityUnit(self.unit).of(self.amount)


class WholeQuotient(Func):
    """How many whole times one whole number goes into another; the rest is dropped."""

    template = "(%(expressions)s)"
    arg_joiner = " / "
    output_field = models.BigIntegerField()

    def __init__(self, number, by):
        fields = {"output_field": models.BigIntegerField()}
        super().__init__(ExpressionWrapper(number, **fields), ExpressionWrapper(by, **fields))


class KeyFigureQuerySet(models.QuerySet):
    """Key figures in domain words."""

    def visible_to(self, user):
        """Those of one's own municipality's bodies."""
        held = standing(user)
        if held.unlimited:
            return self
        return self.filter(
            Q(owner_id__in=held.organization_ids) | Q(municipality_id__in=held.municipality_ids)
        )

    def references(self):
        """What projects of a kind are compared with."""
        return self.exclude(project_type="")

    def with_kronor(self):
        """Each with the key figure itself, computed by the database for lists of plain rows."""
        halves = 2 * ORE_PER_KRONA * F("quantity")
        rounded_up = 2 * F("amount_ore") + ORE_PER_KRONA * F("quantity")
        return self.annotate(kronor_per_unit=WholeQuotient(rounded_up, halves))

    def for_table(self):
        """By name, the newest year first."""
        return self.order_by("name", "-year", "-pk")


class KeyFigure(models.Model):
    """A cost and what it is shared out on (nyckeltal, V-14, V-26); the figure is computed, never typed.

    With a kind of project it is a reference key figure (referensnyckeltal) that projects of that kind
    are compared with; without one it tells of the body itself, such as rent per place.
    """

    owner = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="key_figures",
        verbose_name=_("vems nyckeltal"),
    )
    municipality = models.ForeignKey(
        "coordination.Organization", models.PROTECT, null=True, related_name="+", editable=False
    )
    name = models.CharField(_("namn"), max_length=150)
    project_type = models.CharField(
        _("slag av insats"), max_length=20, choices=ProjectType, blank=True
    )
    year = models.PositiveSmallIntegerField(_("år"))
    amount_ore = models.BigIntegerField(_("kostnad (öre)"))
    quantity = models.PositiveIntegerField(_("antal"))
    unit = models.CharField(_("enhet"), max_length=20, choices=QuantityUnit)
    basis = models.CharField(_("källa"), max_length=200)
    counted_on = models.DateField(_("per den"))
    note = models.CharField(_("fotnot"), max_length=500, blank=True)
    is_fictitious = models.BooleanField(_("påhittat"), default=False)

    objects = KeyFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("nyckeltal")
        verbose_name_plural = _("nyckeltal")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name", "year", "unit"],
                name="key_figure_once_a_year",
                violation_error_message=_("Nyckeltalet finns redan för det året."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, amount_ore__gte=0), name="key_figure_can_be_computed"
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.year}"

    def save(self, *args, **kwargs):
        self.municipality_id = self.owner.home_id
        super().save(*args, **kwargs)

    @property
    def counted_in(self) -> str:
        """The unit as it stands after the number."""
        return QuantityUnit(self.unit).of(self.quantity)

    @property
    def kronor(self) -> int:
        """The key figure itself, in whole kronor per unit."""
        return shared_out(self.amount_ore, self.quantity)


def shared_out(ore: int, quantity: int) -> int:
    """A cost per unit in whole kronor; halves are rounded up."""
    size = ORE_PER_KRONA * quantity
    return (2 * ore + size) // (2 * size)
