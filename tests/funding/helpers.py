"""Short words for the tests of money."""

import itertools
from datetime import date

from funding.domain.grant import Award

MKR = 100_000_000
_keys = itertools.count(1)


def new_key() -> str:
    """A form's own key, never the same twice."""
    return f"test-form-{next(_keys)}"


def award(recipient, amount_ore=MKR, **values) -> Award:
    return Award(
        **({"title": "Trygga stråk", "recipient": recipient, "amount_ore": amount_ore} | values)
    )


def report(**values) -> dict:
    """What a report says: one invoice of 100 000 kronor, booked in April."""
    return {
        "amount_ore": MKR // 10,
        "booked_on": date(2025, 4, 1),
        "document": "Faktura 4711",
        "key": new_key(),
    } | values
