"""The nouns of money, one to a file."""

from funding.models.batch import ColumnMapping, OutcomeBatch
from funding.models.early_action import EarlyAction
from funding.models.entry import LedgerEntry
from funding.models.exemption import Exemption
from funding.models.grant import Grant
from funding.models.refusal import Refusal
from funding.models.round import Round
from funding.models.source import Source

__all__ = [
    "ColumnMapping",
    "EarlyAction",
    "Exemption",
    "Grant",
    "LedgerEntry",
    "OutcomeBatch",
    "Refusal",
    "Round",
    "Source",
]
