"""Key figures computed from the ledger's sums: costs per unit beside references, and the portfolio's own.

Every figure says how it is defined, what it rests on and which day it is of (ARCHITECTURE rule 7).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Abs, Coalesce, ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.models import AreaVersion
from funding.enums import EntryKind, ProjectState, ProjectType, QuantityUnit
from funding.models import Extent, Grant, KeyFigure, LedgerEntry
from funding.models.key_figure import shared_out

PERCENT = 100
DAYS_AHEAD = 90
CENTIARES = 100  # a hectare in its hundredths


@dataclass(frozen=True)
class UnitCost:
    """What completed projects of a kind have cost per unit, beside the reference."""

    project_type: str
    unit: str
    projects: int
    used_ore: int
    quantity_hundredths: int
    reference: KeyFigure | None = None

    @property
    def kronor(self) -> int:
        return shared_out(self.used_ore * PERCENT, self.quantity_hundredths)

    @property
    def type_label(self) -> str:
        return str(ProjectType(self.project_type).label)

    @property
    def unit_label(self) -> str:
        return str(QuantityUnit(self.unit).label)

    @property
    def quantity(self) -> int:
        """In whole units, as near as they come."""
        return (self.quantity_hundredths + PERCENT // 2) // PERCENT

    @property
    def counted_in(self) -> str:
        """The unit as it stands after the quantity."""
        return QuantityUnit(self.unit).of(self.quantity)

    @property
    def deviation_percent(self) -> int | None:
        """How much more (or less) than the reference, in whole per cent."""
        if self.reference is None or not self.reference.kronor:
            return None
        return _rounded(PERCENT * (self.kronor - self.reference.kronor), self.reference.kronor)


def unit_costs(user) -> list[UnitCost]:
    """Costs per unit of the completed projects one may see, by kind. Three statements."""
    completed = Grant.objects.visible_to(user).filter(
        project_state=ProjectState.COMPLETED, used_ore__gt=0
    )
    references = references_for(user)
    rows = [*_counted(completed), *_measured(completed)]
    return sorted(
        (
            UnitCost(kind, unit, projects, used, quantity, references.get((kind, unit)))
            for kind, unit, projects, used, quantity in rows
        ),
        key=lambda row: (row.type_label, row.unit_label),
    )


def references_for(user) -> dict[tuple[str, str], KeyFigure]:
    """The newest reference by kind of project and unit. One statement."""
    found: dict[tuple[str, str], KeyFigure] = {}
    rows = KeyFigure.objects.visible_to(user).references().order_by("-year", "-pk")
    for row in rows.select_related("owner"):
        found.setdefault((row.project_type, row.unit), row)
    return found


def _counted(completed) -> Iterable[tuple]:
    rows = (
        Extent.objects.filter(grant__in=completed.exclude(project_type="").values("pk"))
        .order_by()
        .values_list("grant__project_type", "unit")
        .annotate(Count("pk"), Sum("grant__used_ore"), Sum("amount"))
    )
    return [(*said, PERCENT * amount) for *said, amount in rows]


def _measured(completed) -> Iterable[tuple]:
    """By hectare: the area's boundary in force, where the project has an area."""
    versions = AreaVersion.objects.filter(area=OuterRef("area")).order_by("-valid_from", "-pk")
    rows = (
        completed.exclude(project_type="")
        .annotate(hectares=Subquery(versions.values("hectares")[:1]))
        .filter(hectares__isnull=False)
        .order_by()
        .values_list("project_type")
        .annotate(Count("pk"), Sum("used_ore"), Sum("hectares"))
    )
    return [
        (kind, QuantityUnit.HECTARE, projects, used, int(hectares * CENTIARES))
        for kind, projects, used, hectares in rows
    ]


def own_figures(user) -> list[KeyFigure]:
    """What bodies and references say, as they were entered. One statement."""
    return list(KeyFigure.objects.visible_to(user).select_related("owner").for_table()[:200])


# --- The portfolio -------------------------------------------------------------------------------

