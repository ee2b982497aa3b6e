"""Sources, rounds, a grant for every initiative, and the ledger with the sums kept beside it."""

from datetime import timedelta

from coordination.models import Decision, Matter
from evaluation.volume.applications import apply_for_money
from evaluation.volume.bulk import pour, store
from evaluation.volume.town import Town
from funding.domain.ledger import fingerprint
from funding.enums import (
    EntryKind,
    MoneyUse,
    ProjectState,
    ProjectType,
    RoundState,
    SourceKind,
    SurplusReason,
)
from funding.models import Explanation, Grant, LedgerEntry, ProjectStep, Round, Source

ROUNDS = 20
ORIGIN = "volume"
TEN_THOUSAND_KR = 1_000_000  # in öre


def grant_money(town: Town, initiatives, ledger_rows: int) -> None:
    """Every initiative applies for, is granted and uses money; the rows used fill up the ledger."""
    sums = [town.chance.randint(5, 200) * TEN_THOUSAND_KR for _initiative in initiatives]
    rounds = _rounds(town, sums)
    fixed = len(rounds) + 2 * len(initiatives)
    times = max(1, (ledger_rows - fixed) // len(initiatives))
    wanted = [
        (rounds[number % len(rounds)], initiative, amount)
        for number, (initiative, amount) in enumerate(zip(initiatives, sums, strict=True))
    ]
    applications = apply_for_money(town, wanted)
    grants = store(_grant(town, application, times) for application in applications)
    pour(_frame(town, each) for each in rounds)
    pour(_step(town, grant) for grant in grants)
    pour(_reason(town, grant) for grant in grants if grant.kept_ore)
    pour(entry for grant in grants for entry in _entries(town, grant, times))


def _rounds(town, sums) -> list[Round]:
    frames = [sum(sums[number::ROUNDS]) for number in range(min(ROUNDS, len(sums)))]
    sources = store(_source(town, number, frame) for number, frame in enumerate(frames))
    rounds = store(_round(town, source) for source in sources)
    matter = Matter.objects.create(
        organization=town.board,
        registry_number=f"KS-{town.today.year - 2}-9000",
        title="Fördelning av medel",
        opened_on=town.today - timedelta(days=700),
        is_fictitious=True,
    )
    decisions = store(_decision(town, matter, each) for each in rounds)
    for each, decision in zip(rounds, decisions, strict=True):
        each.decision = decision
    return rounds


def _source(town, number, frame):
    return Source(
        owner=town.board,
        municipality=town.home,
        name=f"Gemensamma medel {number + 1}",
        year=town.today.year,
        kind=SourceKind.CENTRAL,
        use=MoneyUse.OPERATING,
        basis="Påhittad budget",
        frame_ore=frame,
        granted_ore=frame,
        is_fictitious=True,
    )


def _round(town, source):
    return Round(
        source=source,
        name=f"Omgång ur {source.name.lower()}",
        opens_on=town.today - timedelta(days=690),
        closes_on=town.today - timedelta(days=660),
        decided_on=town.today - timedelta(days=640),
        state=RoundState.DECIDED,
        is_fictitious=True,
    )


def _decision(town, matter, round_):
    return Decision(
        matter=matter,
        body=town.board,
        decided_on=round_.decided_on,
        year=round_.decided_on.year,
        paragraph=5000 + round_.pk,
        title=f"Fördelning av {round_.source.name.lower()}",
        text="Medlen fördelas enligt förslaget.",
        amount_ore=round_.source.frame_ore,
        financing="Ur de gemensamma medlen.",
    )


def _grant(town, application, times):
    initiative, granted = application.initiative, application.applied_ore
    completed = initiative.completed_on
    used = granted // (times + 1) * times
    left = granted - used if completed else 0
    return Grant(
        round=application.round,
        application=application,
        title=initiative.title,
        recipient=initiative.lead,
        initiative=initiative,
        decision=application.round.decision,
        granted_ore=granted,
        used_ore=used,
        kept_ore=left,
        explained_ore=left,
        project_type=town.chance.choice(ProjectType.values),
        planned_on=initiative.ends_on,
        project_state=ProjectState.COMPLETED if completed else ProjectState.UNDER_WAY,
        completed_on=completed,
        reported_on=town.today - timedelta(days=10),
        is_fictitious=True,
    )


def _entries(town, grant, times):
    decided = grant.round.decided_on
    for kind in (EntryKind.APPLIED, EntryKind.GRANTED):
        yield _entry(town, grant.round, kind, grant.granted_ore, on=decided, grant=grant)
    if grant.kept_ore:
        day = max(decided, grant.completed_on)
        yield _entry(town, grant.round, EntryKind.KEPT, grant.kept_ore, on=day, grant=grant)
    amount = grant.used_ore // times
    for number in range(times):
        day = town.today - timedelta(days=10 + number % 600)
        yield _entry(
            town, grant.round, EntryKind.USED, amount, on=day, grant=grant, number=number + 1
        )


def _step(town, grant):
    return ProjectStep(
        grant=grant,
        state=grant.project_state,
        happened_on=grant.completed_on or grant.round.decided_on,
        actor=town.account,
        recorded_at=town.now,
    )


def _reason(town, grant):
    """Why money was left over of what is completed; its body keeps it, by the round's decision."""
    return Explanation(
        grant=grant,
        amount_ore=grant.explained_ore,
        reason=SurplusReason.CHEAPER,
        explained_on=grant.completed_on,
        key=f"{ORIGIN}/{grant.pk}",
        actor=town.account,
        recorded_at=town.now,
    )


def _frame(town, round_):
    return _entry(
        town, round_, EntryKind.FRAME, round_.source.frame_ore, on=round_.opens_on, grant=None
    )


def _entry(town, round_, kind, amount, *, on, grant, number=1):
    source_id = f"{round_.pk}/{grant.pk if grant else 0}/{number}"
    is_frame = kind == EntryKind.FRAME
    return LedgerEntry(
        kind=kind,
        funding_source=round_.source,
        round=None if is_frame else round_,
        grant=grant,
        amount_ore=amount,
        booked_on=on,
        document=f"{kind.label} {source_id}",
        source=ORIGIN,
        source_id=source_id,
        fingerprint=fingerprint({"source_id": source_id, "amount_ore": amount}),
        decision=None if is_frame else round_.decision,
        actor=town.account,
        recorded_at=town.now,
    )
