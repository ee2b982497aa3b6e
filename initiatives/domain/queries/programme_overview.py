"""The programme's page in one read: mandate, bodies, areas, groups, dates, initiatives, referrals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.components import ChainBody, ChainStep, DateItem, MapArea
from coordination.domain.queries.seat import GroupSeats, by_group, with_seats
from coordination.enums import OrganizationKind, PartyRole
from coordination.models import (
    Area,
    AreaVersion,
    Assignment,
    Deadline,
    MatterParty,
    Organization,
    Referral,
)
from coordination.prepared import prepared
from coordination.prepared_for_reader import prepared_for_reader
from coordination.registry import deadline_subjects
from coordination.swedish import body_in_sentence, join_names
from initiatives.domain.queries.area_letters import LETTERS
from initiatives.domain.queries.initiative_table import (
    InitiativeTable,
    table_of,
    with_table_columns,
)
from initiatives.models import Initiative, Programme, ProgrammeArea

SHOWN_INITIATIVES = 8
SHOWN_DATES = 6
# A body that has not confirmed its part after this time is late, not just awaited.
CONFIRM_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Overview:
    """Everything the page shows, in eight statements whatever the size of the programme."""

    programme: Programme
    parties: Sequence[MatterParty]
    assignments: Sequence[Assignment]
    areas: Sequence[MapArea]
    groups: Sequence[GroupSeats]
    deadlines: Sequence[Deadline]
    initiatives: InitiativeTable
    referrals: Sequence[Referral]
    today: date

    @property
    def responsible(self) -> list[MatterParty]:
        """The bodies with special responsibility (särskilt ansvar)."""
        return [p for p in self.parties if p.role == PartyRole.SPECIAL_RESPONSIBILITY]

    @property
    def unconfirmed(self) -> list[MatterParty]:
        """Those of them that have not confirmed that they took it on."""
        return [party for party in self.responsible if not party.acknowledged_on]

    @property
    def vacant_groups(self) -> list[GroupSeats]:
        return [group for group in self.groups if group.vacancies]


def programmes_for_pages(user):
    """Programmes the user may see, with what every page's head shows. One statement when fetched."""
    return (
        Programme.objects.visible_to(user)
        .with_model_review()
        .with_initiative_count()
        .select_related("matter__organization__municipality", "lead", "convener", "mandate__body")
    )


def overview_of(programme, *, user, today) -> Overview:
    """Read what a programme's page shows; the programme itself comes from ``programmes_for_pages``."""
    matter = programme.matter
    areas = _areas(programme, today)
    designated = [area for area in areas if area.is_designated]
    letters = dict(zip((area.pk for area in designated), LETTERS, strict=False))
    names = {area.pk: letters.get(area.pk, area.name) for area in areas}
    shown = _first_initiatives(programme=programme.pk)
    parties, assignments = _parties_and_assignments(programme)
    return Overview(
        programme=programme,
        parties=parties,
        assignments=assignments,
        areas=[_map_area(area, letters) for area in designated],
        groups=by_group(_groups(programme=programme.pk, today=today)),
        deadlines=_deadlines(matter=matter.pk),
        initiatives=table_of(shown, area_names=names, today=today),
        referrals=_referrals(user, matter=matter.pk),
        today=today,
    )


def parties_of(matter) -> list[MatterParty]:
    """Who takes part, in Swedish alphabetical order. One statement."""
    return list(matter.parties.select_related("organization").order_by("organization__sort_key"))


# Whoever sees a matter sees what its decisions gave to do and the dates that are kept in it, so these
# are read from the programme's matter, which was found visible, and its initiatives from the programme
# (``visible_to`` says so, and a test). Drafts of referrals are not so.


def _parties_and_assignments(programme) -> tuple[list[MatterParty], list[Assignment]]:
    """Who takes part, and what the mandate gave to whom; a body may have several of each.

    One statement: a row for each part and assignment of each body.
    """
    mandate = programme.mandate
    mandate_id = mandate.pk if mandate and mandate.matter_id == programme.matter_id else 0
    parties: dict[int, MatterParty] = {}
    assignments: dict[int, Assignment] = {}
    for body in _bodies_with_tasks(matter=programme.matter_id, mandate=mandate_id):
        _gather(parties, getattr(body, "part", None))
        _gather(assignments, getattr(body, "task", None))
    return [*parties.values()], sorted(assignments.values(), key=lambda task: task.position)


@prepared(matter=BigIntegerField(), mandate=BigIntegerField())
def _bodies_with_tasks(matter, mandate):
    return (
        Organization.objects.annotate(
            part=FilteredRelation("parts", condition=Q(parts__matter=matter)),
            task=FilteredRelation("assignments", condition=Q(assignments__decision=mandate)),
        )
        .filter(Q(part__isnull=False) | Q(task__isnull=False))
        .select_related("part", "task")
        .order_by("sort_key", "part__pk", "task__pk")
    )


def _gather(found, row) -> None:
    if row:
        found.setdefault(row.pk, row)


@prepared(programme=BigIntegerField(), today=DateField())
def _groups(programme, today):
    return with_seats(Organization.objects.filter(programmes=programme), today)


@prepared_for_reader
def _referrals(reader, matter):
    return Referral.objects.visible_to(reader).filter(matter=matter)


@prepared(matter=BigIntegerField())
def _deadlines(matter):
    rows = Deadline.objects.open().filter(matter=matter).select_related("organization")
    return rows.order_by("due_on", "pk")[:SHOWN_DATES]


@prepared(programme=BigIntegerField())
def _first_initiatives(programme):
    rows = with_table_columns(Initiative.objects.filter(programme=programme))
    return rows.order_by("sort_key", "id")[:SHOWN_INITIATIVES]


