"""Budget tables: Stockholm's of 2026–2029 with the published figures, and Malmö's made-up ones."""

from datetime import UTC, date, datetime

from coordination.domain.audit import registered_afterwards
from coordination.domain.decision import record_decision
from coordination.domain.matter import register_matter
from evaluation.demo.cast import Cast
from evaluation.demo.clock import Clock
from funding.domain.budget import ROWS, enter_budget, fix_budget, revise_budget

TENTH = 10_000_000  # of a million kronor, in öre
# Tenths of a million kronor a year: costs, revenues; expenditure, income.
STOCKHOLM = (
    (15789, 15580, 15621, 15621),
    (-476, -476, -476, -476),
    (33, 33, 33, 33),
    (0, 0, 0, 0),
)
MALMO = ((4125, 4180, 4212, 4240), (-317, -317, -320, -320), (125, 86, 86, 86), (0, 0, 0, 0))
NOTE = "Hyreskostnaden följer den nya stadsinterna hyresmodellen och är inte jämförbar med 2025."


def tell_budgets(cast: Cast, clock: Clock) -> None:
    """A budget that is decided in each town, and a draft for Malmö's next year."""
    _stockholm(cast)
    _malmo(cast, clock)


def _stockholm(cast):
    ellen, ida = cast.users["sthlm-koord"], cast.users["sthlm-contr"]
    board, decided = cast.bodies["sthlm-ks"], date(2025, 12, 10)
    with registered_afterwards(datetime(2025, 12, 10, 13, tzinfo=UTC)):
        matter = register_matter(
            board,
            actor=ellen,
            title="Budget 2026 med plan för 2027–2029",
            opened_on=date(2025, 11, 3),
            registry_number="KS 2025/1401",
            is_fictitious=True,
        )
        decision = record_decision(
            matter,
            actor=ellen,
            body=board,
            decided_on=decided,
            paragraph=None,
            paragraph_unknown=True,
            title="Budget 2026 med plan för 2027–2029",
            text="Budgeten fastställs. Källan ger siffrorna men varken dagen eller paragrafen.",
            today=decided,
            financing="Kommunfullmäktiges budget.",
        )
        table = _entered(cast.bodies["sthlm-slk"], ida, 2026, STOCKHOLM, note=NOTE)
        fix_budget(table, actor=ida, decision=decision)


def _malmo(cast, clock):
    keeper, secretary = cast.users["controller"], cast.users["koordinator"]
    board, year = cast.bodies["malmo-ks"], clock.today.year
    with clock.then(-60):
        matter = register_matter(
            board,
            actor=secretary,
            title=f"Kommunstyrelsens budget {year} och plan {year + 1}–{year + 3}",
            opened_on=clock.day(-90),
            registry_number=f"KS-{year}-77",
            is_fictitious=True,
        )
        decision = record_decision(
            matter,
            actor=secretary,
            body=board,
            decided_on=clock.day(-61),
            paragraph=31,
            title=f"Budget {year}",
            text="Kommunstyrelsen fastställer budgeten enligt tabellen.",
            today=clock.day(-60),
            financing="Kommunfullmäktiges budget.",
        )
        table = _entered(board, keeper, year, MALMO, is_fictitious=True)
        table = fix_budget(table, actor=keeper, decision=decision)
    with clock.then(-5):
        revise_budget(table, actor=keeper)


def _entered(owner, actor, year, tenths, **said):
    amounts = {
        row: [each * TENTH for each in figures] for row, figures in zip(ROWS, tenths, strict=True)
    }
    return enter_budget(owner, actor=actor, first_year=year, amounts=amounts, **said)
