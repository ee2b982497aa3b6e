from datetime import date

import pytest

from coordination.domain.queries.straddle import straddles_of
from coordination.models import MeetingBreak
from tests.factories import ConsulteeFactory

pytestmark = pytest.mark.django_db


def titles(consultees, today):
    return [each.title for each in straddles_of(consultees, today=date.fromisoformat(today))]


@pytest.mark.parametrize(
    ("today", "due", "expected"),
    [
        ("2026-02-02", "2026-03-02", []),
        ("2026-08-20", "2026-10-01", ["Valet 13 september 2026"]),
        ("2026-05-20", "2026-09-01", ["Sommaren 19 juni–9 augusti"]),
        (
            "2026-11-20",
            "2027-01-20",
            ["Nya nämnder tillträder 1 januari 2027", "Jul och nyår 23 december–6 januari"],
        ),
        ("2025-11-20", "2026-01-20", ["Jul och nyår 23 december–6 januari"]),
        ("2026-02-02", "2026-03-01", ["Svarsdagen 1 mars 2026 är ingen arbetsdag"]),
    ],
)
def test_what_lies_in_the_time_is_told(town, today, due, expected):
    asked = ConsulteeFactory(organization=town.participant, due_on=date.fromisoformat(due))

    assert titles([asked], today) == expected


def test_break_of_a_body_that_is_asked_is_told_by_name(town):
    asked = ConsulteeFactory(organization=town.participant, due_on=date(2026, 3, 30))
    for body in (town.participant, town.outside):
        MeetingBreak.objects.create(
            organization=body,
            title="Sportlov",
            starts_on=date(2026, 2, 16),
            ends_on=date(2026, 2, 20),
        )

    assert titles([asked], "2026-02-02") == [
        "Stadsbyggnadsnämnden: sportlov 16 februari–20 februari"
    ]


def test_nobody_asked_straddles_nothing():
    assert straddles_of([], today=date(2026, 2, 2)) == []
