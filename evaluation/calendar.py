"""The periods that measurements stand for, and how they are written."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.working_days import MONTHS_IN_A_YEAR, add_months
from evaluation.enums import Period

MONTHS = {
    Period.YEAR: MONTHS_IN_A_YEAR,
    Period.HALF_YEAR: 6,
    Period.QUARTER: 3,
    Period.MONTH: 1,
}


def period_end(period, day: date) -> date:
    """The last day of the period that a day falls in; a single occasion is its own."""
    if period == Period.OCCASION:
        return day
    months = MONTHS[period]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return add_months(first, months) - timedelta(days=1)


def period_name(period, day: date) -> str:
    """”2024”, ”andra halvåret 2024”, ”kvartal 3 2024”, ”september 2024”, ”12 september 2024”."""
    if period == Period.YEAR:
        return str(day.year)
    if period == Period.HALF_YEAR:
        first = day.month <= MONTHS[Period.HALF_YEAR]
        half = _("första halvåret %(year)s") if first else _("andra halvåret %(year)s")
        return half % {"year": day.year}
    if period == Period.QUARTER:
        number = (day.month - 1) // MONTHS[Period.QUARTER] + 1
        return _("kvartal %(number)s %(year)s") % {"number": number, "year": day.year}
    return date_format(day, "F Y" if period == Period.MONTH else "DATE_FORMAT")
