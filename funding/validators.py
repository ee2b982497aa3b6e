"""Checks shared by forms, API and domain; each says what happened, why, and what to do."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coordination.swedish import MAX_ORE, format_kr, long_date
from coordination.validators import validate_day


def validate_amount(ore, *, zero=False) -> int:
    """An amount in whole öre, above zero (or from zero), and within what the ledger can hold."""
    if not isinstance(ore, int) or isinstance(ore, bool):
        raise TypeError("money is counted in whole öre")
    if ore < 0 or (ore == 0 and not zero):
        raise ValidationError(
            _("Beloppet ska vara större än 0 kr. En felaktig rad rättas på raden själv."),
            code="amount_not_positive",
        )
    if ore > MAX_ORE:
        raise ValidationError(
            _("Beloppet är större än %(max)s. Kontrollera antalet siffror.")
            % {"max": format_kr(MAX_ORE)},
            code="amount_too_large",
        )
    return ore


def validate_booked_on(day, *, today, earliest=None) -> None:
    """A day in the books has been, and is not before the money was granted."""
    validate_day(day, today=today)
    if day > today:
        raise ValidationError(
            _("Dagen har inte varit än. Välj en dag till och med i dag."), code="day_to_come"
        )
    if earliest and day < earliest:
        raise ValidationError(
            _("Pengarna beviljades %(day)s. Välj den dagen eller en senare.")
            % {"day": long_date(earliest)},
            code="before_grant",
        )


def validate_period(opens_on, closes_on) -> None:
    """A round closes on or after the day it opens."""
    validate_day(opens_on, closes_on)
    if closes_on < opens_on:
        raise ValidationError(
            _("Sista ansökningsdag är före första. Välj en senare dag."), code="closes_before_open"
        )


def validate_open_books(day, source) -> None:
    """Nothing is booked on a day whose books are closed (bokslut); it is booked today instead."""
    if source.books_closed_on and day <= source.books_closed_on:
        raise ValidationError(
            _(
                "Böckerna för %(source)s är stängda till och med %(day)s. "
                "Välj en senare dag, till exempel i dag."
            )
            % {"source": source.name, "day": long_date(source.books_closed_on)},
            code="books_closed",
        )


def first_open_day(day, source) -> date:
    """The day itself, or the first after the books were closed: what was decided before is booked then."""
    closed = source.books_closed_on
    return closed + timedelta(days=1) if closed and day <= closed else day


def validate_percent(percent, *, most=1000) -> None:
    """A share in whole per cent."""
    if percent is not None and not 0 <= percent <= most:
        raise ValidationError(
            _("Skriv en andel mellan 0 och %(most)s procent.") % {"most": most},
            code="percent_out_of_range",
        )


def validate_budget_year(year, *, today) -> int:
    """A year that a budget is made for: not long ago, and not far ahead."""
    first, last = today.year - 30, today.year + 5
    if not first <= year <= last:
        raise ValidationError(
            _("Året verkar fel. Välj ett år mellan %(first)s och %(last)s.")
            % {"first": first, "last": last},
            code="year_out_of_range",
        )
    return year
