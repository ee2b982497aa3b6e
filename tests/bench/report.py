"""The tables that a person reads, in Markdown."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.measure import Result
from tests.bench.targets import WEASYPRINT

HEAD = """\
| target | p50 ms | p95 ms | CPU ms | statements | bytes | ratio | ratio, CPU | goal | |
|---|--:|--:|--:|--:|--:|--:|--:|---|---|"""
# Processes a core above which the clock measures the queue, and processor time is what we judge by.
BUSY = 1.0
TAIL = 1.5  # P17: p95 against p50
WEIGHTS = {"worker RSS": (130, "MB"), "manage.py check": (2.5, "s"), "migrate": (30, "s")}  # P18


@dataclass(frozen=True)
class Verdict:
    """One goal of one target, and whether it is met."""

    ratio: str
    processor: str
    goal: str
    met: bool


def table(results: dict[str, Result]) -> str:
    """A line for every target, and one more for each further goal."""
    lines = [HEAD]
    for result in results.values():
        times = f"{result.p50:.1f} | {result.p95:.1f} | {result.processor:.1f}"
        facts = f"{times} | {result.statements} | {result.size:,}"
        first, *others = [*_verdicts(result, results)] or [None]
        lines.append(f"| {result.target.name} | {facts} | {_words(first)} |")
        lines.extend(f"| | | | | | | {_words(other)} |" for other in others)
    return "\n".join(lines)


def load() -> float:
    """How many processes wanted each core in the last minute; ours makes about a half."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)


def _verdicts(result, results) -> Iterator[Verdict]:
    target = result.target
    for goal in target.goals:
        anchor = results[goal.anchor]
        ratio, cost = result.p50 / anchor.p50, result.processor / anchor.processor
        # Our documents are printed in a process of their own, whose time is not the worker's.
        comparable = goal.anchor != WEASYPRINT
        judged = cost if comparable and load() > BUSY else ratio
        wanted = f"{goal.name}: ≤ {goal.ratio:.3g} × {goal.anchor}"
        shown = f"{cost:.2f}" if comparable else ""
        yield Verdict(f"{ratio:.2f}", shown, wanted, judged <= goal.ratio)
    if target.statements:
        fine = result.statements <= target.statements
        yield Verdict("", "", f"≤ {target.statements} statements", fine)
    if not target.is_anchor:
        tail = result.p95 / result.p50
        yield Verdict(f"{tail:.2f}", "", f"P17: p95 ≤ {TAIL} × p50", tail <= TAIL)


def _words(verdict) -> str:
    if verdict is None:
        return "| | |"
    return f"{verdict.ratio} | {verdict.processor} | {verdict.goal} | {'OK' if verdict.met else '**MISS**'}"


def weights(measured: dict[str, float]) -> str:
    """What P18 asks: how heavy the program is."""
    lines = ["| weight | measured | goal | |", "|---|--:|--:|---|"]
    for name, value in measured.items():
        most, unit = WEIGHTS[name]
        met = "OK" if value <= most else "**MISS**"
        lines.append(f"| {name} | {value:.1f} {unit} | ≤ {most} {unit} | {met} |")
    return "\n".join(lines)
