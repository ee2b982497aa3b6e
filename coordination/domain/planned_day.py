"""The day of a date that a body plans for itself: reckoned, led off a day off, and why just that one."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.date_rules import roll
from coordination.domain.deadline_rule import day_by, describe, validate_rule
from coordination.domain.working_calendar import calendar_of, meeting_days
from coordination.enums import Roll
from coordination.exceptions import ActionRefused
from coordination.models import Deadline


def refuse_series(every_months) -> None:
    """A date that follows another comes back with it, not by itself."""
    if every_months:
        raise ActionRefused(
            _("En serie går bara att räkna från en fast dag. Välj ”Nej”, eller skriv en dag."),
            code="series_of_reckoned",
        )


def reckoned_day(organization, *, actor, source, rule, today) -> date:
    """The day that a rule gives from another date that the actor sees, if it lies ahead."""
    visible = Deadline.objects.visible_to(actor).open()
    if rule is None or not visible.filter(pk=source.pk).exists():
        raise ActionRefused(_("Välj ett öppet datum att räkna från."), code="source")
    validate_rule(rule)
    day = day_by(rule, source.due_on, organization=organization)
    if day < today:
        raise ValidationError(
            _("%(distance)s blir %(day)s, som redan har varit. Ändra antalet."),
            code="reckoned_has_been",
            params={
                "distance": describe(rule, _event(rule, _said(source.due_on))),
                "day": _said(day),
            },
        )
    return day


def refuse_day_that_has_been(planned, day, today) -> None:
    """The day that was asked for lies ahead, but the one that its rule led to does not."""
    if day >= today:
        return
    text = _("Arbetsdagen före %(asked)s var %(day)s, som redan har varit. Välj en senare dag.")
    if planned.roll == Roll.MEETING:
        text = _("Organets sista sammanträde före %(asked)s var %(day)s. Välj en senare dag.")
    raise ValidationError(
        text,
        code="day_has_been",
        params={"asked": _said(planned.first_on), "day": _said(day)},
    )


def on_working_day(planned, day) -> date:
    """Where a day off, or the body's meetings, lead a day that somebody has set."""
    return roll(
        day,
        Roll(planned.roll),
        calendar=calendar_of(planned.organization.home_id),
        meetings=meeting_days(planned.organization_id) if planned.roll == Roll.MEETING else (),
    )


def why_that_day(planned, source, rule, day) -> str:
    """Why just that day, for whoever is reminded of it."""
    if source is not None:
        return describe(rule, _event(rule, f"”{source.title[:120]}”"))
    if planned.every_months:
        return ". ".join(filter(None, [recurrence_text(planned.every_months), _led(planned, day)]))
    return _("Ur en kalender som lästes in") if planned.uid else _led(planned, day)


def _event(rule, what) -> str:
    event = _("före %(what)s") if rule.is_before else _("efter %(what)s")
    return event % {"what": what}


def _led(planned, day) -> str:
    """That a day off, or a meeting, led to another day than the one that was asked for."""
    if day == planned.first_on:
        return ""
    text = {
        Roll.NEXT: _("Satt till %(asked)s, flyttad till nästa arbetsdag"),
        Roll.PREVIOUS: _("Satt till %(asked)s, flyttad till arbetsdagen före"),
        Roll.MEETING: _("Satt till %(asked)s, flyttad till organets sammanträde före dagen"),
    }[Roll(planned.roll)]
    return text % {"asked": date_format(planned.first_on, "l j F Y")}


def recurrence_text(months) -> str:
    """How often a date comes back: ”Varje kvartal”, ”Vartannat år”, ”Var 18:e månad”."""
    known = {
        1: _("Varje månad"),
        3: _("Varje kvartal"),
        6: _("Varje halvår"),
        12: _("Varje år"),
        24: _("Vartannat år"),
        36: _("Vart tredje år"),
    }
    return known.get(months) or ngettext("Var %(n)s:e månad", "Var %(n)s:e månad", months) % {
        "n": months
    }


def refuse_day_off(deadline, to, *, how) -> None:
    """A date that avoids days off is only put on one by somebody who means it."""
    calendar = calendar_of(deadline.organization.home_id)
    if how == Roll.NONE or calendar.next_working_day(to) == to:
        return
    better = calendar.next_working_day(to)
    if how != Roll.NEXT:
        better = calendar.previous_working_day(to)
    raise ValidationError(
        _(
            "%(day)s är en ledig dag, och datumet ska hålla sig till arbetsdagar. Välj %(better)s, "
            "eller kryssa för att dagen ska gälla ändå."
        ),
        code="day_off",
        params={
            "day": date_format(to, "l j F Y").capitalize(),
            "better": date_format(better, "l j F"),
        },
    )


def _said(day) -> str:
    return date_format(day, "DATE_FORMAT")
