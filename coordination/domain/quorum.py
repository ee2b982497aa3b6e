"""Who took part in an item, and whether the body could decide it (beslutför, KL 6:27)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination.domain.attendance import seats_of
from coordination.domain.recusal import subject_of
from coordination.exceptions import ActionRefused
from coordination.models import Attendance, Person, Recusal
from coordination.swedish import join_names


@dataclass(frozen=True)
class TakingPart:
    """Who took part in one item, and whether the body could decide it (beslutför)."""

    seats: int
    present: list[Attendance]
    recusals: list[Recusal]
    is_recorded: bool

    @property
    def serving(self) -> list[Attendance]:
        """Those who decided: members and serving substitutes, but for the disqualified. Each once."""
        away = {each.person_id for each in self.recusals}
        served = [each for each in self.present if each.serves and each.person_id not in away]
        return list({each.person_id: each for each in reversed(served)}.values())[::-1]

    @property
    def needed(self) -> int:
        """More than half of the members (KL 6:27)."""
        return self.seats // 2 + 1

    @property
    def has_quorum(self) -> bool:
        return len(self.serving) >= self.needed

    @property
    def names(self) -> str:
        return join_names(each.person for each in self.serving)

    def includes(self, person) -> bool:
        return any(each.person_id == person.pk for each in self.serving)

    def was_there(self, person) -> bool:
        return any(each.person_id == person.pk for each in self.present)


def taking_part(meeting, item, *, paragraph=None) -> TakingPart:
    """Who took part in an item of a meeting, at its §. Three statements; one when nothing is recorded.

    ``meeting`` is None when the calendar lacks it, ``item`` when nothing is decided under a §.
    """
    attendances = (
        list(meeting.attendances.select_related("person", "serving_for").order_by("role", "pk"))
        if meeting
        else []
    )
    if not attendances:
        return TakingPart(seats=0, present=[], recusals=[], is_recorded=False)
    return TakingPart(
        seats=seats_of(meeting.organization, meeting.held_on),
        present=[each for each in attendances if each.covers(paragraph)],
        recusals=list(meeting.recusals.filter(**subject_of(item)).select_related("person"))
        if item
        else [],
        is_recorded=True,
    )


def refuse_without_quorum(part: TakingPart) -> None:
    """A body decides only when more than half of its members take part (KL 6:27)."""
    if part.is_recorded and not part.has_quorum:
        raise ActionRefused(
            _(
                "Nämnden var inte beslutför i ärendet: %(serving)s deltog, och det behövs minst "
                "%(needed)s av %(seats)s (kommunallagen 6 kap. 27 §). Kontrollera närvaron, eller "
                "ta upp ärendet på nästa sammanträde."
            )
            % {"serving": len(part.serving), "needed": part.needed, "seats": part.seats},
            code="no_quorum",
        )


def refuse_absent_chair(part: TakingPart, chair: Person) -> None:
    """Whoever led the item took part in it."""
    if part.is_recorded and not part.includes(chair):
        raise ActionRefused(
            _("%(person)s deltog inte i ärendet enligt närvaron. Välj den som ledde det.")
            % {"person": chair},
            code="chair_absent",
        )
