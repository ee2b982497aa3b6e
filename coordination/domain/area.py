"""Areas: named, drawn, redrawn, ended. Old initiatives keep the boundary they were decided with."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.models import Area, AreaVersion
from coordination.validators import plain_name, validate_day, validate_plain_text


def create_area(
    municipality,
    *,
    actor,
    name,
    kind,
    parent=None,
    matter=None,
    description="",
    is_fictitious=False,
) -> Area:
    """Register an area (område), yet without a boundary. Raises ValidationError, PermissionDenied."""
    permissions.require(permissions.can_administer(actor, municipality))
    area = Area(
        municipality=municipality,
        name=plain_name(name, what=_("Namnet"), limit=120),
        kind=kind,
        parent=parent,
        matter=matter,
        description=description.strip(),
        is_fictitious=is_fictitious,
    )
    refuse_taken_name(area)
    with transaction.atomic():
        area.save()
        record("area.created", actor=actor, subject=area, matter=matter, data={"name": area.name})
    return area


def rename_area(area, *, actor, name, description=None) -> None:
    """Give an area another name; its history keeps the old one (S-06)."""
    permissions.require(permissions.can_manage_area(actor, area))
    old = area.name
    area.name = plain_name(name, what=_("Namnet"), limit=120)
    if description is not None:
        area.description = description.strip()
    refuse_taken_name(area)
    with transaction.atomic():
        area.save()
        record(
            "area.renamed",
            actor=actor,
            subject=area,
            matter=area.matter,
            data={"from": old, "to": area.name},
        )


def refuse_taken_name(area) -> None:
    """One living area of a name in a municipality and below the same parent."""
    same = Area.objects.filter(
        municipality=area.municipality,
        parent=area.parent,
        name__iexact=area.name,
        ended_on__isnull=True,
    ).exclude(pk=area.pk)
    if same.exists():
        raise ActionRefused(
            _("Det finns redan ett område som heter %(name)s. Välj ett annat namn.")
            % {"name": area.name},
            code="name_taken",
        )


def set_boundary(
    area, *, actor, boundary, valid_from, decision=None, reason="", is_sketch=False
) -> AreaVersion:
    """Give an area a boundary from a day on, by a decision. Earlier boundaries stay as they were.

    ``boundary`` is what ``geometry.read_geojson`` returned. Refused when the area has ended, and for
    a day that is not after the latest boundary's.
    """
    permissions.require(permissions.can_manage_area(actor, area))
    validate_day(valid_from)
    with transaction.atomic():
        area = Area.objects.select_for_update().get(pk=area.pk)
        if area.ended_on:
            raise ActionRefused(_("Området har upphört och kan inte få en ny gräns."), code="ended")
        latest = area.versions.order_by("-valid_from").first()
        if latest and valid_from <= latest.valid_from:
            raise ActionRefused(
                _(
                    "Den nya gränsen måste gälla från en senare dag än %(day)s, då nuvarande gräns började gälla."
                )
                % {"day": latest.valid_from},
                code="day_too_early",
            )
        west, south, east, north = boundary.bbox
        version = AreaVersion.objects.create(
            area=area,
            geometry=boundary.geojson,
            west=west,
            south=south,
            east=east,
            north=north,
            hectares=boundary.hectares,
            source_crs=boundary.source_crs,
            valid_from=valid_from,
            decision=decision,
            reason=reason.strip(),
            is_sketch=is_sketch,
        )
        record(
            "area.boundary_set",
            actor=actor,
            subject=area,
            matter=area.matter,
            data={
                "from": valid_from,
                "hectares": version.hectares,
                "decision": str(decision or ""),
            },
        )
    return version


def end_area(area, *, actor, on, reason) -> None:
    """Say that an area is no longer used from a day on; nothing that refers to it changes."""
    permissions.require(permissions.can_manage_area(actor, area))
    reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    validate_day(on)
    if area.ended_on:
        raise ActionRefused(_("Området har redan upphört."), code="ended")
    with transaction.atomic():
        area.ended_on = on
        area.save(update_fields=["ended_on"])
        record(
            "area.ended",
            actor=actor,
            subject=area,
            matter=area.matter,
            data={"on": on, "reason": reason},
        )