YEAR, BODY, PROGRAMME = "ar", "organ", "program"
GROUPS = {
    YEAR: ("year",),
    BODY: ("recipient__name",),
    PROGRAMME: ("initiative__programme__name",),
}
DEFINITIONS = (
    (
        gettext_lazy("Budgetföljsamhet"),
        gettext_lazy(
            "Andel genomförda projekt som har använt så mycket som de förfogar över, "
            "högst källans gräns för avvikelse ifrån (oftast tio procent)."
        ),
    ),
    (
        gettext_lazy("Prognossäkerhet"),
        gettext_lazy(
            "Hundra procent minus hur fel prognoserna var, i procent av utfallet. Prognosen är den "
            "som gällde nittio dagar innan projektet blev klart."
        ),
    ),
    (
        gettext_lazy("Klara i tid"),
        gettext_lazy(
            "Andel genomförda projekt som blev klara senast den dag som tidplanen anger. "
            "Saknas tidplan på bidraget räknas insatsens sista dag."
        ),
    ),
)


class DaysBefore(Func):
    """A number of days before a date, on both databases."""

    output_field = DateField()

    def __init__(self, day, days):
        super().__init__(F(day) if isinstance(day, str) else day)
        self.days = days

    def as_sqlite(self, compiler, connection):
        return self.as_sql(
            compiler, connection, template=f"date(%(expressions)s, '-{self.days} days')"
        )

    def as_postgresql(self, compiler, connection):
        return self.as_sql(compiler, connection, template=f"(%(expressions)s - {self.days})")


@dataclass(frozen=True)
class PortfolioRow:
    """The portfolio's figures of a year, a body or a programme; None where nothing can be said."""

    name: str
    completed: int
    within_budget: int
    forecast: int
    forecast_used_ore: int
    forecast_error_ore: int
    planned: int
    on_time: int

    @property
    def adherence(self) -> int | None:
        """Budgetföljsamhet, in per cent."""
        return _share(self.within_budget, self.completed)

    @property
    def accuracy(self) -> int | None:
        """Prognossäkerhet, in per cent and never below zero."""
        if not self.forecast_used_ore:
            return None
        return max(PERCENT - _rounded(PERCENT * self.forecast_error_ore, self.forecast_used_ore), 0)

    @property
    def punctuality(self) -> int | None:
        """Klara i tid, in per cent."""
        return _share(self.on_time, self.planned)


def portfolio(user, group=YEAR) -> list[PortfolioRow]:
    """Budget adherence, forecast accuracy and share on time of the projects one may see. One statement."""
    (path,) = GROUPS[group]
    rows = (
        Grant.objects.visible_to(user)
        .filter(project_state=ProjectState.COMPLETED, granted_ore__gt=0)
        .annotate(
            year=ExtractYear("completed_on"),
            has=F("granted_ore") + F("repurposed_ore"),
            expected=_forecast_before(),
            due=Coalesce("planned_on", "initiative__ends_on"),
        )
        .annotate(off=Abs(F("used_ore") - F("has")) * PERCENT)
        .order_by()
        .values(path)
        .annotate(
            completed=Count("pk"),
            within_budget=_count(Q(off__lte=F("has") * F("round__source__deviation_percent"))),
            forecast=_count(Q(expected__isnull=False)),
            forecast_used_ore=Sum("used_ore", filter=Q(expected__isnull=False), default=0),
            forecast_error_ore=Sum(
                Abs(F("used_ore") - F("expected")), filter=Q(expected__isnull=False), default=0
            ),
            planned=_count(Q(due__isnull=False)),
            on_time=_count(Q(completed_on__lte=F("due"))),
        )
        .order_by(path)
    )
    return [PortfolioRow(name=_name(row.pop(path)), **row) for row in rows]


def _forecast_before() -> Subquery:
    """The forecast that stood some months before the project was done; None where there was none."""
    rows = LedgerEntry.objects.filter(
        grant=OuterRef("pk"),
        kind=EntryKind.FORECAST,
        booked_on__lte=DaysBefore(OuterRef("completed_on"), DAYS_AHEAD),
    )
    return Subquery(rows.order_by().values("grant").annotate(sum=Sum("amount_ore")).values("sum"))


def _count(condition) -> Sum:
    return Sum(Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField()))


def _name(found) -> str:
    return str(found) if found is not None else _("Utan program")


def _share(part, whole) -> int | None:
    return _rounded(PERCENT * part, whole) if whole else None


def _rounded(number: int, by: int) -> int:
    """A quotient in whole numbers; halves away from zero."""
    size = (2 * abs(number) + by) // (2 * by)
    return -size if number < 0 else size
