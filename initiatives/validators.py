"""Checks shared by forms, API and domain; each says what happened, why, and what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coordination.validators import validate_day


def validate_period(starts_on, ends_on) -> None:
    """Likely days, and nothing ends before it starts; either day may be unknown."""
    validate_day(starts_on, ends_on)
    if starts_on and ends_on and ends_on < starts_on:
        raise ValidationError(
            _("Slutdagen är före startdagen. Välj en slutdag från och med startdagen."),
            code="ends_before_start",
        )


def validate_reason(reason, message) -> None:
    """A change that others have planned by needs a reason, kept in the history."""
    if not reason.strip():
        raise ValidationError(message, code="reason_missing")
