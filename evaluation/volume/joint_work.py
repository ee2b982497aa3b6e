"""Programmes, a hundred initiatives in each, and who takes part in them."""

from datetime import timedelta

from coordination.enums import PartyRole, Role
from coordination.models import Deadline, Matter, MatterParty
from coordination.swedish import fold, sort_key
from evaluation.volume.bulk import pour, store
from evaluation.volume.town import PLACES, Town
from initiatives.domain.initiative_date import END, SUBJECT
from initiatives.enums import (
    INITIATIVE_COMPLETED,
    InitiativeState,
    ParticipationRole,
    ProgrammeState,
)
from initiatives.models import Initiative, Participation, Programme, ProgrammeArea

PER_PROGRAMME = 100
RESPONSIBLE, ASKED = 3, 7
KINDS = (
    "Läxhjälp", "Fältgrupp", "Öppen förskola", "Trygghetsvandring", "Föräldrastöd", "Sommarjobb",
    "Nattvandring", "Språkcafé", "Ljussättning", "Närvaroteam", "Idrott efter skolan", "Mentorer",
)  # fmt: skip
AIM = "Fler unga ska klara skolan och få ett arbete, och alla ska kunna känna sig trygga."
GOAL = "Skillnaderna mellan områdena ska minska under programmets fyra år."
SUMMARY = "Nämnderna arbetar tillsammans där behoven är störst."
# Half of all that was ever begun is over, as in an installation some years old.
STATES = (
    *(InitiativeState.RUNNING,) * 4,
    InitiativeState.PLANNED,
    *(InitiativeState.COMPLETED,) * 3,
    InitiativeState.INCORPORATED,
    InitiativeState.STOPPED,
)


def establish_programmes(town: Town, initiatives: int) -> list[Programme]:
    """As many programmes as it takes, each with its matter, three responsible committees and areas."""
    count = max(1, initiatives // PER_PROGRAMME)
    matters = store(_matter(town, number) for number in range(count))
    pour(
        party
        for number, matter in enumerate(matters)
        for party in _parties(town, matter, bodies_asked(town, number, count))
    )
    programmes = store(_programme(town, number, matter) for number, matter in enumerate(matters))
    store(
        ProgrammeArea(programme=programme, area=area, since=programme.starts_on)
        for programme in programmes
        for area in town.chance.sample(town.areas, 4)
    )
    return programmes


def _matter(town, number):
    return Matter(
        organization=town.board,
        municipality=town.home,
        registry_number=f"KS-{_year(town)}-{number + 1:04}",
        title=f"Gemensamma insatser i {_place(number)}",
        opened_on=town.today - timedelta(days=700),
        is_fictitious=True,
    )


def _place(number):
    return f"{PLACES[number % len(PLACES)]} {number + 1}"


def _year(town):
    return town.today.year - 2


def bodies_asked(town: Town, number: int, count: int) -> list:
    """The committees that programme ``number`` of ``count`` asks; the first are responsible for it.

    They go round, so that every committee has as many, and the account's has some in a small volume.
    """
    circle = max(ASKED, min(len(town.committees), RESPONSIBLE * count))
    return [town.committees[(number * RESPONSIBLE + step) % circle] for step in range(ASKED)]


def _parties(town, matter, asked):
    roles = {town.board: PartyRole.LEAD, town.office: PartyRole.CONVENER}
    for place, body in enumerate(asked):
        responsible = place < RESPONSIBLE
        roles[body] = PartyRole.SPECIAL_RESPONSIBILITY if responsible else PartyRole.CONSULTED
    for body, role in roles.items():
        yield MatterParty(matter=matter, organization=body, role=role, since=matter.opened_on)


def _programme(town, number, matter):
    name = f"Tillsammans för {_place(number)}"
    return Programme(
        matter=matter,
        name=name,
        aim=AIM,
        goal=GOAL,
        starts_on=town.today - timedelta(days=600),
        lead=town.board,
        convener=town.office,
        state=ProgrammeState.RUNNING,
        is_fictitious=True,
        sort_key=sort_key(name),
        search_text=fold(f"{name} {AIM} {GOAL}"),
    )


# --- Initiatives ---------------------------------------------------------------------------------


def propose_initiatives(town: Town, programmes, count: int) -> list[Initiative]:
    """The initiatives, dealt out over the programmes, with participants and areas."""
    initiatives = store(
        _initiative(town, number, programmes[number % len(programmes)]) for number in range(count)
    )
    pour(part for initiative in initiatives for part in _participations(town, initiative))
    placed = Initiative.areas.through
    pour(
        placed(initiative=initiative, area=area)
        for initiative in initiatives
        for area in town.chance.sample(town.areas, town.chance.randint(1, 2))
    )
    return initiatives


def _initiative(town, number, programme):
    title = f"{town.chance.choice(KINDS)} i {town.chance.choice(PLACES)} {number + 1}"
    state = town.chance.choice(STATES)
    starts_on = town.today - timedelta(days=town.chance.randint(30, 600))
    if state == InitiativeState.PLANNED:
        starts_on = town.today + timedelta(days=town.chance.randint(-5, 200))
    ended = town.today - timedelta(days=town.chance.randint(1, 25))
    return Initiative(
        programme=programme,
        title=title,
        summary=SUMMARY,
        lead=town.chance.choice(town.committees),
        starts_on=starts_on,
        ends_on=town.today + timedelta(days=town.chance.randint(-10, 700))
        if state != InitiativeState.PLANNED
        else starts_on + timedelta(days=365),
        state=state,
        completed_on=ended if state in INITIATIVE_COMPLETED else None,
        stopped_reason="Lokalen såldes." if state == InitiativeState.STOPPED else "",
        is_fictitious=True,
        sort_key=sort_key(title),
        search_text=fold(f"{title} {SUMMARY}"),
    )


def _participations(town, initiative):
    carrier, follower, helper = town.chance.sample(town.offices, 3)
    parts = [
        (initiative.lead, ParticipationRole.LEAD),
        (carrier, ParticipationRole.CARRIES_OUT),
        (follower, ParticipationRole.FOLLOWS_UP),
    ]
    if initiative.pk % 2:
        parts.append((helper, ParticipationRole.CONTRIBUTES))
    for body, role in parts:
        yield Participation(
            initiative=initiative, organization=body, role=role, since=initiative.starts_on
        )


def end_deadlines(town: Town, initiatives):
    """The last day of every initiative; kept where it is over."""
    for initiative in initiatives:
        yield Deadline(
            kind=END.kind,
            title=f"Avsluta insatsen {initiative.title}",
            organization=initiative.lead,
            role=Role.CASE_OFFICER,
            matter=initiative.programme.matter,
            subject_type=SUBJECT,
            subject_id=initiative.pk,
            due_on=initiative.ends_on,
            rule="Insatsens slutdag",
            done_at=None if initiative.is_open else town.now,
            done_by="" if initiative.is_open else "insatsen är över",
        )
