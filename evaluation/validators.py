"""Checks shared by forms, API and domain; each says what happened, why, and what to do."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evaluation.calendar import period_name

LARGEST = Decimal(10) ** 11
MOST_DECIMALS = 4
WHOLE = Decimal(100)


def validate_value(value, *, is_share) -> Decimal:
    """A figure that can be stored as it is; a share that is turned round lies between 0 and 100."""
    if not value.is_finite() or abs(value) > LARGEST:
        raise ValidationError(
            _("Värdet är för stort. Kontrollera siffran och enheten."), code="value_too_large"
        )
    if -value.as_tuple().exponent > MOST_DECIMALS:
        raise ValidationError(
            _("Värdet har för många decimaler. Avrunda till högst fyra."), code="too_many_decimals"
        )
    if is_share and not 0 <= value <= WHOLE:
        raise ValidationError(
            _("Andelen ska vara mellan 0 och 100, eftersom 100 minus värdet visas."),
            code="not_a_share",
        )
    return value


def validate_period_over(period, day, *, today) -> None:
    """A figure stands for a period that has ended."""
    if day > today:
        raise ValidationError(
            _("%(period)s är inte slut än. Välj en tidigare dag.")
            % {"period": period_name(period, day).capitalize()},
            code="period_not_over",
        )
