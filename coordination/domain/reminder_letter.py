"""Letters that remind: how one is drafted, and the proof of those sent by hand.

What waits for a letter is gathered in ``reminder_gathering``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from coordination.domain.contact import Contacts
from coordination.domain.message import draft_message, queue_messages
from coordination.domain.recipient import language_of
from coordination.domain.reminder_policy import is_statutory
from coordination.domain.reminder_text import LONG_LATE, Texts, fill
from coordination.domain.reminder_words import join_words, offset_in_words
from coordination.domain.unsubscribe import unsubscribe_address
from coordination.enums import ReminderAudience, ReminderOccasion, Role
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
    as_role: str = ""
    offset: int | None = None  # which step of the rule it is; None when somebody reminds by hand

    @property
    def is_mine(self) -> bool:
        """Whether the reader is to do it, and is not only told."""
        return self.audience == ReminderAudience.OWNER

    @property
    def is_statutory(self) -> bool:
        return is_statutory(self.deadline.kind)

    @property
    def is_long_late(self) -> bool:
        """Whether the day it has been late since says more than the number of days."""
        return self.days_late > LONG_LATE

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
        """Why this person is told and by which step, in the language of the letter being written."""
        if self.offset is None:
            return self._reason()
        step = _("Regeln säger påminnelse %(when)s.") % {"when": offset_in_words(self.offset)}
        return f"{self._reason()} {step}"

    def _reason(self) -> str:
        body = body_in_sentence(self.deadline.organization.name)
        if self.stands_in_for:
            return _("Du ersätter %(who)s, som är borta.") % {"who": self.stands_in_for}
        if self.handed_down:
            return _(
                "Den som bevakar datum för %(body)s har valt bort de här påminnelserna. "
                "Någon måste få dem, och du står på tur."
            ) % {"body": body}
        if self.is_mine:
            return self._owners_reason(body)
        late = ngettext(
            "Det är %(n)d dag försenat hos %(body)s, som du har ansvar för.",
            "Det är %(n)d dagar försenat hos %(body)s, som du har ansvar för.",
            self.days_late,
        )
        return late % {"n": self.days_late, "body": body}

    def _owners_reason(self, body) -> str:
        if not self.as_role:
            return _("Du bevakar datum för %(body)s.") % {"body": body}
        role = Role(self.as_role).label.lower()
        if self.as_role == self.deadline.role:
            return _("Du är %(role)s hos %(body)s, som ska göra det.") % {
                "role": role,
                "body": body,
            }
        return _(
            "Hos %(body)s finns ingen %(wanted)s som kan ta emot brev. "
            "Därför går det till dig som %(role)s."
        ) % {"body": body, "wanted": self.deadline.get_role_display().lower(), "role": role}


def draft_reminder(
    deadlines,
    *,
    to,
    now,
    dedupe_key="",
    note="",
    sender=None,
    reminders=(),
    texts=None,
    contacts=None,
    may_unsubscribe=False,
) -> OutgoingMessage:
    """The letter that reminds one person of one or more deadlines, not in the outbox yet.

    ``reminders`` say why the person is told, where it is not as the owner; ``sender`` is who reminds
    by hand; ``texts`` and ``contacts`` are given by whoever writes many letters.
    """
    today = timezone.localdate(now)
    contacts = contacts or Contacts(deadlines, on=today)
    told = {reminder.deadline_id: reminder for reminder in reminders}
    items = [as_due(each, today, told.get(each.pk)) for each in deadlines]
    items.sort(key=lambda item: not item.is_mine)  # one's own first
    matters = {each.matter_id: each.matter for each in deadlines}
    message = draft_message(
        "reminder",
        to=to,
        dedupe_key=dedupe_key,
        context={
            "items": items,
            "note": note,
            "sender": sender,
            "contact": None if sender else contacts.for_deadline(items[0].deadline, besides=to),
            "unsubscribe": unsubscribe_address(dedupe_key) if may_unsubscribe else "",
        }
        | gathered(items)
        | opening_words(items, to=to, texts=texts or Texts()),
        now=now,
        kind="reminder",
        matter=deadlines[0].matter if len(matters) == 1 else None,
    )
    message.may_unsubscribe = may_unsubscribe
    return message


def gathered(items) -> dict[str, Any]:
    """What a letter says of its items together: which are the reader's own, and what can be moved."""
    mine = [item for item in items if item.is_mine]
    return {
        "mine": mine,
        "others": [item for item in items if not item.is_mine],
        "can_be_moved": any(not item.is_statutory for item in mine),
        "is_law": bool(items) and all(item.is_statutory for item in items),
        "kinds": lazy(_kinds, str)(items),  # in the language that the letter is written in
    }


def _kinds(items) -> str:
    return join_words(dict.fromkeys(str(item.kind).lower() for item in items))


def as_due(deadline, today: date, reminder=None) -> Due:
    """A deadline as a letter tells of it."""
    subject = deadline_subjects.get(deadline.subject_type)
    kind = deadline_kinds.get(deadline.kind)
    action = (kind and kind.action) or (subject.action if subject else "")
    audience = reminder.audience if reminder else ReminderAudience.OWNER
    return Due(
        deadline=deadline,
        days=(deadline.due_on - today).days,
        path=subject.url(deadline.subject_id) if subject else "/",
        action=action if audience == ReminderAudience.OWNER else gettext_lazy("Se ärendet"),
        audience=audience,
        stands_in_for=reminder.stands_in_for if reminder else None,
        handed_down=reminder.handed_down if reminder else False,
        as_role=reminder.as_role if reminder else "",
        offset=reminder.offset_days if reminder else None,
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
    """Which of the texts a letter begins with: what is one's own goes before what others are late with."""
    mine = [item for item in items if item.is_mine]
    if not mine:
        return ReminderOccasion.INFORMED if len(items) > 1 else ReminderOccasion.ESCALATED
    if len(mine) > 1:
        return ReminderOccasion.SEVERAL
    (item,) = mine
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
