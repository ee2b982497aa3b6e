"""Those who stand behind an opinion, as Stockholm's and other minutes name them: party by party."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from .phrases import NBSP, join_names

PAIR = 2


def join_signers(people: Iterable[tuple[str, str]]) -> str:
    """Return "A och B (båda M) och C (FP)", "A, B och C (alla M)" for names with party labels.

    The order of signing stands: only neighbours of one party share its label. Whoever has no party
    is named alone.
    """
    groups: list[str] = []
    for party, members in groupby(people, key=lambda each: each[1]):
        names = [name for name, _party in members]
        groups += [_group(names, party)] if party else names
    return join_names(groups)


def _group(names: list[str], party: str) -> str:
    word = {1: "", PAIR: f"båda{NBSP}"}.get(len(names), f"alla{NBSP}")
    return f"{join_names(names)}{NBSP}({word}{party})"
