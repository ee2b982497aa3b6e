"""Swedish as a municipality writes it: order, search, dates, amounts, turns of phrase.

A leaf: pure functions, no models and no request. Everything is imported from here
(`from coordination.swedish import sort_key`); the modules below hold one subject each.
"""

from .amounts import (
    MAX_ORE,
    format_in,
    format_kr,
    format_mnkr,
    grouped,
    mnkr_in_table,
    parse_amount,
    parts_add,
    rounded_to,
)
from .dates import MONTHS, iso_week, long_date, parse_date, running_date
from .identity import personnummer_like
from .order import SORT_KEY_LENGTH, fold, sort_key
from .phrases import body_in_sentence, join_names, nbsp
from .signers import join_signers

__all__ = [
    "MAX_ORE",
    "MONTHS",
    "SORT_KEY_LENGTH",
    "body_in_sentence",
    "fold",
    "format_in",
    "format_kr",
    "format_mnkr",
    "grouped",
    "iso_week",
    "join_names",
    "join_signers",
    "long_date",
    "mnkr_in_table",
    "nbsp",
    "parse_amount",
    "parse_date",
    "parts_add",
    "personnummer_like",
    "rounded_to",
    "running_date",
    "sort_key",
]
