"""Who takes part: municipalities, bodies, people in their seats, and the accounts."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from coordination.enums import OrganizationKind
from coordination.models import Membership, Organization, Person, Seat, User

DATA = Path(__file__).parent / "data"
PASSWORD = "kraftsam-demo"  # noqa: S105  (the demonstration's, printed when it starts)
TERM = date(2022, 10, 15)  # the term of office after the election of 2022


def read(name: str):
    """A data file of the demonstration."""
    text = (DATA / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else text


@dataclass
class Cast:
    """Everybody by key, as the data files call them."""

    bodies: dict[str, Organization] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)


def gather() -> Cast:
    """Create everyone: each act of the story has a fictitious person behind it."""
    cast = Cast()
    facts = read("bodies.json")
    for municipality in facts["municipalities"]:
        _found_municipality(cast, municipality)
    for outside in facts["outside"]:
        cast.bodies[outside["key"]] = _body(outside)
    for someone in read("people.json")["people"]:
        _seat(cast, someone)
    return cast


def secretary_of(cast, key):
    """Whoever keeps the papers of one of Malmö's committees."""
    if key == "sbn":
        return cast.users["sekreterare"]
    return cast.users.get(f"{key}-sekr", cast.users["handlaggare"])


def _found_municipality(cast, facts):
    home = Organization.objects.create(
        name=facts["name"], kind=OrganizationKind.MUNICIPALITY, municipality_code=facts["code"]
    )
    cast.bodies[facts["key"]] = home
    for body in facts["bodies"]:
        above = cast.bodies[body["parent"]] if "parent" in body else home
        serves = cast.bodies[body["serves"]] if "serves" in body else None
        cast.bodies[body["key"]] = _body(body, municipality=home, parent=above, serves=serves)


def _body(facts, **places):
    return Organization.objects.create(
        name=facts["name"],
        kind=facts["kind"],
        registry_prefix=facts.get("prefix", ""),
        postal_line=facts.get("postal", ""),
        is_fictitious=facts.get("fictitious", False),
        **places,
    )


def _seat(cast, facts):
    person = Person.objects.create(
        given_name=facts["given_name"],
        family_name=facts["family_name"],
        party_label=facts["party"],
        email=facts.get("email", ""),
        is_fictitious=True,
    )
    cast.people[facts["key"]] = person
    for number, place in enumerate(facts["seats"]):
        seat = Seat.objects.create(
            organization=cast.bodies[place["body"]],
            role=place["role"],
            title=place.get("title", ""),
            position=number,
        )
        # Stockholm's story begins in 2014, so its people have no first day.
        since = TERM if place["body"].startswith("malmo") else None
        Membership.objects.create(person=person, seat=seat, valid_from=since)
    if person.email:
        password = PASSWORD if facts["account"] else None
        user = User(email=person.email, person=person, is_staff=facts["key"] == "admin")
        user.set_password(password)
        user.save()
        cast.users[facts["key"]] = user
