"""Letters that remind: how one is drafted, and the proof of those sent by hand.

What waits for a letter is gathered in ``reminder_gathering``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from coordination.domain.message import draft_message, queue_messages
from coordination.domain.recipient import language_of
from coordination.domain.reminder_text import Texts, fill
from coordination.enums import ReminderAudience, ReminderOccasion
from coordination.models import Deadline, OutgoingMessage, Person, Reminder
from coordination.registry import deadline_kinds, deadline_subjects
from coordination.swedish import body_in_sentence


@dataclass(frozen=True)
class Due:
    """One deadline as a reminder tells of it: how far it is, where it is settled, and why you are told."""

    deadline: Deadline
    days: int  # left; negative when the day has passed
    path: str
    action: Any  # a word in the reader's language
    audience: str = ReminderAudience.OWNER
    stands_in_for: Person | None = None
    handed_down: bool = False

    @property
    def days_late(self) -> int:
        return -self.days

    @property
    def kind(self):
        """The kind's name, as on the page where one chooses what to be told of."""
        known = deadline_kinds.get(self.deadline.kind)
        return known.label if known else ""

    @property
    def why(self) -> str:
        """Why this person is told, in the language of the letter that is being written."""
        body = body_in_sentence(self.deadline.organization.name)
        if self.stands_in_for:
            return _("Du ersätter %(who)s, som är borta.") % {"who": self.stands_in_for}
        if self.handed_down:
            return _(
                "Den som bevakar datum för %(body)s har valt bort de här påminnelserna. "
                "Någon måste få dem, och du står på tur."
            ) % {"body": body}
        if self.audience == ReminderAudience.OWNER:
            return _("Du bevakar datum för %(body)s.") % {"body": body}
        late = ngettext(
            "Det är %(n)d dag försenat hos %(body)s, som du har ansvar för.",
            "Det är %(n)d dagar försenat hos %(body)s, som du har ansvar för.",
            self.days_late,
        )
        return late % {"n": self.days_late, "body": body}


def draft_reminder(
    deadlines, *, to, now, dedupe_key="", note="", sender=None, reminders=(), texts=None
) -> OutgoingMessage:
    """The letter that reminds one person of one or more deadlines, not in the outbox yet.

    ``reminders`` say why the person is told, where it is not as the owner; ``sender`` is who reminds
    by hand; ``texts`` are given by whoever writes many letters.
    """
    today = timezone.localdate(now)
    told = {reminder.deadline_id: reminder for reminder in reminders}
    items = [as_due(each, today, told.get(each.pk)) for each in deadlines]
    matters = {each.matter_id: each.matter for each in deadlines}
    return draft_message(
        "reminder",
        to=to,
        dedupe_key=dedupe_key,
        context={"items": items, "note": note, "sender": sender}
        | opening_words(items, to=to, texts=texts or Texts()),
        now=now,
        kind="reminder",
        matter=deadlines[0].matter if len(matters) == 1 else None,
    )


def as_due(deadline, today: date, reminder=None) -> Due:
    """A deadline as a letter tells of it."""
    subject = deadline_subjects.get(deadline.subject_type)
    return Due(
        deadline=deadline,
        days=(deadline.due_on - today).days,
        path=subject.url(deadline.subject_id) if subject else "/",
        action=subject.action if subject else "",
        audience=reminder.audience if reminder else ReminderAudience.OWNER,
        stands_in_for=reminder.stands_in_for if reminder else None,
        handed_down=reminder.handed_down if reminder else False,
    )


def opening_words(items, *, to, texts) -> dict[str, str]:
    """The subject and the first words of a letter about the items."""
    language = language_of(to)
    words = texts.words(occasion_of(items), language)
    with override(language):
        return {
            "subject": fill(words.subject, items, to=to),
            "opening": fill(words.opening, items, to=to),
        }


def occasion_of(items) -> ReminderOccasion:
    """Which of the texts a letter begins with."""
    if len(items) > 1:
        return ReminderOccasion.SEVERAL
    (item,) = items
    if item.audience != ReminderAudience.OWNER:
        return ReminderOccasion.ESCALATED
    if item.days < 0:
        return ReminderOccasion.LATE
    return ReminderOccasion.BEFORE if item.days else ReminderOccasion.TODAY


def write_reminders(planned) -> int:
    """Letters by hand and their proofs in three statements, whatever their number.

    A letter that was written before is left alone.
    """
    messages = {message.dedupe_key: message for *_rest, message in planned}
    known = OutgoingMessage.objects.filter(dedupe_key__in=messages)
    for key in known.values_list("dedupe_key", flat=True):
        del messages[key]
    if messages:
        queue_messages(messages.values())
    Reminder.objects.bulk_create(
        [
            Reminder(
                deadline=deadline,
                due_on=deadline.due_on,
                offset_days=offset,
                recipient=person,
                message=message,
            )
            for deadline, offset, person, message in planned
            if message.dedupe_key in messages
        ],
        # What waited for the person's next letter stands in this one.
        update_conflicts=True,
        unique_fields=["deadline", "due_on", "offset_days", "recipient"],
        update_fields=["message", "write_on", "unsent"],
    )
    return len(messages)
