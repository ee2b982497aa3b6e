"""Whom a step of a reminder rule tells: the owner, or when nothing happens those above.

Whoever has turned off reminders of a kind is spared them, and the next in the owner's chain is told
instead. Behind the administrators there is nobody, so they are told whatever they chose.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from coordination.domain.owner import Duty, Owner, Reached, duty_of, owners_of
from coordination.domain.reminder_policy import ONE_DAY, is_statutory
from coordination.enums import OrganizationKind, ReminderAudience, ReminderDelivery, Role
from coordination.models import Absence, Organization, Person, ReminderPreference
from coordination.permissions import FALLBACK_ROLES
from coordination.working_days import next_working_day

# Who answers for a body towards others, in this order.
HEADING = (Role.CHAIR, Role.VICE_CHAIR, Role.HEAD)
LEADING_GROUP = (Role.CHAIR, Role.COORDINATOR, Role.MEMBER)


@dataclass(frozen=True)
class Recipient:
    """Someone to tell; ``away_until`` when they come back first, and nobody stands in for them.

    ``handed_down`` when those who come before have turned such reminders off; ``as_role`` is the role
    for which they (or whoever they stand in for) are told.
    """

    person: Person
    stands_in_for: Person | None = None
    away_until: date | None = None
    wish: str = ReminderDelivery.DAILY
    handed_down: bool = False
    as_role: str = ""

    @property
    def declines(self) -> bool:
        """Whether the person has turned such reminders off, and may."""
        return self.wish == ReminderDelivery.NEVER


def recipients_of(steps, *, on) -> dict[tuple[int, str], list[Recipient]]:
    """{(deadline's id, audience): who is told, and who is spared} for pairs of deadline and audience.

    Four statements whatever their number, and one more where steering groups are told.
    """
    candidates = _candidates(steps)
    owners = owners_of({duty for several in candidates.values() for duty in several}, on=on)
    chains = {key: _chain(key[1], several, owners) for key, several in candidates.items()}
    people = {person for chain in chains.values() for owner in chain for person in owner.people}
    away = absences(people, on=on)
    stand_ins = {absence.stand_in for absence in away.values() if absence.stand_in}
    wishes = _wishes(people | stand_ins)
    return {
        (deadline.pk, audience): _told(
            chains[deadline.pk, audience], deadline.kind, away=away, wishes=wishes
        )
        for deadline, audience in steps
    }


def absences(people, *, on) -> dict[int, Absence]:
    """{person's id: the absence on a day} of the people and of their stand-ins. One statement.

    Where the next begins before they have been back at work, it lasts as long as that one.
    """
    coming = Absence.objects.filter(last_day__gte=on).order_by()
    stand_ins = coming.filter(person__in=people, first_day__lte=on).values("stand_in")
    rows = coming.filter(Q(person__in=people) | Q(person__in=stand_ins))
    away: dict[int, Absence] = {}
    for row in rows.select_related("stand_in__user").order_by("first_day", "pk"):
        now = away.get(row.person_id)
        if now is None and row.first_day <= on:
            away[row.person_id] = row
        elif now and row.first_day <= next_working_day(now.last_day + ONE_DAY):
            now.last_day = max(now.last_day, row.last_day)
    return away


def _candidates(steps) -> dict[tuple[int, str], list[Duty]]:
    """The duties to ask for, the nearest first."""
    groups = _steering_groups(
        {deadline.matter_id for deadline, audience in steps if _is_group(audience)}
    )
    found = {}
    for deadline, audience in steps:
        body = deadline.organization_id
        if audience == ReminderAudience.OWNER:
            duties = [duty_of(deadline)]
        elif audience == ReminderAudience.DEPUTY:
            duties = [Duty(body, role) for role in FALLBACK_ROLES if role != deadline.role]
        elif audience == ReminderAudience.CHAIR:
            duties = [Duty(body, role) for role in HEADING]
        else:
            asked = groups[deadline.matter_id]
            duties = [Duty(pk, role) for pk in asked for role in LEADING_GROUP]
        found[deadline.pk, audience] = duties
    return found


def _is_group(audience) -> bool:
    return audience == ReminderAudience.STEERING_GROUP


def _steering_groups(matter_ids) -> dict[int, list[int]]:
    """{matter's id: its steering groups' ids}. One statement, none when none is asked for."""
    groups = defaultdict(list)
    if matter_ids:
        rows = Organization.objects.filter(
            kind=OrganizationKind.STEERING_GROUP, matter__in=matter_ids, dissolved_on__isnull=True
        )
        for pk, matter_id in rows.order_by("pk").values_list("pk", "matter_id"):
            groups[matter_id].append(pk)
    return groups


def _chain(audience, duties, owners) -> list[Owner]:
    """The owner with the whole chain behind; above it only those who hold the role themselves."""
    for duty in duties:
        owner = owners[duty]
        if audience == ReminderAudience.OWNER:
            return [owner, *owner.behind]
        if owner.reached == Reached.ROLE:
            return [owner]
    return []


def _told(chain, kind, *, away, wishes) -> list[Recipient]:
    """Down the chain to the first who want to be told; with those before them, who are spared."""
    told: dict[Person, Recipient] = {}
    for owner in chain:
        reached = [
            replace(
                each,
                wish=_wish(wishes.get((each.person.pk, kind)), kind, owner),
                handed_down=bool(told),
                as_role=owner.role,
            )
            for each in _present(owner.people, away)
        ]
        told |= {each.person: each for each in reached}
        if not all(each.declines for each in reached):
            break
    return list(told.values())


def _wish(chosen, kind, owner) -> str:
    """How somebody is told: as they chose, unless law or their being the last one says otherwise."""
    must = is_statutory(kind) or (
        chosen == ReminderDelivery.NEVER and owner.reached == Reached.ADMINISTRATOR
    )
    return ReminderDelivery.DAILY if must or chosen is None else chosen


def _wishes(people) -> dict[tuple[int, str], str]:
    """{(person's id, kind): how they want to be reminded}. One statement."""
    rows = ReminderPreference.objects.filter(person__in=people)
    return {
        (person, kind): delivery
        for person, kind, delivery in rows.values_list("person", "kind", "delivery")
    }


def _present(people, away) -> list[Recipient]:
    """Those who are there, else their stand-ins; whoever has none is told when they come back."""
    told: dict[Person, Recipient] = {}
    waiting = []
    for person in people:
        absence = away.get(person.pk)
        if absence is None:
            told[person] = Recipient(person)
        elif _can_stand_in(absence.stand_in, away):
            told.setdefault(absence.stand_in, Recipient(absence.stand_in, stands_in_for=person))
        else:
            waiting.append(Recipient(person, away_until=absence.last_day))
    return list(told.values()) or waiting


def _can_stand_in(person, away) -> bool:
    if person is None or person.pk in away or not person.email:
        return False
    user = getattr(person, "user", None)
    return user is None or user.is_active
