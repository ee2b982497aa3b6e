"""Areas: Malmö's four, and those that SOU 2007:104 names. Outlines are sketches."""

import json
from datetime import date

from coordination.access import forget_standing
from coordination.domain.area import create_area, set_boundary
from coordination.enums import AreaKind, OrganizationKind, Role
from coordination.geometry import read_geojson
from coordination.models import Membership, Organization, Seat
from evaluation.demo.cast import Cast, read

MANDATE = date(2024, 9, 26)
INVESTED = date(2023, 1, 9)
REPORTED = date(2007, 10, 1)
SKETCH = "Påhittad skiss för demonstrationen"


def designate_malmo(cast: Cast, matter) -> dict:
    """The areas of Malmö's programme; the choice of areas is fictitious."""
    return {
        facts["key"]: _drawn(
            cast.users["admin"],
            cast.bodies["malmo"],
            facts,
            AreaKind.FOCUS_AREA,
            MANDATE,
            matter,
            fictitious=True,
        )
        for facts in read("areas.json")["malmo"]
    }


def draw_stockholm(cast):
    """Three places in Stockholm that the projects of 2023 are told to be in; both are fictitious."""
    lisbet, home = cast.users["omraden"], cast.bodies["sthlm"]
    seat = Seat.objects.create(organization=home, role=Role.ADMINISTRATOR)
    Membership.objects.create(person=lisbet.person, seat=seat)
    forget_standing(lisbet)
    return {
        facts["key"]: _drawn(
            lisbet, home, facts, AreaKind.FOCUS_AREA, INVESTED, None, fictitious=True
        )
        for facts in read("areas.json")["sthlm"]
    }


def register_agreements(cast: Cast) -> None:
    """The municipalities and areas of the agreements of 2007; one municipality names no area."""
    lisbet = cast.users["omraden"]
    for facts in read("areas.json")["sou_2007_104"]:
        home = _municipality(facts, administrator=lisbet)
        parent = None
        if "parent" in facts:
            parent = create_area(home, actor=lisbet, name=facts["parent"], kind=AreaKind.DISTRICT)
        if facts["area"]:
            named = {**facts, "name": facts["area"]}
            _drawn(lisbet, home, named, facts["kind"], REPORTED, None, parent=parent)


def _municipality(facts, *, administrator):
    """A municipality, and the seat in which its areas are drawn."""
    home = Organization.objects.create(
        name=facts["municipality"],
        kind=OrganizationKind.MUNICIPALITY,
        municipality_code=facts["code"],
    )
    seat = Seat.objects.create(organization=home, role=Role.ADMINISTRATOR)
    Membership.objects.create(person=administrator.person, seat=seat)
    forget_standing(administrator)
    return home


def _drawn(actor, home, facts, kind, day, matter, *, parent=None, fictitious=False):
    area = create_area(
        home,
        actor=actor,
        name=facts["name"],
        kind=kind,
        parent=parent,
        matter=matter,
        is_fictitious=fictitious,
    )
    set_boundary(
        area,
        actor=actor,
        boundary=read_geojson(json.dumps(facts["outline"])),
        valid_from=day,
        reason=SKETCH,
        is_sketch=True,
    )
    return area
