"""How each kind of date is reckoned: by law, as Kraftsam says, or as the municipality has set it."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination import permissions
from coordination.date_rules import DateRule
from coordination.domain.audit import record
from coordination.domain.reminder_words import join_words
from coordination.domain.working_calendar import calendar_of, meeting_days
from coordination.enums import Roll
from coordination.exceptions import ActionRefused
from coordination.models import DeadlineRule
from coordination.registry import DeadlineKind, deadline_kinds
from coordination.working_days import MONTHS_IN_A_YEAR, SWEDISH

MOST_MONTHS, MOST_DAYS, MOST_LEAST = 120, 3650, 250
DAYS_IN_A_WEEK, FEWEST_WEEKS = 7, 3


@dataclass(frozen=True)
class Reckoned:
    """A day that a rule gave, and the words that say why just that day."""

    day: date
    why: str


def reckon(kind, *, after, organization) -> Reckoned:
    """The day on which a kind of date falls, counted from an event in a body's municipality.

    Statutory kinds follow the law and the country's calendar; the others the municipality's.
    """
    known = deadline_kinds[kind]
    rule = rule_for(kind, organization.home_id)
    day = day_by(rule, after, organization=organization, statutory=known.statutory)
    return Reckoned(day, describe(rule, known.event))


def day_by(rule, after, *, organization, statutory=False):
    """The day that a rule gives for a body: with its meetings, in its municipality's calendar."""
    return rule.day(
        after,
        calendar=SWEDISH if statutory else calendar_of(organization.home_id),
        meetings=meeting_days(organization.pk) if rule.roll == Roll.MEETING else (),
    )


def rule_for(kind, municipality_id) -> DateRule:
    """The rule of a kind: the municipality's own, else the one that it is registered with."""
    known = deadline_kinds[kind]
    if known.rule is None:
        message = f"dates of kind {kind!r} are said, not reckoned"
        raise ValueError(message)
    own = None
    if not known.statutory:
        own = DeadlineRule.objects.filter(municipality_id=municipality_id, kind=kind).first()
    return own.date_rule if own else known.rule


def describe(rule, event) -> str:
    """A rule in words: ”6 månader efter att insatsen blev klar, nästa arbetsdag”."""
    parts = [f"{distance_of(rule)} {event}".strip()]
    if rule.least:
        parts.append(_("minst %(n)s arbetsdagar ifrån") % {"n": rule.least})
    if rule.roll != Roll.NONE:
        parts.append(str(_ROLLED[rule.roll]))
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


_ROLLED = {
    Roll.NEXT: gettext_lazy("nästa arbetsdag om dagen är ledig"),
    Roll.PREVIOUS: gettext_lazy("arbetsdagen före om dagen är ledig"),
    Roll.MEETING: gettext_lazy("på organets sista sammanträde före dagen"),
}


def distance_of(rule) -> str:
    """How far a rule counts, in words: ”1 år”, ”6 månader”, ”3 veckor”, ”14 dagar och 2 arbetsdagar”."""
    parts = [*_long(abs(rule.months)), *_short(abs(rule.days))]
    if number := abs(rule.working_days):
        text = ngettext("%(n)s arbetsdag", "%(n)s arbetsdagar", number)
        parts.append(text % {"n": number})
    return join_words(parts) or _("samma dag")


def _long(months):
    if months and not months % MONTHS_IN_A_YEAR:
        years = months // MONTHS_IN_A_YEAR
        yield ngettext("%(n)s år", "%(n)s år", years) % {"n": years}
    elif months:
        yield ngettext("%(n)s månad", "%(n)s månader", months) % {"n": months}


def _short(days):
    weeks, rest = divmod(days, DAYS_IN_A_WEEK)
    if weeks >= FEWEST_WEEKS and not rest:
        yield _("%(n)s veckor") % {"n": weeks}
    elif days:
        yield ngettext("%(n)s dag", "%(n)s dagar", days) % {"n": days}


def reckoned_kinds() -> list[DeadlineKind]:
    """The kinds that follow a rule, by name."""
    kinds = [kind for kind in deadline_kinds.values() if kind.rule]
    return sorted(kinds, key=lambda kind: (kind.statutory, str(kind.label)))


def set_deadline_rule(municipality, kind, *, actor, rule) -> DeadlineRule:
    """Let a municipality reckon a kind of date in its own way, from now on.

    Dates that are owed already stay on their days. Raises PermissionDenied, ActionRefused for what
    the law reckons, ValidationError for a distance that nobody means.
    """
    permissions.require(permissions.can_administer(actor, municipality))
    known = deadline_kinds.get(kind)
    if known is None or known.rule is None or known.statutory:
        raise ActionRefused(
            _("Det datumet räknas enligt lag och går inte att ändra."), code="statutory"
        )
    validate_rule(rule)
    with transaction.atomic():
        own = DeadlineRule.objects.filter(municipality=municipality, kind=kind).first()
        own = own or DeadlineRule(municipality=municipality, kind=kind)
        own.date_rule = rule
        own.save()
        data = {"kind": str(known.label), "rule": describe(rule, known.event)}
        record("deadline_rule.set", actor=actor, subject=municipality, data=data)
    return own


def restore_deadline_rule(municipality, kind, *, actor) -> None:
    """Go back to Kraftsam's own rule. Raises PermissionDenied."""
    permissions.require(permissions.can_administer(actor, municipality))
    own = DeadlineRule.objects.filter(municipality=municipality, kind=kind).first()
    if own is None:
        return
    with transaction.atomic():
        own.delete()
        known = deadline_kinds[kind]
        data = {"kind": str(known.label), "rule": describe(known.rule, known.event)}
        record("deadline_rule.restored", actor=actor, subject=municipality, data=data)


def validate_rule(rule) -> None:
    """A distance that somebody can mean: up to ten years, and not further between than it is long."""
    far = abs(rule.months) > MOST_MONTHS or max(abs(rule.days), abs(rule.working_days)) > MOST_DAYS
    if far or rule.least > MOST_LEAST:
        raise ValidationError(_("Avståndet är för långt. Högst tio år går att räkna."), code="far")
