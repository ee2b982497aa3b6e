"""An initiative's page in one read: who does what, where, when, and what it needs now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.access import standing
from coordination.components import Badge, DateItem, MapArea
from coordination.models import Area, AreaVersion, Deadline, Organization
from coordination.prepared import prepared
from initiatives import permissions
from initiatives.domain.initiative_date import DATES, SUBJECT
from initiatives.domain.queries.area_letters import letter_columns, letter_of
from initiatives.domain.queries.initiative_progress import badge_of
from initiatives.domain.queries.programme_overview import address_of
from initiatives.enums import REQUIRED_ROLES, ParticipationRole
from initiatives.models import Initiative, Participation, Programme


@dataclass(frozen=True)
class InitiativePage:
    """Everything the page shows, in five statements whatever the size of the initiative."""

    initiative: Initiative
    participations: Sequence[Participation]
    areas: Sequence[MapArea]
    groups: Sequence[Organization]
    dates: Sequence[DateItem]
    today: date

    @property
    def badge(self) -> Badge:
        it = self.initiative
        return badge_of(it.state, it.starts_on, it.ends_on, today=self.today)

    @property
    def missing(self) -> list[ParticipationRole]:
        """The duties that nobody has taken on (M-26)."""
        held = {each.role for each in self.participations}
        return [role for role in REQUIRED_ROLES if role not in held]


def initiatives_for_pages(user):
    """Initiatives the user may see, with what every page's head shows. One statement when fetched."""
    programmes = Programme.objects.visible_to(user).filter(pk=OuterRef("programme"))
    return (
        Initiative.objects.visible_to(user)
        .annotate(programme_is_visible=Exists(programmes))
        .select_related("programme__matter__organization", "programme__convener", "lead", "matter")
    )


def page_of(initiative, *, user, today) -> InitiativePage:
    """Read what an initiative's page shows; it comes itself from ``initiatives_for_pages``."""
    return InitiativePage(
        initiative=initiative,
        participations=_participations(initiative),
        areas=_areas(initiative, today),
        groups=_groups(initiative),
        dates=_dates(initiative, user),
        today=today,
    )


def _participations(initiative) -> list[Participation]:
    found = _taking_part(initiative=initiative.pk)
    for each in found:
        each.initiative = initiative  # its rights are asked without reading it again
    return found


@prepared(initiative=BigIntegerField())
def _taking_part(initiative):
    rows = Participation.objects.filter(initiative=initiative).select_related("organization")
    return rows.order_by("organization__sort_key", "pk")


def _groups(initiative) -> list[Organization]:
    """The groups that work for it: they follow the programme's matter, and are seen by those who see it."""
    if initiative.programme_is_visible:
        return _working_for(initiative=initiative.pk)
    return []


@prepared(initiative=BigIntegerField())
def _working_for(initiative):
    return Organization.objects.filter(initiatives=initiative).for_table()


def _areas(initiative, today) -> list[MapArea]:
    """Its areas with the boundary they were decided with: that of its start, or today's before it."""
    on = min(initiative.starts_on or today, today)
    rows = _areas_as_on(initiative=initiative.pk, programme=initiative.programme_id, on=on)
    return [_map_area(row) for row in rows]


@prepared(initiative=BigIntegerField(), programme=BigIntegerField(), on=DateField())
def _areas_as_on(initiative, programme, on):
    versions = AreaVersion.objects.filter(area=OuterRef("pk"))
    decided = versions.filter(valid_from__lte=on).order_by("-valid_from")
    first = versions.order_by("valid_from")
    areas = Area.objects.filter(initiatives=initiative)
    return areas.annotate(
        geometry=Subquery(decided.values("geometry")[:1]),
        first_geometry=Subquery(first.values("geometry")[:1]),
        boundary_from=Subquery(decided.values("valid_from")[:1]),
        **letter_columns(programme),
    ).for_table()


def _map_area(area) -> MapArea:
    note = (
        _("gräns från %(day)s") % {"day": date_format(area.boundary_from)}
        if area.boundary_from
        else ""
    )
    return MapArea(
        id=area.pk,
        name=area.name,
        letter=letter_of(area),
        geometry=area.geometry or area.first_geometry,
        url=reverse("coordination:area", args=[area.pk]),
        meta=" · ".join(filter(None, [area.get_kind_display(), note])),
    )


def _dates(initiative, user) -> list[DateItem]:
    """The dates kept in the programme's matter, or else those of one's own bodies."""
    if not initiative.is_open:  # its end is no longer watched
        return []
    kinds = [watched.kind for watched in DATES]
    rows = Deadline.objects.open().filter(
        kind__in=kinds, subject_type=SUBJECT, subject_id=initiative.pk
    )
    if not initiative.programme_is_visible:
        rows = rows.filter(organization_id__in=standing(user).organization_ids)
    found = rows.select_related("organization").order_by("due_on", "pk")
    return [
        DateItem(row.due_on, row.title, address_of(row), row.organization.name) for row in found
    ]


# --- Who does what -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ParticipationRow:
    """One organization in one role, or a duty that nobody has taken on (then without ``url``)."""

    name: str
    note: str
    url: str = ""
    leave_url: str = ""
    missing: bool = False


def participants_of(page, *, user) -> list[ParticipationRow]:
    """Who leads, carries out, follows up and contributes; what nobody does stands in its place (M-26)."""
    rows = []
    for role in (ParticipationRole.LEAD, *REQUIRED_ROLES, ParticipationRole.CONTRIBUTES):
        rows += [_participant(each, user) for each in page.participations if each.role == role]
        if role in page.missing and page.initiative.is_open:
            rows.append(ParticipationRow(_("Ingen är utsedd"), str(role.label), missing=True))
    return rows


def _participant(participation, user) -> ParticipationRow:
    since = _("sedan %(day)s") % {"day": date_format(participation.since)}
    may_end = permissions.can_leave_initiative(user, participation)
    return ParticipationRow(
        name=participation.organization.name,
        note=f"{participation.get_role_display()} {since}",
        url=reverse("coordination:organization", args=[participation.organization_id]),
        leave_url=reverse("initiatives:initiative_leave", args=[participation.pk])
        if may_end
        else "",
    )
