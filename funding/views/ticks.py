"""The ticks of a decision table, which live in the page's address and nowhere else."""

FROM_TABLE = "provat"  # somebody has ticked
TICKED = "med"
LONGEST_NUMBER = 18


def ticked(params) -> list[int] | None:
    """The applications ticked in an address; None before anybody has ticked."""
    if FROM_TABLE not in params:
        return None
    given = params.getlist(TICKED)
    return [int(pk) for pk in given if pk.isdecimal() and len(pk) <= LONGEST_NUMBER]


def query_of(chosen) -> str:
    """The same ticks, for the links of the page."""
    return "&".join([f"{FROM_TABLE}=1", *(f"{TICKED}={pk}" for pk in chosen)])