# --- Areas ---------------------------------------------------------------------------------------


def _areas(programme, today):
    """The areas of the programme and of its initiatives, with boundary and counts. One statement."""
    municipality = programme.matter.municipality_id or 0
    rows = _areas_with_counts(programme=programme.pk, municipality=municipality, today=today)
    return [row for row in rows if row.is_designated or row.initiative_count]


@prepared(programme=BigIntegerField(), municipality=BigIntegerField(), today=DateField())
def _areas_with_counts(programme, municipality, today):
    boundary = AreaVersion.objects.filter(area=OuterRef("pk"), valid_from__lte=today).order_by(
        "-valid_from"
    )
    designated = ProgrammeArea.objects.filter(programme=programme, area=OuterRef("pk"))
    # The programme's own are a list of ids: a join would look at every initiative of each area.
    own = Initiative.objects.filter(programme=programme)
    used = Initiative.areas.through.objects.filter(
        area_id=OuterRef("pk"), initiative_id__in=own.values("pk")
    )
    counted = used.order_by().values("area_id").annotate(n=Count("pk"))
    return (
        Area.objects.filter(municipality=municipality)
        .annotate(
            is_designated=Exists(designated),
            initiative_count=Coalesce(Subquery(counted.values("n")), 0),
            geometry=Subquery(boundary.values("geometry")[:1]),
            boundary_from=Subquery(boundary.values("valid_from")[:1]),
        )
        .for_table()
    )


def _map_area(area, letters) -> MapArea:
    count = area.initiative_count
    meta = [ngettext("%(n)s insats", "%(n)s insatser", count) % {"n": count}]
    if area.boundary_from:
        meta.append(_("gräns från %(day)s") % {"day": date_format(area.boundary_from)})
    return MapArea(
        id=area.pk,
        name=area.name,
        geometry=area.geometry,
        letter=letters.get(area.pk, ""),
        url=reverse("coordination:area", args=[area.pk]),
        meta=" · ".join(meta),
    )


# --- From mandate to responsibility --------------------------------------------------------------


def chain_of(overview) -> list[ChainStep]:
    """Who gave the mandate, who leads and convenes, who carries it out and has confirmed it."""
    return [_mandate(overview.programme), _leaders(overview.programme), _bodies(overview)]


def _mandate(programme) -> ChainStep:
    decision = programme.mandate
    if not decision:
        return ChainStep(
            _("Uppdraget"), _("Inte antecknat"), _("Beslutet som ger uppdraget saknas här.")
        )
    return ChainStep(
        label=_("Uppdraget"),
        title=decision.body.name,
        text=decision.title,
        decided_on=decision.decided_on,
        paragraph=decision.reference,
        url=reverse("coordination:decision", args=[decision.pk]),
    )


def _leaders(programme) -> ChainStep:
    convener = body_in_sentence(programme.convener.name)
    if programme.convener_id == programme.lead_id:
        text = _("Sammankallar också och svarar för att programmet följs upp.")
    else:
        text = _("Sammankallande är %(convener)s, som svarar för att programmet följs upp.")
    return ChainStep(_("Leder och samordnar"), programme.lead.name, text % {"convener": convener})


def _bodies(overview) -> ChainStep:
    parties = overview.responsible
    if not parties:
        return ChainStep(
            _("Särskilt ansvar"), _("Inga utsedda"), _("Ingen nämnd har utsetts att ansvara.")
        )
    return ChainStep(
        label=_("Särskilt ansvar"),
        title=_how_many(parties),
        bodies=[_chain_body(party, overview.today) for party in parties],
        note=_confirmations(parties, overview.unconfirmed),
    )


def _how_many(parties) -> str:
    companies = {OrganizationKind.MUNICIPAL_COMPANY, OrganizationKind.COMPANY}
    bodies = len(parties)
    if any(party.organization.kind in companies for party in parties):
        text = ngettext("%(n)s nämnd eller bolag", "%(n)s nämnder och bolag", bodies)
    else:
        text = ngettext("%(n)s nämnd", "%(n)s nämnder", bodies)
    return text % {"n": bodies}


def _chain_body(party, today) -> ChainBody:
    url = reverse("coordination:organization", args=[party.organization_id])
    if party.acknowledged_on:
        return ChainBody(party.organization.name, url, "ok")
    late = party.since + CONFIRM_WITHIN < today
    return ChainBody(party.organization.name, url, "late" if late else "wait")


def _confirmations(parties, unconfirmed) -> str:
    if not unconfirmed:
        return _("Alla har tagit emot uppdraget.")
    names = join_names(body_in_sentence(party.organization.name) for party in unconfirmed)
    names = names[:1].upper() + names[1:]
    if len(unconfirmed) == len(parties) > 1:
        return _("Ingen har bekräftat uppdraget än.")
    return _("%(names)s har inte bekräftat uppdraget.") % {"names": names}


# --- Dates ---------------------------------------------------------------------------------------


def dates_of(overview) -> list[DateItem]:
    """The next days to keep in the matter; those that have passed stand first."""
    return [_date_item(deadline, overview.today) for deadline in overview.deadlines]


def _date_item(deadline, today) -> DateItem:
    note = deadline.organization.name
    if deadline.due_on < today:
        days = (today - deadline.due_on).days
        late = ngettext("försenad %(days)d dag", "försenad %(days)d dagar", days) % {"days": days}
        note = f"{note} · {late}"
    return DateItem(deadline.due_on, deadline.title, address_of(deadline), note)


def address_of(deadline) -> str:
    """The page where a deadline is kept."""
    subject = deadline_subjects.get(deadline.subject_type)
    return subject.url(deadline.subject_id) if subject else ""
