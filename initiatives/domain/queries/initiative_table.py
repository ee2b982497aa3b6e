"""Initiatives as tables show them; read by the lists and by the programme's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Aggregate, CharField, Exists, OuterRef, Subquery
from django.urls import reverse

from coordination.components import Badge
from initiatives.domain.queries.initiative_progress import badge_of, next_date
from initiatives.enums import INITIATIVE_OPEN, REQUIRED_ROLES
from initiatives.models import Initiative, Participation
from initiatives.registry import initiative_columns

NOTHING = "–"
FIELDS = (
    "id",
    "sort_key",
    "title",
    "summary",
    "state",
    "starts_on",
    "ends_on",
    "lead__name",
    "programme__name",
)


class JoinedIds(Aggregate):
    """The ids of a group of rows in one text, "3,17", on both databases."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **context):
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True)
class Heading:
    """A column that another application adds."""

    label: str
    figures: bool


@dataclass(frozen=True)
class Cell:
    """Its value in one row."""

    text: str
    figures: bool


@dataclass(frozen=True)
class InitiativeRow:
    """One initiative in a table, ready to show."""

    id: int
    url: str
    title: str
    summary: str
    lead: str
    programme: str
    areas: str
    badge: Badge
    next_date: str
    unclear: bool
    cells: Sequence[Cell] = ()


@dataclass(frozen=True)
class InitiativeTable:
    """Rows with the columns that other applications add."""

    rows: Sequence[InitiativeRow]
    headings: Sequence[Heading]


def with_table_columns(initiatives):
    """A queryset of initiatives as rows of ``values()``: areas, missing duties, others' columns.

    One statement when fetched.
    """
    through = Initiative.areas.through.objects.filter(initiative_id=OuterRef("pk"))
    ids = through.order_by().values("initiative_id").annotate(ids=JoinedIds("area_id"))
    duties = {
        f"has_{role}": Exists(Participation.objects.filter(initiative=OuterRef("pk"), role=role))
        for role in REQUIRED_ROLES
    }
    others = {
        name: column
        for group in initiative_columns.ordered()
        for name, column in group.columns().items()
    }
    return initiatives.annotate(area_ids=Subquery(ids.values("ids")), **duties, **others).values(
        *FIELDS, "area_ids", *duties, *others
    )


def table_of(rows, *, area_names: Mapping[int, str], today) -> InitiativeTable:
    """Rows of ``with_table_columns`` with names, states and other applications' columns.

    ``area_names`` are in the order in which they are shown.
    """
    groups = initiative_columns.ordered()
    return InitiativeTable(
        rows=[_row(row, _cells(groups, row), area_names, today) for row in rows],
        headings=[Heading(str(label), group.figures) for group in groups for label in group.labels],
    )


def _cells(groups, row) -> list[Cell]:
    return [
        Cell(text, group.figures)
        for group in groups
        for text in group.texts(row) or [NOTHING] * len(group.labels)
    ]


def _row(row, cells, area_names, today) -> InitiativeRow:
    days = (row["state"], row["starts_on"], row["ends_on"])
    return InitiativeRow(
        id=row["id"],
        url=reverse("initiatives:initiative", args=[row["id"]]),
        title=row["title"],
        summary=row["summary"],
        lead=row["lead__name"],
        programme=row["programme__name"],
        areas=_areas(row["area_ids"], area_names),
        badge=badge_of(*days, today=today),
        next_date=next_date(*days, today=today) or NOTHING,
        unclear=row["state"] in INITIATIVE_OPEN
        and not all(row[f"has_{role}"] for role in REQUIRED_ROLES),
        cells=cells,
    )


def _areas(ids, names) -> str:
    wanted = set((ids or "").split(","))
    return ", ".join(name for pk, name in names.items() if str(pk) in wanted) or NOTHING
