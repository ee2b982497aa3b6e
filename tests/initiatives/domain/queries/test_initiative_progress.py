"""How far an initiative has come, in words."""

from datetime import date

import pytest

from initiatives.domain.queries.initiative_progress import badge_of, next_date, period

TODAY = date(2025, 5, 28)
BEFORE, AFTER, NEXT_YEAR = date(2025, 5, 19), date(2025, 6, 30), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("state", "starts_on", "ends_on", "kind", "text"),
    [
        ("planned", AFTER, None, "neutral", "Planeras"),
        ("planned", None, None, "neutral", "Planeras"),
        ("planned", BEFORE, None, "danger", "Start försenad 9 dagar"),
        ("running", BEFORE, AFTER, "success", "Pågår"),
        ("running", BEFORE, None, "success", "Pågår"),
        ("running", BEFORE, TODAY, "success", "Pågår"),
        ("running", BEFORE, BEFORE, "danger", "Försenad 9 dagar"),
        ("completed", BEFORE, BEFORE, "accent", "Avslutad"),
        ("incorporated", BEFORE, BEFORE, "accent", "Införlivad"),
        ("stopped", BEFORE, BEFORE, "neutral", "Stoppad"),
    ],
)
def test_state_is_told_in_colour_and_word(state, starts_on, ends_on, kind, text):
    badge = badge_of(state, starts_on, ends_on, today=TODAY)

    assert (badge.kind, badge.text) == (kind, text)


@pytest.mark.parametrize(
    ("state", "starts_on", "ends_on", "text"),
    [
        ("planned", AFTER, NEXT_YEAR, "Start 30 juni"),
        ("planned", None, AFTER, "Slut 30 juni"),
        ("running", BEFORE, NEXT_YEAR, "Slut 30 juni 2026"),
        ("running", BEFORE, None, ""),
        ("completed", BEFORE, AFTER, ""),
    ],
)
def test_next_date_is_the_one_that_comes(state, starts_on, ends_on, text):
    assert next_date(state, starts_on, ends_on, today=TODAY) == text


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "text"),
    [
        (BEFORE, AFTER, "19 maj 2025 – 30 juni 2025"),
        (BEFORE, None, "från och med 19 maj 2025"),
        (None, AFTER, "till och med 30 juni 2025"),
        (None, None, ""),
    ],
)
def test_period_is_told_as_far_as_it_is_known(starts_on, ends_on, text):
    assert period(starts_on, ends_on) == text
