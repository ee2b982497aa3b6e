"""Reminders by hand (”Påminn”): one letter to a person, and nobody twice a day about the same thing."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.recipient import recipients_for
from coordination.domain.reminder_letter import draft_reminder, write_reminders
from coordination.exceptions import ActionRefused
from coordination.models import Deadline, Person, Reminder
from coordination.swedish import join_names
from coordination.validators import validate_plain_text


@dataclass(frozen=True)
class Letter:
    """One person, and all that the person is reminded of in one letter."""

    to: Person
    deadlines: list[Deadline]


@dataclass(frozen=True)
class Round:
    """What a round of reminders by hand would do: letters, who had one today, and whom none reaches."""

    letters: list[Letter]
    spared: list[Person]
    unreachable: list[Deadline]


def plan_round(deadlines, *, now) -> Round:
    """Who would get which letter now: one each, and nobody twice a day about the same thing.

    A body that was reminded today is spared as a whole, also when somebody new has joined it.
    """
    today = timezone.localdate(now)
    people = recipients_for({(d.organization_id, d.role) for d in deadlines}, on=today)
    reminded = reminded_today(deadlines, now=now)
    letters: dict[Person, list[Deadline]] = defaultdict(list)
    spared: dict[Person, None] = {}
    for deadline in deadlines:
        for person in people[deadline.organization_id, deadline.role]:
            if deadline.pk in reminded:
                spared[person] = None
            else:
                letters[person].append(deadline)
    return Round(
        letters=[Letter(person, owed) for person, owed in letters.items()],
        spared=[person for person in spared if person not in letters],
        unreachable=[d for d in deadlines if not people[d.organization_id, d.role]],
    )


def reminded_today(deadlines, *, now) -> set[int]:
    """Those deadlines (their ids) of which somebody was reminded today. One statement."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Reminder.objects.filter(deadline__in=deadlines, message__created_at__gte=midnight)
    return set(rows.values_list("deadline_id", flat=True))


def remind_now(deadline, *, actor, now=None, note="") -> int:
    """Remind of one deadline at once, by hand; returns how many letters. Nobody gets two a day."""
    now = now or timezone.now()
    permissions.require(permissions.can_remind(actor, deadline))
    with transaction.atomic():
        letters = send_round([deadline], actor=actor, now=now, note=note)
        record(
            "deadline.reminded",
            actor=actor,
            subject=deadline,
            matter=deadline.matter,
            data={"title": deadline.title, "people": [str(letter.to) for letter in letters]},
        )
    return len(letters)


def send_round(deadlines, *, actor, now, note="") -> list[Letter]:
    """Put a round of reminders by hand in the outbox, in the caller's transaction.

    The caller has checked the actor's right, and writes the audit event. Raises ActionRefused when
    nothing is left to remind of or nobody can be reached.
    """
    note = validate_plain_text(note, what=_("Hälsningen"), limit=1000) if note.strip() else ""
    today = timezone.localdate(now)
    deadlines = [deadline for deadline in deadlines if not deadline.done_at]
    planned = plan_round(deadlines, now=now)
    _refuse_empty(planned, deadlines)
    proofs = []
    for letter in planned.letters:
        message = draft_reminder(
            letter.deadlines,
            to=letter.to,
            now=now,
            dedupe_key=f"reminder-by-hand:{today}:{letter.to.pk}:{letter.deadlines[0].pk}",
            note=note,
            sender=actor,
        )
        proofs += [(due, (today - due.due_on).days, letter.to, message) for due in letter.deadlines]
    write_reminders(proofs)
    return planned.letters


def _refuse_empty(planned, deadlines):
    if not deadlines:
        raise ActionRefused(_("Det är redan klart. Ingen behöver påminnas."), code="done")
    if not planned.letters and not planned.spared:
        bodies = join_names(deadline.organization.name for deadline in planned.unreachable)
        raise ActionRefused(
            _("Ingen mottagare finns hos %(bodies)s. Lägg till en person med e-postadress där.")
            % {"bodies": bodies},
            code="nobody_reached",
        )
