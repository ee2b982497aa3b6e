"""Reminder rules in words, as those who are reminded and those who set the rules read them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.domain.reminder_policy import SLOW_PACE, Rule, rules_for
from coordination.domain.reminder_words import join_words, offset_in_words
from coordination.enums import ReminderAudience, ReminderDelivery, ReminderPause
from coordination.models import AuditEvent, ReminderPolicy, ReminderPreference
from coordination.registry import DeadlineKind, deadline_kinds

COMMON = "gemensam"  # the common rule, in addresses


@dataclass(frozen=True)
class RuleRow:
    """A kind of deadline with its rule in words; ``is_own`` where it does not follow the common one."""

    kind: DeadlineKind
    rule: Rule
    is_own: bool
    delivery: str = ReminderDelivery.DAILY

    @property
    def sentences(self) -> list[str]:
        return in_words(self.rule)


def rule_rows(person=None) -> list[RuleRow]:
    """Every kind of deadline, those of the law last, with how ``person`` wants them. Three statements."""
    kinds = sorted(deadline_kinds.values(), key=lambda kind: (kind.statutory, str(kind.label)))
    rules = rules_for({"", *(kind.code for kind in kinds)})
    own = set(ReminderPolicy.objects.values_list("kind", flat=True))
    wishes = ReminderPreference.objects.filter(person=person) if person else ()
    chosen = {wish.kind: wish.delivery for wish in wishes}
    return [
        RuleRow(
            kind,
            rules[kind.code],
            kind.code in own or rules[kind.code].steps != rules[""].steps,
            chosen.get(kind.code, ReminderDelivery.DAILY),
        )
        for kind in kinds
    ]


def last_change(stored) -> AuditEvent | None:
    """Who last saved a rule or a text, and when."""
    events = AuditEvent.objects.filter(subject_type=stored._meta.label_lower, subject_id=stored.pk)
    return events.select_related("actor__person").order_by("-sequence").first()


def in_words(rule: Rule) -> list[str]:
    """The rule as two or three short sentences."""
    mine = [step for step in rule.steps if step.audience == ReminderAudience.OWNER]
    others = [step for step in rule.steps if step.audience != ReminderAudience.OWNER]
    sentences = [
        _owners(mine),
        *(_escalation(step) for step in others),
        _repeats(rule),
        _pause(rule.pause),
    ]
    return [each for each in sentences if each]


def _owners(steps) -> str:
    if not steps:
        return _("Ingen påminnelse till den ansvariga.")
    return _("Påminnelse %(when)s.") % {"when": join_words(_when(step) for step in steps)}


def _when(step) -> str:
    words = offset_in_words(step.offset)
    if step.every:
        again = ngettext("och sedan varje dag", "och sedan var %(n)d:e dag", step.every)
        words = f"{words} {again % {'n': step.every}}"
    return words


def _escalation(step) -> str:
    """”Ordföranden får veta det 28 dagar efter och sedan var 28:e dag.”"""
    who = ReminderAudience(step.audience).label
    return _("%(who)s får veta det %(when)s.") % {"who": who, "when": _when(step)}


def _repeats(rule) -> str:
    """What repeats is one letter a week, and more seldom in the end; not where law asks for it."""
    often = [step.every for step in rule.steps if step.every]
    if not often or not rule.slows:
        return ""
    if min(often) >= SLOW_PACE:
        return _("Upprepningar samlas i veckans första brev.")
    return _(
        "Upprepningar samlas i veckans första brev, och kommer var fjärde vecka efter ett kvartal."
    )


def _pause(pause) -> str:
    return {
        ReminderPause.DAYS_OFF: _("Inga brev på lördagar, söndagar och helgdagar."),
        ReminderPause.HOLIDAYS: _("Inga brev på helger, under sommaren och kring jul."),
    }.get(pause, "")
