"""Who is told: the people behind a role in a body, for letters that are about no single date."""

from coordination.domain.owner import Duty, owners_of
from coordination.models import Person


def recipients_for(duties, *, on) -> dict[tuple[int, str], list[Person]]:
    """People for each duty ``(organization id, role)``, in two statements whatever their number.

    The chain of stand-ins is that of ``owner.owners_of``, without a matter's keeper.
    """
    owners = owners_of({Duty(*duty) for duty in duties}, on=on)
    return {duty: owners[Duty(*duty)].people for duty in duties}


def language_of(person) -> str:
    """The language that someone reads: their account's, else Swedish."""
    user = getattr(person, "user", None)
    return user.language if user else "sv"
