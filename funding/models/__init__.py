"""The nouns of money, one to a file."""

from funding.models.entry import LedgerEntry
from funding.models.grant import Grant
from funding.models.round import Round
from funding.models.source import Source

__all__ = ["Grant", "LedgerEntry", "Round", "Source"]
