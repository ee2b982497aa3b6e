"""The town's money for the tests that hammer it: a board that grants, a committee that uses."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.enums import OrganizationKind, Role
from tests.conftest import member
from tests.factories import DecisionFactory, OrganizationFactory
from tests.factories.funding import RoundFactory, SourceFactory
from tests.funding.helpers import MKR


@dataclass
class Money:
    """A closed round with a frame, a financed decision, who keeps it and who reports."""

    source: Any
    round: Any
    decision: Any
    controller: Any
    officer: Any
    committee: Any


def found_money(frame=10 * MKR) -> Money:
    """Everything that a grant needs."""
    home = OrganizationFactory(kind=OrganizationKind.MUNICIPALITY)
    board = OrganizationFactory(kind=OrganizationKind.EXECUTIVE_BOARD, municipality=home)
    committee = OrganizationFactory(municipality=home)
    source = SourceFactory(owner=board, frame=frame)
    return Money(
        source=source,
        round=RoundFactory(source=source),
        decision=DecisionFactory(
            matter__organization=board,
            body=board,
            decided_on=date(2025, 3, 5),
            financing="Budget",
            amount_ore=100 * frame,
        ),
        controller=member(board, Role.CONTROLLER, "Oskar"),
        officer=member(committee, Role.CASE_OFFICER, "Erik"),
        committee=committee,
    )
