"""Malmö's mandate: the council's decision, who has part in it, the areas, and the groups."""

from datetime import date

from coordination.domain.assignment import acknowledge_assignment, give_assignment
from coordination.domain.decision import record_decision
from coordination.domain.matter import acknowledge_part, involve, register_matter
from coordination.domain.organization import set_up_group
from coordination.domain.seat import add_seat, fill_seat
from coordination.enums import OrganizationKind, PartyRole, Role
from coordination.models import Assignment
from evaluation.demo.cast import Cast, secretary_of
from evaluation.demo.clock import Clock
from evaluation.demo.places import designate_malmo

MANDATE, OPENED = date(2024, 9, 26), date(2024, 9, 27)
CONFIRMED, TAKEN_ON = date(2024, 10, 2), date(2024, 11, 4)
GROUPS_FOUNDED = date(2025, 1, 15)
RESPONSIBLE = ("asn", "frn", "fsn", "grn", "kun", "tn")
TASKS = (
    "Samordna de kraftsamlande insatserna i hela kommunen",
    "Ta fram former för hur arbetet ska gå till",
    "Föreslå vilka geografiska områden som arbetet ska gälla",
    "Föreslå vilka nämnder och bolag som ska få ett särskilt ansvar",
)


def give_mandate(cast: Cast, clock: Clock):
    """The matter with its areas and groups, each on the day that it came about."""
    with clock.on(OPENED):
        matter = _mandate(cast)
        areas = designate_malmo(cast, matter)
    _take_on(cast, clock, matter)
    with clock.on(GROUPS_FOUNDED):
        groups = _groups(cast, matter)
    return matter, areas, groups


def _mandate(cast):
    helena, board = cast.users["koordinator"], cast.bodies["malmo-ks"]
    matter = register_matter(
        board,
        actor=helena,
        title="Kraftsamlande insatser",
        opened_on=OPENED,
        registry_number="KS-2024-1188",
        is_fictitious=True,
    )
    decision = record_decision(
        matter,
        actor=helena,
        body=cast.bodies["malmo-kf"],
        decided_on=MANDATE,
        paragraph=189,
        title="Kraftsamlande insatser: uppdrag till kommunstyrelsen",
        text="Kommunstyrelsen samordnar arbetet, formar processen och föreslår områden och ansvariga nämnder.",
        today=MANDATE,
    )
    for position, text in enumerate(TASKS, start=1):
        give_assignment(
            decision, actor=helena, receiver=board, text=text, today=MANDATE, position=position
        )
    _parties(cast, matter, decision)
    return matter


def _parties(cast, matter, decision):
    helena = cast.users["koordinator"]
    involve(
        matter,
        cast.bodies["malmo-ks"],
        actor=helena,
        role=PartyRole.LEAD,
        since=MANDATE,
        decision=decision,
    )
    involve(matter, cast.bodies["malmo-stk"], actor=helena, role=PartyRole.CONVENER, since=MANDATE)
    for key in RESPONSIBLE:
        involve(
            matter,
            cast.bodies[f"malmo-{key}"],
            actor=helena,
            role=PartyRole.SPECIAL_RESPONSIBILITY,
            since=MANDATE,
        )


def _take_on(cast, clock, matter):
    """The board confirms its tasks, and all but one committee confirm their part."""
    with clock.on(CONFIRMED):
        for task in Assignment.objects.filter(decision__matter=matter):
            acknowledge_assignment(task, actor=cast.users["koordinator"], on=CONFIRMED)
    with clock.on(TAKEN_ON):
        for key in RESPONSIBLE:
            if key != "kun":
                party = matter.parties.get(organization=cast.bodies[f"malmo-{key}"])
                acknowledge_part(party, actor=secretary_of(cast, key), on=TAKEN_ON)


def _groups(cast, matter):
    """Steering and working group; the culture administration's place in the first is vacant."""
    founded = GROUPS_FOUNDED
    seated = {
        "steering": (
            "direktor",
            {"asf": "tegelborg", "frf": "falk", "fsf": "nilsdotter", "kuf": None, "tf": "berglind"},
        ),
        "working": (
            "koordinator",
            {"asf": None, "frf": None, "fsf": None, "grf": "handlaggare", "kuf": None, "tf": None},
        ),
    }
    names = {
        "steering": (OrganizationKind.STEERING_GROUP, "Styrgruppen för kraftsamlande insatser"),
        "working": (OrganizationKind.WORKING_GROUP, "Arbetsgruppen för kraftsamlande insatser"),
    }
    groups = {}
    for key, (leader, offices) in seated.items():
        kind, name = names[key]
        group = set_up_group(
            matter, actor=cast.users["koordinator"], kind=kind, name=name, founded_on=founded
        )
        _place(cast, group, Role.CHAIR, cast.bodies["malmo-stk"], leader, founded)
        for office, person in offices.items():
            _place(cast, group, Role.MEMBER, cast.bodies[f"malmo-{office}"], person, founded)
        groups[key] = group
    return groups


def _place(cast, group, role, office, person, day):
    title = "Sammankallande" if role == Role.CHAIR else ""
    seat = add_seat(
        group,
        actor=cast.users["koordinator"],
        role=role,
        on_behalf_of=office,
        title=title,
        valid_from=day,
    )
    if person:
        fill_seat(seat, actor=cast.users["koordinator"], person=cast.people[person], valid_from=day)
