"""An area has the same letter on every page of a programme."""

import pytest

from initiatives.domain.queries.initiative_page import initiatives_for_pages, page_of
from initiatives.domain.queries.programme_overview import overview_of, programmes_for_pages
from initiatives.models import ProgrammeArea
from tests.factories import AreaFactory


@pytest.fixture
def areas(programme, town, today):
    made = [AreaFactory(name=n, municipality=town.municipality) for n in ("Öster", "Hyllie", "Ast")]
    for area in made:
        ProgrammeArea.objects.create(programme=programme, area=area, since=today)
    return made


def test_letter_on_the_initiatives_page_is_the_programmes(initiative, areas, town, disa, today):
    outside = AreaFactory(name="Centrum", municipality=town.municipality)
    initiative.areas.set([areas[0], areas[1], outside])

    programme = programmes_for_pages(disa).get(pk=initiative.programme_id)
    overview = overview_of(programme, user=disa, today=today)
    page = page_of(initiatives_for_pages(disa).get(pk=initiative.pk), user=disa, today=today)

    lettered = {area.name: area.letter for area in overview.areas}
    assert lettered == {"Ast": "A", "Hyllie": "B", "Öster": "C"}
    assert [(area.name, area.letter) for area in page.areas] == [
        ("Centrum", ""),
        ("Hyllie", "B"),
        ("Öster", "C"),
    ]
