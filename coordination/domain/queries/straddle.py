"""What lies in a referral's time: an election, new committees, a long holiday, bodies that do not meet.

None of it stops a referral. The sender is told, in plain words and with why, before it is sent (K-23).
"""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.elections import elections_between, terms_between
from coordination.models import MeetingBreak
from coordination.working_days import (
    holidays_between,
    is_working_day,
    next_working_day,
    working_days_between,
)


@dataclass(frozen=True)
class Straddle:
    """One thing that lies in the referral's time, and why it matters."""

    title: str
    why: str


def straddles_of(consultees, *, today) -> list[Straddle]:
    """What lies between today and the last day to answer. One statement."""
    days = sorted({each.due_on for each in consultees})
    if not days:
        return []
    last = days[-1]
    return [
        *(_election(day) for day in elections_between(today, last)),
        *(_term(day) for day in terms_between(today, last)),
        *(_holiday(each, today, last) for each in holidays_between(today, last)),
        *(_day_off(day) for day in days if not is_working_day(day)),
        *_breaks(consultees, today),
    ]


def _day(day) -> str:
    return date_format(day, "j F Y")


def _election(day) -> Straddle:
    return Straddle(
        _("Valet %(day)s") % {"day": _day(day)},
        _(
            "Nämnderna möts sällan kring valet, och majoriteten kan bli en annan innan de svarar. "
            "Räkna med längre tid."
        ),
    )


def _term(day) -> Straddle:
    return Straddle(
        _("Nya nämnder tillträder %(day)s") % {"day": _day(day)},
        _(
            "De som svarar efter den dagen kan vara andra än de som fick frågan. Be om svar före, "
            "eller ge de nya ledamöterna tid att sätta sig in i den."
        ),
    )


def _holiday(found, first, last) -> Straddle:
    kind, starts, ends = found
    title = (
        _("Sommaren %(first)s–%(last)s")
        if kind == "summer"
        else _("Jul och nyår %(first)s–%(last)s")
    )
    inside = working_days_between(max(starts, first), min(ends, last))
    return Straddle(
        title % {"first": date_format(starts, "j F"), "last": date_format(ends, "j F")},
        _(
            "Många är lediga och få nämnder sammanträder. %(rest)s av %(all)s arbetsdagar återstår "
            "när ledigheten räknas bort."
        )
        % {
            "all": working_days_between(first, last),
            "rest": working_days_between(first, last) - inside,
        },
    )


def _day_off(day) -> Straddle:
    return Straddle(
        _("Svarsdagen %(day)s är ingen arbetsdag") % {"day": _day(day)},
        _("Närmaste arbetsdag är %(day)s. Välj den, så vet alla vad som gäller.")
        % {"day": _day(next_working_day(day))},
    )


def _breaks(consultees, today) -> list[Straddle]:
    due = {each.organization_id: each.due_on for each in consultees}
    rows = MeetingBreak.objects.filter(organization__in=due, ends_on__gte=today)
    return [
        Straddle(
            _("%(body)s: %(title)s %(first)s–%(last)s")
            % {
                "body": pause.organization.name,
                "title": pause.title[:1].lower() + pause.title[1:],
                "first": date_format(pause.starts_on, "j F"),
                "last": date_format(pause.ends_on, "j F"),
            },
            _("De sammanträder inte då."),
        )
        for pause in rows.select_related("organization")
        if pause.starts_on <= due[pause.organization_id]
    ]
