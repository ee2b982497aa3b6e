"""What the applications above tell the initiatives' pages, filled from their ``ready()``.

Funding shows its money strip, evaluation its indicators and next follow-up; initiatives show them
without knowing who they are from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coordination.registry import Register

WIDE, MAIN, SIDE = "wide", "main", "side"


@dataclass(frozen=True)
class Panel:
    """A box on the page of a programme or an initiative.

    ``context`` takes (object, user); its answer is ``panel`` in the template, and None hides the
    box. The page has found that the user sees the object: what everyone sees who sees the object,
    the box reads by the object alone. ``place`` is where it stands: across the page, in the main
    column or beside it.
    """

    code: str
    position: int
    template: str
    context: Callable[[Any, Any], Mapping[str, Any] | None]
    place: str = MAIN


@dataclass(frozen=True)
class ColumnGroup:
    """Columns in every table of initiatives, read in the table's own statement.

    ``columns`` gives expressions over an initiative by the names under which its row has them;
    ``texts`` makes of a row one text a label, or None for dashes. The user sees every row.
    ``figures`` sets the columns to the right.
    """

    code: str
    position: int
    labels: Sequence[str]
    columns: Callable[[], Mapping[str, Any]]
    texts: Callable[[Mapping[str, Any]], Sequence[str] | None]
    figures: bool = True


@dataclass(frozen=True)
class LocalPage:
    """A page about a programme that another application has, shown in the row under its heading."""

    code: str
    position: int
    label: str
    url: Callable[[Any], str]


programme_panels = Register()
initiative_panels = Register()
initiative_columns = Register()
programme_pages = Register()
