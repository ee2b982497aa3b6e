from datetime import date

import pytest

from evaluation.calendar import period_end, period_name


@pytest.mark.parametrize(
    ("period", "day", "end", "name"),
    [
        ("year", date(2024, 2, 29), date(2024, 12, 31), "2024"),
        ("half_year", date(2024, 6, 30), date(2024, 6, 30), "första halvåret 2024"),
        ("half_year", date(2024, 7, 1), date(2024, 12, 31), "andra halvåret 2024"),
        ("quarter", date(2024, 8, 15), date(2024, 9, 30), "kvartal 3 2024"),
        ("month", date(2024, 2, 1), date(2024, 2, 29), "februari 2024"),
        ("occasion", date(2024, 9, 12), date(2024, 9, 12), "12 september 2024"),
    ],
)
def test_day_belongs_to_its_period(period, day, end, name):
    assert (period_end(period, day), period_name(period, end)) == (end, name)
