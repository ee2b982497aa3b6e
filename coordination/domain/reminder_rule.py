"""Changing the reminder rules, and planning anew what they apply to.

A new rule is for what is to come. What the old one stood for when it was changed is told by the old
one; a step whose day has passed is never told by the new.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Case, DateField, F, Max, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.reminder import plan_reminders, put_next_days
from coordination.domain.reminder_policy import ONE_DAY, Step, refuse_stale, rules_for, warns_owner
from coordination.enums import ReminderAudience, ReminderPause
from coordination.exceptions import ActionRefused
from coordination.models import Deadline, Reminder, ReminderPolicy, ReminderStep
from coordination.registry import deadline_kinds
from coordination.working_days import STOCKHOLM

LONGEST = timedelta(days=365)
MOST_STEPS = 12
DAYS_AT_ONCE = 200
TOLD_AT_ONCE = 500


def change_rule(
    kind, *, actor, steps: Iterable[Step], pause, too_old_after_days, version, today
) -> ReminderPolicy:
    """Give a kind of deadline its own rule, or change the common one; what is owed is planned anew.

    Raises PermissionDenied, ActionRefused.
    """
    permissions.require(permissions.can_set_reminder_rules(actor))
    steps = sorted(steps, key=lambda step: (step.offset, step.audience))
    _refuse_odd(kind, steps, pause)
    plan_reminders(now=_noon(today))  # what has come is told by the rule that stood
    with transaction.atomic():
        rule = ReminderPolicy.objects.select_for_update().filter(kind=kind).first()
        refuse_stale(rule.version if rule else 0, version)
        rule = rule or ReminderPolicy(kind=kind, version=0)
        rule.pause, rule.too_old_after_days = pause, too_old_after_days
        rule.version += 1
        rule.save()
        rule.steps.all().delete()
        ReminderStep.objects.bulk_create(_row(rule, step) for step in steps)
        _log("changed", rule, actor)
        replan(kind, today=today)
    return rule


def drop_rule(kind, *, actor, today) -> None:
    """Let a kind of deadline follow the common rule again."""
    permissions.require(permissions.can_set_reminder_rules(actor))
    plan_reminders(now=_noon(today))
    with transaction.atomic():
        rule = ReminderPolicy.objects.select_for_update().filter(kind=kind).exclude(kind="").first()
        if rule:
            _log("dropped", rule, actor)
            rule.delete()
            replan(kind, today=today)


def replan(kind, *, today) -> None:
    """Put the day of the next reminder on every open deadline that a rule applies to.

    Deadlines of the same kind and day are reminded on the same day, so the cost follows the number of
    days, not of deadlines. What was told today already waits for a step of another day.
    """
    rows = Deadline.objects.open()
    if kind:
        rows = rows.filter(kind=kind)
    else:
        rows = rows.exclude(kind__in=ReminderPolicy.objects.exclude(kind="").values("kind"))
    days = list(rows.order_by().values_list("kind", "due_on").distinct())
    rules = rules_for({kind for kind, _day in days})
    for start in range(0, len(days), DAYS_AT_ONCE):
        _replan(rows, days[start : start + DAYS_AT_ONCE], rules, today - ONE_DAY)
    _replan_told(rows, rules, today)


def _noon(day) -> datetime:
    return datetime.combine(day, time(12), STOCKHOLM)


def _replan(rows, days, rules, after):
    planned = [
        When(kind=kind, due_on=day, then=Value(rules[kind].next_day(day, after=after)))
        for kind, day in days
    ]
    rows.filter(
        kind__in={kind for kind, _day in days}, due_on__in={day for _kind, day in days}
    ).update(next_reminder_on=Case(*planned, default="next_reminder_on", output_field=DateField()))


def _replan_told(rows, rules, today):
    """Those of which somebody has been told today: their last reminder is the floor."""
    midnight = datetime.combine(today, time.min, STOCKHOLM)
    told = (
        Reminder.objects.filter(planned_at__gte=midnight, deadline__in=rows.order_by().values("pk"))
        .filter(due_on=F("deadline__due_on"))
        .values_list("deadline", "deadline__kind", "due_on")
        .annotate(last=Max("planned_at"))
        .order_by()
    )
    days = [
        (pk, rules[kind].next_day(due_on, after=timezone.localdate(last)))
        for pk, kind, due_on, last in told
    ]
    for start in range(0, len(days), TOLD_AT_ONCE):
        put_next_days(dict(days[start : start + TOLD_AT_ONCE]))


def _row(rule, step) -> ReminderStep:
    return ReminderStep(
        policy=rule,
        offset_days=step.offset,
        repeat_every_days=step.every,
        audience=step.audience,
    )


def _refuse_odd(kind, steps, pause):
    if kind and kind not in deadline_kinds:
        raise ActionRefused(_("Det slaget av datum finns inte."), code="unknown_kind")
    if kind and deadline_kinds[kind].statutory:
        _refuse_lax(steps, pause)
    if len(steps) > MOST_STEPS:
        raise ActionRefused(_("Fler än tolv steg läser ingen. Ta bort några."), code="too_many")
    for step in steps:
        if abs(step.offset) > LONGEST.days:
            raise ActionRefused(_("Ett steg ligger som längst ett år bort."), code="too_far")
        if step.every and step.offset < 0:
            raise ActionRefused(
                _("Ett steg före dagen upprepas inte. Lägg till ett steg närmare dagen i stället."),
                code="repeats_before",
            )
        if step.audience != ReminderAudience.OWNER and step.offset < 1:
            raise ActionRefused(
                _("Andra än den ansvariga får veta det tidigast dagen efter sista dagen."),
                code="too_early",
            )
    if len({(step.offset, step.audience) for step in steps}) < len(steps):
        raise ActionRefused(_("Två steg är likadana. Ta bort det ena."), code="twice")


def _refuse_lax(steps, pause):
    if pause == ReminderPause.HOLIDAYS:
        raise ActionRefused(
            _("Datumet följer av lag och gäller också under sommaren. Välj en kortare vila."),
            code="law_does_not_rest",
        )
    if not warns_owner(steps):
        raise ActionRefused(
            _(
                "Datumet följer av lag. Behåll minst en påminnelse till den ansvariga, senast på dagen."
            ),
            code="law_needs_reminder",
        )


def _log(what, rule, actor):
    known = deadline_kinds.get(rule.kind)
    name = str(known.label) if known else _("den gemensamma regeln")
    record(f"reminder_rule.{what}", actor=actor, subject=rule, data={"title": name})
