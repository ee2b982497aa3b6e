"""The letter to whoever keeps a date that somebody else has moved or taken back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coordination.domain.message import draft_message, queue_messages
from coordination.domain.owner import duty_of, owners_of
from coordination.models import Deadline


@dataclass(frozen=True)
class DateChange:
    """What happened to a date: its day before, the new one (None when it was taken back), and why."""

    deadline: Deadline
    title: str
    before: date
    to: date | None
    reason: str


def tell_of_changes(
    changes: Iterable[DateChange], *, actor, organization, is_from_file, today, now
) -> None:
    """One letter to each who keeps a date that changed, with all that changed at once.

    Part of the transaction that changes them. Whoever made the change knows of it.
    """
    changes = list(changes)
    owners = owners_of({duty_of(each.deadline) for each in changes}, on=today)
    by_person = defaultdict(list)
    for each in changes:
        for person in owners[duty_of(each.deadline)].people:
            if is_from_file or person.pk != actor.person_id:
                by_person[person].append(each)
    context = {"actor": actor, "contact": actor, "body": organization, "is_from_file": is_from_file}
    queue_messages(
        draft_message(
            "dates_moved",
            to=person,
            dedupe_key=f"dates_moved:{told[0].deadline.pk}:{now.isoformat()}:{person.pk}",
            context=context | _facts(told),
            now=now,
            kind="dates_moved",
            matter=told[0].deadline.matter if len(told) == 1 else None,
        )
        for person, told in by_person.items()
    )


def _facts(told) -> dict:
    moved = [each for each in told if each.to]
    return {"changes": told, "has_moved": bool(moved), "has_ended": len(moved) < len(told)}
