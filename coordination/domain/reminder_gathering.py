"""The day's letters: each person gets one, with everything they are to be reminded of.

The letter of a day is named after the person and the day, and the database takes a name once: so
nobody gets two a day. What follows from law is no part of it: each of those is a letter of its own.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import BigIntegerField, Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.contact import Contacts
from coordination.domain.message import queue_messages
from coordination.domain.reminder_letter import draft_reminder
from coordination.domain.reminder_policy import is_statutory
from coordination.domain.reminder_text import Texts
from coordination.enums import MessageState, ReminderAudience, ReminderUnsent
from coordination.models import OutgoingMessage, Person, Reminder

log = structlog.get_logger()

PEOPLE = 200  # written to in one go
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Letter:
    """A drafted letter, and the reminders that it settles."""

    message: OutgoingMessage
    reminders: list[Reminder]


def write_waiting_letters(*, now) -> int:
    """Write what waits for a letter; returns how many letters. Twice or at once adds none."""
    if timezone.localtime(now).hour < settings.REMINDERS_FROM_HOUR:
        return 0
    today = timezone.localdate(now)
    written = 0
    while people := _people_waiting(today):
        settled, letters = _write(_waiting(people, today), now)
        written += letters
        if not settled:  # another runner has them
            break
    return written


def _people_waiting(today) -> list[int]:
    """The next people to write to. One statement, which is all it costs when nothing waits."""
    rows = Reminder.objects.waiting(today).order_by("write_on", "recipient")
    people = rows.values_list("recipient", flat=True)
    return list(dict.fromkeys(people[:PEOPLE]))


def _waiting(people, today) -> list[Reminder]:
    """All that each of the people is to be told. One statement."""
    rows = Reminder.objects.waiting(today).filter(recipient__in=people)
    rows = rows.select_related(
        "deadline__organization",
        "deadline__matter__organization",
        "recipient__user",
        "stands_in_for",
    )
    return list(rows.order_by("recipient", "due_on", "deadline", "audience"))


def _write(reminders, now) -> tuple[int, int]:
    """Letters are drafted first, and the rows held only to write: how many settled, how many letters."""
    today = timezone.localdate(now)
    settled, told = _told_apart(reminders)
    drafts = _drafts(told, now)
    letters = _unwritten(drafts)
    with transaction.atomic():
        held = _hold(reminders, today)
        mine = [each for each in letters if held.issuperset(r.pk for r in each.reminders)]
        _end(settled, held)
        queue_messages([each.message for each in mine])
        _note_written(mine)
        _leave_to_tomorrow([each for each in drafts if each not in letters], today)
    return len(held), len(mine)


def _told_apart(reminders):
    """Those of what was settled or moved meanwhile, and those to write of."""
    settled, told = [], []
    for reminder in reminders:
        over = _is_over(reminder)
        (settled if over else told).append(reminder)
    return settled, told


def _is_over(reminder) -> bool:
    deadline = reminder.deadline
    return bool(deadline.done_at) or deadline.due_on != reminder.due_on


def _drafts(reminders, now) -> list[Letter]:
    contacts = Contacts((each.deadline for each in reminders), on=timezone.localdate(now))
    shared = {"texts": Texts(), "contacts": contacts}
    gathered = defaultdict(list)
    letters = []
    for reminder in reminders:
        if is_statutory(reminder.deadline.kind):
            letters += _draft([reminder], _own_key(reminder), now, shared)
        else:
            gathered[reminder.recipient_id].append(reminder)
    for person_id, several in gathered.items():
        key = f"reminders:{person_id}:{timezone.localdate(now)}"
        letters += _draft(several, key, now, shared, may_unsubscribe=True)
    return letters


def _draft(reminders, key, now, shared, *, may_unsubscribe=False) -> list[Letter]:
    """The letter. If it cannot be written, those reminders that spoil it are failed letters of their own."""
    deadlines = list({reminder.deadline_id: reminder.deadline for reminder in reminders}.values())
    try:
        message = draft_reminder(
            deadlines,
            to=reminders[0].recipient,
            now=now,
            dedupe_key=key,
            reminders=sorted(reminders, key=_is_owners),  # whose reason stands: the last one's
            **shared,
            may_unsubscribe=may_unsubscribe,
        )
    except Exception as error:  # noqa: BLE001  (one bad letter must never stop the others)
        if len(deadlines) == 1:
            return [Letter(_unwritable(reminders[0], error, now), reminders)]
        good, bad = _sound(reminders, now, shared)
        rest = _draft(good, key, now, shared, may_unsubscribe=may_unsubscribe) if good else []
        return [*bad, *rest]
    return [Letter(message, reminders)]


def _sound(reminders, now, shared) -> tuple[list[Reminder], list[Letter]]:
    """Which reminders can be written of, and a failed letter for each that cannot."""
    good, bad = [], []
    for reminder in reminders:
        (letter,) = _draft([reminder], _own_key(reminder), now, shared)
        if letter.message.state == MessageState.FAILED:
            bad.append(letter)
        else:
            good.append(reminder)
    return good, bad


def _is_owners(reminder) -> bool:
    return reminder.audience == ReminderAudience.OWNER


def _own_key(reminder) -> str:
    return (
        f"reminder:{reminder.deadline_id}:{reminder.due_on}:{reminder.offset_days}"
        f":{reminder.recipient_id}"
    )


def _unwritable(reminder, error, now) -> OutgoingMessage:
    """A failed message that says why, so that the others go on."""
    log.error("reminder_not_written", deadline=reminder.deadline_id, exc_info=error)
    return OutgoingMessage(
        dedupe_key=_own_key(reminder),
        kind="reminder",
        person=reminder.recipient,
        to_email=reminder.recipient.email,
        subject=reminder.deadline.title,
        matter=reminder.deadline.matter,
        next_attempt_at=now,
        state=MessageState.FAILED,
        error=_("Brevet gick inte att skriva: %(error)s")
        % {"error": f"{type(error).__name__}: {error}"},
    )


def _unwritten(letters) -> list[Letter]:
    """Those whose name is not in the outbox yet. One statement."""
    keys = [each.message.dedupe_key for each in letters]
    known = set(
        OutgoingMessage.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True)
    )
    return [each for each in letters if each.message.dedupe_key not in known]


def _hold(reminders, today) -> set[int]:
    """Take hold of the people and say which reminders still wait, of what is still owed."""
    people = Person.objects.filter(pk__in={reminder.recipient_id for reminder in reminders})
    if transaction.get_connection().features.has_select_for_update_skip_locked:
        people = people.select_for_update(skip_locked=True, no_key=True)
    mine = set(people.order_by("pk").values_list("pk", flat=True))
    asked = [reminder.pk for reminder in reminders if reminder.recipient_id in mine]
    still = Reminder.objects.waiting(today).filter(pk__in=asked)
    rows = still.values_list("pk", "due_on", "deadline__due_on", "deadline__done_at")
    seen = {reminder.pk: _is_over(reminder) for reminder in reminders}
    return {
        pk
        for pk, due_on, owed_on, done_at in rows
        if seen[pk] == (bool(done_at) or owed_on != due_on)
    }


def _leave_to_tomorrow(letters, today) -> None:
    """The letter of the day has gone already: what came since stands in tomorrow's."""
    if letters:
        pks = [reminder.pk for each in letters for reminder in each.reminders]
        Reminder.objects.waiting(today).filter(pk__in=pks).update(write_on=today + ONE_DAY)


def _end(settled, held) -> None:
    over = [reminder.pk for reminder in settled if reminder.pk in held]
    if over:
        Reminder.objects.filter(pk__in=over).update(write_on=None, unsent=ReminderUnsent.SETTLED)


def _note_written(letters) -> None:
    """Put each reminder's letter on it. One statement."""
    if not letters:
        return
    by_message = [
        When(pk__in=[reminder.pk for reminder in each.reminders], then=Value(each.message.pk))
        for each in letters
    ]
    pks = [reminder.pk for each in letters for reminder in each.reminders]
    Reminder.objects.filter(pk__in=pks).update(
        write_on=None, message_id=Case(*by_message, output_field=BigIntegerField())
    )
