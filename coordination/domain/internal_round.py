"""The internal round under an incoming referral: its days lie before the day we answer ourselves."""

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.working_days import working_days_before

# What it takes to put the answers together and let the board decide; less is warned of.
MARGIN = 10  # working days


def refuse_too_late_inside(incoming, days) -> None:
    """Refuse a day of an internal round that is not earlier than our own day to answer."""
    if incoming and any(day >= incoming.answer_by for day in days):
        raise ValidationError(
            _("Vi ska själva svara %(day)s. Välj en tidigare dag för den interna rundan.")
            % {"day": date_format(incoming.answer_by)},
            code="after_our_own",
        )


def is_short_of_time(incoming, day) -> bool:
    """Whether fewer working days than usual are left after the round to put the answers together."""
    return incoming is not None and day > latest_day_inside(incoming)


def latest_day_inside(incoming):
    """The day that a form proposes: ten working days before our own."""
    return working_days_before(incoming.answer_by, MARGIN)
