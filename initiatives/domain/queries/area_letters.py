"""An area has the same letter on every page of a programme: A is the first that it points out.

Read by the maps of initiatives; the programme's own page counts through its areas in the same order.
"""

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from initiatives.models import ProgrammeArea

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"


def letter_columns(programme_id) -> dict:
    """What a query of areas is annotated with for ``letter_of``; no statement of its own."""
    links = ProgrammeArea.objects.filter(programme=programme_id)
    before = links.filter(
        Q(area__sort_key__lt=OuterRef("sort_key"))
        | Q(area__sort_key=OuterRef("sort_key"), area__lt=OuterRef("pk"))
    )
    counted = before.order_by().values("programme").annotate(n=Count("pk"))
    return {
        "is_designated": Exists(links.filter(area=OuterRef("pk"))),
        "place": Coalesce(Subquery(counted.values("n")), 0),
    }


def letter_of(area) -> str:
    """The area's letter in its programme; none for an area that the programme does not point out."""
    return LETTERS[area.place] if area.is_designated and area.place < len(LETTERS) else ""
