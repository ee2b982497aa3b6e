from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.domain.area import create_area, end_area, rename_area, set_boundary
from coordination.enums import AreaKind
from coordination.exceptions import ActionRefused
from coordination.models import Area

SPRING, SUMMER = date(2025, 3, 1), date(2025, 6, 1)


@dataclass(frozen=True)
class Boundary:
    geojson: str = '{"type":"Polygon","coordinates":[[[13,55],[13.1,55],[13.1,55.1],[13,55]]]}'
    bbox: tuple = (13.0, 55.0, 13.1, 55.1)
    hectares: Decimal = Decimal("3540.00")
    source_crs: str = "EPSG:3006"


@pytest.fixture
def area(town, gun):
    return create_area(town.municipality, actor=gun, name="Norra hamnen", kind=AreaKind.FOCUS_AREA)


def test_area_is_created_by_the_administrator_only(town, disa):
    with pytest.raises(PermissionDenied):
        create_area(town.municipality, actor=disa, name="Norra hamnen", kind=AreaKind.FOCUS_AREA)


def test_area_name_is_taken_once(area, town, gun):
    with pytest.raises(ValidationError, match="Välj ett annat namn"):
        create_area(town.municipality, actor=gun, name="NORRA HAMNEN", kind=AreaKind.FOCUS_AREA)


def test_renamed_area_keeps_its_old_name_in_its_history(area, gun):
    rename_area(area, actor=gun, name="Hamnstaden")

    assert [entry.name for entry in area.history.order_by("pk")] == ["Norra hamnen", "Hamnstaden"]


def test_new_boundary_leaves_the_old_one_in_force_for_its_time(area, gun):
    first = set_boundary(area, actor=gun, boundary=Boundary(), valid_from=SPRING)
    second = set_boundary(area, actor=gun, boundary=Boundary(), valid_from=SUMMER)

    assert area.version_on(date(2025, 5, 31)) == first
    assert area.version_on(SUMMER) == second
    assert area.version_on(date(2025, 2, 28)) is None


def test_boundary_from_an_earlier_day_is_refused(area, gun):
    set_boundary(area, actor=gun, boundary=Boundary(), valid_from=SUMMER)

    with pytest.raises(ActionRefused, match="senare dag"):
        set_boundary(area, actor=gun, boundary=Boundary(), valid_from=SUMMER)


def test_ended_area_gets_no_boundary(area, gun):
    end_area(area, actor=gun, on=SPRING, reason="Slogs ihop med grannområdet.")

    with pytest.raises(ActionRefused, match="upphört"):
        set_boundary(area, actor=gun, boundary=Boundary(), valid_from=SUMMER)


def test_ended_area_frees_its_name(area, town, gun):
    end_area(area, actor=gun, on=SPRING, reason="Slogs ihop med grannområdet.")

    create_area(town.municipality, actor=gun, name="Norra hamnen", kind=AreaKind.FOCUS_AREA)

    assert Area.objects.current(SUMMER).count() == 1
