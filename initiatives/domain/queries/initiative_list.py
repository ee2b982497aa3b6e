"""The list of initiatives, of one programme or of all one may see: counted, filtered, page by page."""

from dataclasses import dataclass

from django.db.models import CharField, Count, F, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.components import Choice
from coordination.keyset import AFTER, BEFORE, KeysetPage, keyset_page
from coordination.models import Area, Organization
from coordination.swedish import fold
from initiatives.domain.queries.initiative_table import (
    InitiativeTable,
    table_of,
    with_table_columns,
)
from initiatives.enums import InitiativeState
from initiatives.models import Initiative, Programme

AREA, LEAD, PROGRAMME = "area", "lead", "programme"


@dataclass(frozen=True)
class InitiativeList:
    """One page of the list, with the counted states above it."""

    table: InitiativeTable
    page: KeysetPage
    states: list[Choice]
    total: int


@dataclass(frozen=True)
class Options:
    """What the list can be narrowed to: (id, name) of areas, lead bodies and programmes."""

    areas: dict[int, str]
    leads: dict[int, str]
    programmes: dict[int, str]


def initiatives_for(user, *, programme=None):
    """Where every list starts: what the user may see, in a programme found visible or in all.

    Whoever sees a programme sees all its initiatives (``visible_to`` says so, and a test).
    """
    return programme.initiatives.all() if programme else Initiative.objects.visible_to(user)


def narrowed(initiatives, *, text="", area=None, lead=None, programme=None):
    """The initiatives that the form asks for; the state is chosen beside it."""
    if text:
        initiatives = initiatives.filter(search_text__contains=fold(text))
    if area:
        initiatives = initiatives.filter(areas=area)
    if lead:
        initiatives = initiatives.filter(lead=lead)
    if programme:
        initiatives = initiatives.filter(programme=programme)
    return initiatives


def list_initiatives(initiatives, params, *, state, options, user, today) -> InitiativeList:
    """One page of narrowed initiatives in a state. Two statements, and one a column group."""
    counts = dict(initiatives.order_by().values_list("state").annotate(n=Count("pk")))
    total = counts.get(state, 0) if state else sum(counts.values())
    shown = initiatives.filter(state=state) if state else initiatives
    page = keyset_page(
        shown, params, columns=with_table_columns, label=lambda rows: _shown(rows, total)
    )
    return InitiativeList(
        table=table_of(page.rows, area_names=options.areas, today=today),
        page=page,
        states=_state_choices(counts, params, state),
        total=total,
    )


def _shown(rows, total) -> str:
    text = ngettext("%(rows)s av %(total)s insats", "%(rows)s av %(total)s insatser", total)
    return text % {"rows": rows, "total": total}


def _state_choices(counts, params, chosen) -> list[Choice]:
    """A link to each state with how many there are; states without any are left out."""
    everything = Choice(_("Alla"), _address(params, ""), sum(counts.values()), current=not chosen)
    return [
        everything,
        *(
            Choice(
                str(state.label),
                _address(params, state),
                counts.get(state, 0),
                current=state == chosen,
            )
            for state in InitiativeState
            if state in counts or state == chosen
        ),
    ]


def _address(params, state) -> str:
    kept = params.copy()
    for name in (AFTER, BEFORE, "lage"):
        kept.pop(name, None)
    if state:
        kept["lage"] = state.value
    return f"?{kept.urlencode()}"


def options_for(user, *, programme=None) -> Options:
    """Areas, lead bodies and programmes that initiatives one may see have. One statement."""
    seen = initiatives_for(user, programme=programme)
    through = Initiative.areas.through.objects.filter(initiative__in=seen.values("pk"))
    areas = Area.objects.filter(pk__in=through.values("area_id"))
    leads = Organization.objects.filter(pk__in=seen.values("lead_id"))
    programmes = Programme.objects.filter(pk__in=seen.values("programme_id"))
    named = [
        rows.order_by().annotate(
            option=Value(kind, output_field=CharField()), label=F("name"), key=F("sort_key")
        ).values_list("option", "key", "pk", "label")
        for kind, rows in ((AREA, areas), (LEAD, leads), (PROGRAMME, programmes))
    ]  # fmt: skip
    found: dict[str, dict[int, str]] = {AREA: {}, LEAD: {}, PROGRAMME: {}}
    for kind, _key, pk, name in (
        named[0].union(*named[1:], all=True).order_by("option", "key", "pk")
    ):
        found[kind][pk] = name
    return Options(areas=found[AREA], leads=found[LEAD], programmes=found[PROGRAMME])
