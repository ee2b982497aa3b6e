"""Factories: the smallest valid object of each noun, with fictitious names."""

from tests.factories.coordination import (
    AreaFactory,
    ConsulteeFactory,
    DeadlineFactory,
    DecisionFactory,
    MatterFactory,
    MatterPartyFactory,
    MembershipFactory,
    OrganizationFactory,
    OutgoingMessageFactory,
    PersonFactory,
    ReferralFactory,
    SeatFactory,
    StatementFactory,
    UserFactory,
)

__all__ = [
    "AreaFactory",
    "ConsulteeFactory",
    "DeadlineFactory",
    "DecisionFactory",
    "MatterFactory",
    "MatterPartyFactory",
    "MembershipFactory",
    "OrganizationFactory",
    "OutgoingMessageFactory",
    "PersonFactory",
    "ReferralFactory",
    "SeatFactory",
    "StatementFactory",
    "UserFactory",
]
