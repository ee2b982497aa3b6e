"""``python -m tests.faults.seed NUMBER``: so many bodies with a secretary each, and a duty due today."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from coordination.enums import OrganizationKind, ReminderPause, Role  # noqa: E402
from coordination.models import (  # noqa: E402
    Deadline,
    Membership,
    Organization,
    Person,
    ReminderPolicy,
    Seat,
)
from coordination.swedish import sort_key  # noqa: E402


def seed(number: int) -> None:
    """Everything that a reminder to each of them needs."""
    today = timezone.localdate()
    ReminderPolicy.objects.update(pause=ReminderPause.NEVER)
    home = Organization.objects.create(name="Storköping", kind=OrganizationKind.MUNICIPALITY)
    first = Deadline.objects.count()
    bodies = [
        Organization(name=f"Nämnd {each}", kind=OrganizationKind.COMMITTEE, municipality=home)
        for each in range(number)
    ]
    for body in bodies:
        body.sort_key = sort_key(body.name)
    Organization.objects.bulk_create(bodies)
    people = Person.objects.bulk_create(
        Person(given_name="Sekreterare", family_name=str(n), email=f"s{n}@kommun.example")
        for n in range(number)
    )
    seats = Seat.objects.bulk_create(
        Seat(organization=body, role=Role.SECRETARY) for body in bodies
    )
    Membership.objects.bulk_create(
        Membership(person=person, seat=seat) for person, seat in zip(people, seats, strict=True)
    )
    Deadline.objects.bulk_create(
        Deadline(
            kind="statement",
            title="Yttrande",
            organization=body,
            role=Role.SECRETARY,
            subject_type="consultee",
            subject_id=first + each,
            due_on=today,
            next_reminder_on=today,
        )
        for each, body in enumerate(bodies)
    )


if __name__ == "__main__":
    with transaction.atomic():
        seed(int(sys.argv[1]))
