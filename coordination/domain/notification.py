"""How someone wants to be reminded: by kind of date, not while away, and not at all where law allows.

Everybody decides for themselves. Whoever has no account turns off reminders from the letter.
"""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.reminder_policy import is_statutory
from coordination.enums import ReminderDelivery
from coordination.exceptions import ActionRefused
from coordination.models import Absence, Person, Reminder, ReminderPreference
from coordination.registry import deadline_kinds
from coordination.validators import validate_day


def set_preferences(person, *, actor, choices) -> None:
    """Keep how a person wants to be reminded: {kind: delivery}; only what differs from the usual is kept.

    Raises PermissionDenied, ActionRefused where law asks for the reminder.
    """
    permissions.require(permissions.can_choose_reminders(actor, person))
    for kind, delivery in choices.items():
        _refuse_statutory(kind, delivery)
    with transaction.atomic():
        changed = _keep(person, choices)
        if changed:
            _log("reminders.chosen", person, actor, kinds=sorted(changed))


def set_absence(person, *, actor, first_day, last_day, stand_in, today) -> Absence:
    """Say that a person is away, and who is reminded instead.

    Raises PermissionDenied, ActionRefused (days in the wrong order or past, away already, nobody to
    be one's own stand-in).
    """
    permissions.require(permissions.can_choose_reminders(actor, person))
    validate_day(first_day, last_day, today=today)
    if last_day < max(first_day, today):
        raise ActionRefused(
            _("Sista dagen ligger före den första, eller har redan varit."), code="wrong_order"
        )
    if stand_in and stand_in.pk == person.pk:
        raise ActionRefused(_("Välj någon annan än dig själv som ersättare."), code="own_stand_in")
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        _refuse_overlap(person, first_day, last_day)
        absence = Absence.objects.create(
            person=person, first_day=first_day, last_day=last_day, stand_in=stand_in
        )
        _log(
            "absence.set",
            person,
            actor,
            first=first_day,
            last=last_day,
            stand_in=str(stand_in or ""),
        )
    return absence


def remove_absence(absence, *, actor) -> None:
    """Take an absence away: the person is back, or never left."""
    permissions.require(permissions.can_choose_reminders(actor, absence.person))
    with transaction.atomic():
        _log(
            "absence.removed", absence.person, actor, first=absence.first_day, last=absence.last_day
        )
        absence.delete()


# --- From the letter -----------------------------------------------------------------------------


def kinds_in(message) -> list[str]:
    """The kinds of dates that a letter reminded of and that may be turned off. One statement."""
    rows = Reminder.objects.filter(message=message).order_by("deadline__kind")
    kinds = rows.values_list("deadline__kind", flat=True).distinct()
    return [kind for kind in kinds if kind in deadline_kinds and not is_statutory(kind)]


def unsubscribe(message) -> None:
    """Turn off what the letter reminded of, for its receiver. Again makes no difference."""
    _choose_from_letter(message, ReminderDelivery.NEVER)


def subscribe_again(message) -> None:
    """Undo it."""
    _choose_from_letter(message, ReminderDelivery.DAILY)


def _choose_from_letter(message, delivery):
    with transaction.atomic():
        changed = _keep(message.person, dict.fromkeys(kinds_in(message), delivery))
        if changed:
            _log("reminders.chosen_from_letter", message.person, None, kinds=sorted(changed))


def _keep(person, choices) -> set[str]:
    """Save the choices and say which kinds changed."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    known = dict(person.reminder_preferences.values_list("kind", "delivery"))
    changed = {
        kind
        for kind, delivery in choices.items()
        if known.get(kind, ReminderDelivery.DAILY) != delivery
    }
    person.reminder_preferences.filter(kind__in=changed).delete()
    ReminderPreference.objects.bulk_create(
        ReminderPreference(person=person, kind=kind, delivery=choices[kind])
        for kind in changed
        if choices[kind] != ReminderDelivery.DAILY
    )
    return changed


def _refuse_statutory(kind, delivery):
    if is_statutory(kind) and delivery != ReminderDelivery.DAILY:
        raise ActionRefused(
            _("%(kind)s följer av lag. De påminnelserna går inte att välja bort.")
            % {"kind": deadline_kinds[kind].label},
            code="statutory",
        )


def _refuse_overlap(person, first_day, last_day):
    known = person.absences.filter(first_day__lte=last_day, last_day__gte=first_day).first()
    if known:
        raise ActionRefused(
            _(
                "Du är redan borta %(first)s–%(last)s. Ta bort den frånvaron först, eller välj andra dagar."
            )
            % {"first": date_format(known.first_day, "j F"), "last": date_format(known.last_day)},
            code="overlap",
        )


def _log(action, person, actor, **data):
    record(action, actor=actor, subject=person, data={"person": str(person), **data})
