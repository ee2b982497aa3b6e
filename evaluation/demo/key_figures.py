"""Key figures: what the projects are and how much of it, references, and Stockholm's rents as published."""

from datetime import date, timedelta

from evaluation.demo.cast import Cast
from evaluation.demo.clock import Clock
from funding.domain.evaluation_mark import mark_evaluation
from funding.domain.key_figure import count_extent, describe_project, enter_key_figure
from funding.domain.phase import plan_funding_end, plan_phase
from funding.enums import EntryKind, ProjectState
from funding.models import Grant, LedgerEntry

ORE = 100
# Stockholm's projects: kind, last day of the time plan, and how much of what.
PROJECTS = {
    "Belysning längs gångstråk": ("lighting", date(2023, 10, 31), 640, "light"),
    "Ny torgmöblering och siktröjning": ("meeting_place", date(2023, 9, 30), 5200, "square_metre"),
    "Tryggare cykelgarage": ("entrance", date(2023, 10, 31), 420, "place"),
    "Skolgård öppen på kvällar": ("schoolyard", date(2023, 8, 31), 3600, "square_metre"),
    "Gångtunnel ersätts av övergång": ("path", date(2023, 12, 31), 85, "metre"),
    "Upprustad parklek": ("park", date(2023, 6, 30), 2800, "square_metre"),
    "Belysning vid busshållplatser": ("lighting", date(2023, 12, 31), 310, "light"),
    "Entréer och passager": ("entrance", date(2023, 12, 31), 0, ""),
    "Mötesplats vid stationen": ("meeting_place", date(2023, 12, 31), 0, ""),
    "Kameror i garage": ("technology", date(2023, 12, 31), 0, ""),
}
LIGHTS = 24
PARTICIPANTS = (46, 120, 64, 38, 85, 150, 52, 30)


def tell_key_figures(cast: Cast, clock: Clock) -> None:
    """Both towns' projects are described, and there is something to compare them with."""
    _stockholm(cast)
    _malmo(cast, clock)


def _stockholm(cast):
    ida = cast.users["sthlm-contr"]
    for grant in Grant.objects.filter(title__in=PROJECTS):
        kind, planned_on, amount, unit = PROJECTS[grant.title]
        describe_project(grant, actor=ida, project_type=kind, planned_on=planned_on)
        if amount:
            said = {"counted_on": date(2024, 1, 15), "basis": "Slutbesiktning (påhittad)"}
            count_extent(grant, actor=ida, unit=unit, amount=amount, **said)
    rent = {
        "actor": ida,
        "year": 2026,
        "amount_ore": 101_452_322 * ORE,
        "counted_on": date(2026, 1, 31),
        "basis": "Lokalförsörjningsplan 2026",
        "note": "Från 2026 gäller en ny hyresmodell, med 54,1 mnkr i hyra. Åren går inte att jämföra.",
    }
    office = cast.bodies["sthlm-slk"]
    enter_key_figure(
        office, name="Hyreskostnad per kvadratmeter", quantity=30_300, unit="square_metre", **rent
    )
    enter_key_figure(office, name="Hyreskostnad per plats", quantity=512, unit="place", **rent)


def _malmo(cast, clock):
    keeper, board = cast.users["controller"], cast.bodies["malmo-ks"]
    grants = Grant.objects.filter(round__source__owner=board).select_related("initiative")
    for number, grant in enumerate(grants.order_by("pk")):
        planned_on = grant.initiative.ends_on if grant.initiative else None
        if grant.project_state == ProjectState.COMPLETED:
            planned_on = grant.completed_on + timedelta(days=14)
        is_light = grant.title.startswith("Belysning")
        kind, unit = ("lighting", "light") if is_light else ("activity", "participant")
        describe_project(grant, actor=keeper, project_type=kind, planned_on=planned_on)
        count_extent(
            grant,
            actor=keeper,
            unit=unit,
            amount=LIGHTS if is_light else PARTICIPANTS[number % len(PARTICIPANTS)],
            counted_on=max(clock.day(-20), grant.decision.decided_on),
            basis="Slutbesiktning (påhittad)" if is_light else "Deltagarlistan (påhittad)",
        )
    _phases(
        grants.exclude(project_state=ProjectState.COMPLETED).order_by("pk").first(), keeper, clock
    )
    spending = LedgerEntry.objects.filter(grant__in=grants, kind=EntryKind.USED)
    if follow_up := spending.order_by("amount_ore", "pk").first():
        mark_evaluation(follow_up, actor=keeper)
    enter_key_figure(
        board,
        actor=keeper,
        name="Mentorskap, kostnad per deltagare",
        project_type="activity",
        year=clock.today.year,
        amount_ore=1_350_000 * ORE,
        quantity=75,
        unit="participant",
        basis="Tre kommuners redovisning (påhittad)",
        counted_on=clock.day(-40),
        is_fictitious=True,
    )


def _phases(grant, keeper, clock):
    """One running project is planned in phases, and work goes on after its money's last day."""
    if grant is None:
        return
    study = plan_phase(
        grant, actor=keeper, phase="pre_study", starts_on=clock.day(-60), ends_on=clock.day(20)
    )
    plan_phase(
        grant,
        actor=keeper,
        phase="introduction",
        starts_on=clock.day(21),
        ends_on=clock.day(200),
        waits_for=study,
    )
    ends_on = max(clock.day(150), grant.decision.decided_on)
    plan_funding_end(grant, actor=keeper, funding_ends_on=ends_on)
