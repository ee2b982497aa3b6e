"""What has been told of a date, to whom and when, and what comes next (”Är de påminda?”)."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from coordination.components import Badge
from coordination.domain.owner import Owner
from coordination.domain.reminder_policy import is_statutory
from coordination.domain.reminder_words import offset_in_words
from coordination.enums import MessageState, ReminderDelivery
from coordination.models import Deadline, Person, Reminder, ReminderPreference

SHOWN = 30


@dataclass(frozen=True)
class Told:
    """One reminder to one person, and how far it has come."""

    person: Person
    step: str
    on: date
    badge: Badge


@dataclass(frozen=True)
class Reminders:
    """The reminders of a date as it stands, newest first; who is spared them, and who reads instead."""

    told: list[Told] = field(default_factory=list)
    next_on: date | None = None
    spared: list[Person] = field(default_factory=list)
    instead: list[Person] = field(default_factory=list)


def reminders_of(deadline: Deadline, owner: Owner) -> Reminders:
    """Two statements."""
    rows = Reminder.objects.filter(deadline=deadline, due_on=deadline.due_on)
    rows = rows.select_related("recipient", "message").defer("message__text", "message__html")
    spared, instead = _spared(deadline, owner)
    return Reminders(
        told=[_told(row) for row in rows.order_by("-planned_at", "-offset_days", "-pk")[:SHOWN]],
        next_on=None if deadline.done_at else deadline.next_reminder_on,
        spared=spared,
        instead=instead,
    )


def _told(reminder) -> Told:
    message = reminder.message
    day = (message and message.sent_at) or reminder.write_on or reminder.planned_at
    return Told(reminder.recipient, offset_in_words(reminder.offset_days), day, _badge(reminder))


def _badge(reminder) -> Badge:
    if reminder.unsent:
        return Badge("neutral", reminder.get_unsent_display(), "declined")
    if reminder.message is None:
        return Badge("info", _("Väntar på nästa brev"), "clock")
    if reminder.message.state == MessageState.SENT:
        return Badge("success", _("Skickat"), "check")
    failed = reminder.message.state == MessageState.FAILED
    return Badge("danger" if failed else "info", reminder.message.get_state_display(), "mail")


def _spared(deadline, owner) -> tuple[list[Person], list[Person]]:
    """Those in the chain who have turned such reminders off, and the first behind who has not."""
    chain = [owner, *owner.behind]
    if is_statutory(deadline.kind):
        return [], []
    everybody = [person.pk for link in chain for person in link.people]
    off = ReminderPreference.objects.filter(person__in=everybody, kind=deadline.kind)
    away = set(off.filter(delivery=ReminderDelivery.NEVER).values_list("person", flat=True))
    spared: list[Person] = []
    for number, link in enumerate(chain):
        reading = [person for person in link.people if person.pk not in away]
        spared += [person for person in link.people if person.pk in away]
        if reading:
            return spared, reading if number else []
    return spared, chain[-1].people if spared else []  # the last cannot be spared
