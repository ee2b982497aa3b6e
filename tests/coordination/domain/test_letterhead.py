"""A body's letterhead: readable colours, clean logos, borrowed where there is none."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.documents.look import look_of
from coordination.domain.letterhead import contrast_between, set_letterhead, style_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def choose(body, actor, **changes):
    values = {"accent": "#005f73", "layout": "handler_first", "lines": "Rad ett\nRad två"}
    return set_letterhead(body, actor=actor, **(values | changes))


def test_letterhead_reaches_the_documents(town, bo):
    choose(town.participant, bo, logo=SVG)

    look = look_of(town.participant)

    assert (look.accent, look.layout) == ("#005f73", "handler_first")
    assert look.lines == ("Rad ett", "Rad två")
    assert list(look.pictures) == ["body-logo.svg"]


def test_administration_borrows_from_the_committee_that_it_serves(town, bo):
    style = choose(town.participant, bo)

    assert style_of(town.participant_office) == style
    assert style_of(town.lead) is None


@pytest.mark.parametrize("colour", ["#ffcc00", "red", "#12405a;}", ""])
def test_colour_that_cannot_be_read_is_refused(town, bo, colour):
    with pytest.raises(ValidationError) as refused:
        choose(town.participant, bo, accent=colour)

    assert refused.value.code == "colour"
    assert style_of(town.participant) is None


def test_contrast_is_counted_as_in_wcag():
    assert contrast_between("#000000", "#ffffff") == 21
    assert round(contrast_between("#777777", "#ffffff"), 2) == 4.48


def test_letterhead_is_the_bodys_own(town, cecilia):
    with pytest.raises(PermissionDenied):
        choose(town.participant, cecilia)


def test_second_writer_is_told(town, bo):
    style = choose(town.participant, bo)
    choose(town.participant, bo, version=style.version)

    with pytest.raises(ValidationError) as refused:
        choose(town.participant, bo, version=style.version)

    assert refused.value.code == "changed_meanwhile"
