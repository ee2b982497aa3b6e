"""The areas that a programme concerns (M-03)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.validators import validate_day
from initiatives import permissions
from initiatives.models import ProgrammeArea


def add_area_to_programme(programme, area, *, actor, since, decision=None) -> ProgrammeArea:
    """Point out an area (peka ut) from a day on. Saying it twice changes nothing.

    Refused for an area of another municipality and for one that has ended.
    """
    permissions.require(permissions.can_edit_programme(actor, programme))
    validate_day(since)
    if area.municipality_id != programme.matter.municipality_id:
        raise ActionRefused(
            _("%(area)s ligger i en annan kommun. Välj ett område i den egna kommunen.")
            % {"area": area.name},
            code="other_municipality",
        )
    if area.ended_on and area.ended_on <= since:
        raise ActionRefused(
            _("%(area)s har upphört. Välj ett område som används.") % {"area": area.name},
            code="area_ended",
        )
    with transaction.atomic():
        link, created = ProgrammeArea.objects.get_or_create(
            programme=programme, area=area, defaults={"since": since, "decision": decision}
        )
        if created:
            _log("programme.area_added", programme, actor, area)
    return link


def remove_area_from_programme(programme, area, *, actor) -> None:
    """No longer point an area out. Initiatives keep the areas they were decided with."""
    permissions.require(permissions.can_edit_programme(actor, programme))
    with transaction.atomic():
        removed, _by_model = ProgrammeArea.objects.filter(programme=programme, area=area).delete()
        if removed:
            _log("programme.area_removed", programme, actor, area)


def choose_areas(programme, areas, *, actor, since, decision=None) -> None:
    """Point out exactly these areas: what is new is added, what is left out removed, all or nothing."""
    permissions.require(permissions.can_edit_programme(actor, programme))
    with transaction.atomic():
        before = {link.area for link in programme.area_links.select_related("area")}
        for area in sorted(before - set(areas), key=lambda area: area.sort_key):
            remove_area_from_programme(programme, area, actor=actor)
        for area in sorted(set(areas) - before, key=lambda area: area.sort_key):
            add_area_to_programme(programme, area, actor=actor, since=since, decision=decision)


def _log(action, programme, actor, area):
    record(
        action,
        actor=actor,
        subject=programme,
        matter=programme.matter,
        data={"area": area.name},
    )
