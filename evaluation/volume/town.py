"""The municipality: a hundred committees with their offices, four people in each, and one account."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from coordination.enums import AreaKind, OrganizationKind, Role
from coordination.models import Area, Membership, Organization, Person, Seat, User
from coordination.swedish import sort_key
from evaluation.volume.bulk import store

COMMITTEES = 100
EMAIL = "volym@volym.example"
SEED = 20240926
PLACES = (
    "Almvik", "Björkbacken", "Ekeby", "Fridhem", "Granby", "Hagalund", "Lillåker", "Norrgården",
    "Rönnby", "Sjöänga", "Södermalm", "Tallåsen", "Vallby", "Västanå", "Ängslyckan", "Österäng",
)  # fmt: skip
SUBJECTS = ("Fritids", "Kultur", "Skol", "Social", "Teknik", "Trafik", "Arbetsmarknads")
GIVEN = ("Aina", "Birger", "Ebba", "Folke", "Gunhild", "Hjalmar", "Ines", "Åke", "Östen", "Sigrid")
FAMILY = ("Alvik", "Brolin", "Dahlkvist", "Ekvall", "Fors", "Grenander", "Åhs", "Öhrn")
SEATED = (
    (Role.CHAIR, True),
    (Role.SECRETARY, True),
    (Role.HEAD, False),
    (Role.CASE_OFFICER, False),
)


@dataclass
class Town:
    """Who there is, what day it is, and the dice: the same seed throws the same municipality."""

    today: date
    now: datetime
    chance: Random
    home: Organization
    council: Organization
    board: Organization
    office: Organization
    committees: list[Organization]
    offices: list[Organization]
    people: dict[tuple[int, str], Person]
    areas: list[Area]
    account: User

    def person(self, body, role) -> Person:
        """Who holds a role in a body."""
        return self.people[body.pk, role]


def found_town(*, password: str, today: date, now: datetime) -> Town:
    """Create the bodies, people, places and the account, which is the first committee's secretary."""
    home = Organization.objects.create(
        name="Volymköpings kommun",
        kind=OrganizationKind.MUNICIPALITY,
        municipality_code="9999",
        is_fictitious=True,
    )
    council, board = store(
        [
            _body(home, home, "Kommunfullmäktige", OrganizationKind.COUNCIL, prefix="KF"),
            _body(home, home, "Kommunstyrelsen", OrganizationKind.EXECUTIVE_BOARD, prefix="KS"),
        ]
    )
    office = _body(home, board, "Stadskontoret", OrganizationKind.ADMINISTRATION, serves=board)
    office.save()
    committees = store(_committees(home, council))
    offices = store(_offices(home, committees))
    people = _people([(office, Role.COORDINATOR), *_seated(committees, offices)])
    account = User(email=EMAIL, person=people[committees[0].pk, Role.SECRETARY])
    account.set_password(password)
    account.save()
    return Town(
        today=today,
        now=now,
        chance=Random(SEED),  # noqa: S311  (dice, not secrets)
        home=home,
        council=council,
        board=board,
        office=office,
        committees=committees,
        offices=offices,
        people=people,
        areas=store(_areas(home)),
        account=account,
    )


def _body(home, parent, name, kind, *, prefix="", serves=None):
    return Organization(
        name=name,
        kind=kind,
        municipality=home,
        parent=parent,
        serves=serves,
        registry_prefix=prefix,
        is_fictitious=True,
        sort_key=sort_key(name),
    )


def _committees(home, council):
    for number in range(COMMITTEES):
        place, subject = PLACES[number % len(PLACES)], SUBJECTS[number % len(SUBJECTS)]
        name = f"{subject}nämnden i {place}"
        yield _body(home, council, name, OrganizationKind.COMMITTEE, prefix=f"N{number:02}")


def _offices(home, committees):
    for committee in committees:
        name = committee.name.replace("nämnden", "förvaltningen")
        yield _body(home, committee, name, OrganizationKind.ADMINISTRATION, serves=committee)


def _seated(committees, offices):
    for committee, office in zip(committees, offices, strict=True):
        for role, elected in SEATED:
            yield committee if elected else office, role


def _people(places) -> dict:
    people = store(_person(number) for number in range(len(places)))
    seats = store(Seat(organization=body, role=role) for body, role in places)
    store(Membership(person=who, seat=seat) for who, seat in zip(people, seats, strict=True))
    return {(body.pk, role): who for (body, role), who in zip(places, people, strict=True)}


def _person(number):
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number // len(GIVEN) % len(FAMILY)]
    return Person(
        given_name=given,
        family_name=family,
        email=f"person{number}@volym.example",
        sort_key=sort_key(f"{family} {given}"),
        is_fictitious=True,
    )


def _areas(home):
    for place in PLACES:
        yield Area(
            name=place,
            kind=AreaKind.FOCUS_AREA,
            municipality=home,
            is_fictitious=True,
            sort_key=sort_key(place),
        )
