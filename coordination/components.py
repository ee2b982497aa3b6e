"""What the page components are given: plain, frozen shapes without database or template.

A component tag takes these, a mapping with exactly these keys, or any object with these attributes;
a misspelt or missing one raises. ``docs/components.md`` shows each with its tag.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from coordination.swedish import parts_add, rounded_to

ORE_PER_KRONA = 100
ORE_PER_MILLION = 100_000_000
# The units in which money is written: millions with 1–3 decimals; whole kronor, kronor and öre.
UNITS_OF_MILLIONS = (10_000_000, 1_000_000, 100_000)
UNITS_OF_KRONOR = (ORE_PER_KRONA, 1)

Shape = TypeVar("Shape")


def shape(cls: type[Shape], given: Any) -> Shape:
    """``given`` as a ``cls``; unknown keys and missing attributes raise."""
    if isinstance(given, cls):
        return given
    if isinstance(given, Mapping):
        return cls(**given)
    entries = fields(cls)  # type: ignore[arg-type]  # every shape is a dataclass
    return cls(**{entry.name: _read(given, entry) for entry in entries})


def shapes(cls: type[Shape], given) -> list[Shape]:
    """Each of ``given`` as a ``cls``."""
    return [shape(cls, item) for item in given]


def _read(given: Any, entry) -> Any:
    if entry.default_factory is not MISSING:
        return getattr(given, entry.name, entry.default_factory())
    if entry.default is not MISSING:
        return getattr(given, entry.name, entry.default)
    return getattr(given, entry.name)


@dataclass(frozen=True)
class Action:
    """A link or, with ``post``, a button that changes something. Verb first, object named."""

    label: str
    url: str
    icon: str = ""
    primary: bool = False
    post: bool = False


@dataclass(frozen=True)
class Badge:
    """A status to show: colour, words and symbol."""

    kind: str
    text: str
    icon: str = ""


@dataclass(frozen=True)
class Task:
    """Something that waits for a person: what, by when, and the one act that settles it."""

    title: str
    url: str
    meta: str = ""
    due: date | None = None
    done: date | None = None
    badge: Badge | None = None
    action: Action | None = None
    acted: Badge | None = None  # what was done about it already, in the place of the act


@dataclass(frozen=True)
class TaskGroup:
    """Tasks that are equally urgent: Försenat, I dag, Inom sju dagar, Senare."""

    title: str
    tasks: Sequence[Task]
    note: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened to an object, in plain Swedish."""

    text: str
    at: datetime | date
    actor: str = ""
    url: str = ""
    is_decision: bool = False


@dataclass(frozen=True)
class ChecklistItem:
    """Something that must be in place: ``ok``, ``todo`` (saknas) or ``wait`` (väntar)."""

    text: str
    state: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Step:
    """A stage on the way: ``done``, ``current`` or ``todo``."""

    label: str
    state: str = "todo"


@dataclass(frozen=True)
class ChainBody:
    """A body that has received, or not yet received, its part of the mandate."""

    name: str
    url: str = ""
    state: str = ""


@dataclass(frozen=True)
class ChainStep:
    """One link from the mandate to those who carry it out."""

    label: str
    title: str
    text: str = ""
    decided_on: date | None = None
    paragraph: str = ""
    url: str = ""
    bodies: Sequence[ChainBody] = ()
    note: str = ""


@dataclass(frozen=True)
class SeatRow:
    """A place in a group, with the person in it or vacant."""

    name: str = ""
    detail: str = ""
    url: str = ""
    vacant: bool = False
    action: Action | None = None


@dataclass(frozen=True)
class DateItem:
    """A date to come, with what happens then."""

    on: date
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """A filter or a local page: a link with an address, and how many rows it would show."""

    label: str
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class Receipt:
    """Proof that something was handed in, and what happens now."""

    title: str
    number: str
    at: datetime
    rows: Sequence[tuple[str, str]] = ()
    checksum: str = ""
    next_text: str = ""
    actions: Sequence[Action] = ()


@dataclass(frozen=True)
class MoneyStrip:
    """The five figures of every sum of money, in öre; ``None`` where a figure does not exist yet.

    ``approximate``, ``urls`` and ``notes`` are keyed by the names of the five figures. ``shown`` are
    the figures as they are written: each the ordinary rounding of its exact value, and in a unit so
    fine that what was used, left and given back make up what was granted.
    """

    applied: int | None = None
    granted: int | None = None
    used: int | None = None
    forecast: int | None = None
    left: int | None = None
    approximate: Sequence[str] = ()
    urls: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    as_of: date | None = None

    @property
    def in_millions(self) -> bool:
        """Millions from a million on, unless it takes whole kronor for the figures to add."""
        return self.unit > ORE_PER_KRONA

    @cached_property
    def unit(self) -> int:
        """The coarsest unit, in öre, in which the figures add as they are written.

        With one decimal 52,0 − 36,8 would leave 15,1; with two 51,96 − 36,81 leaves 15,15.
        """
        figures = (self.applied, self.granted, self.used, self.forecast, self.left)
        largest = max(abs(figure or 0) for figure in figures)
        coarse = UNITS_OF_MILLIONS if largest >= ORE_PER_MILLION else ()
        return next(
            unit
            for unit in (*coarse, *UNITS_OF_KRONOR)
            if all(parts_add(*sum_, unit=unit) for sum_ in self._sums)
        )

    @cached_property
    def shown(self) -> Mapping[str, int | None]:
        """The five figures in öre, rounded to the unit in which they are written."""
        names = ("applied", "granted", "used", "forecast", "left")
        figures = {name: getattr(self, name) for name in names}
        return {name: n and rounded_to(n, self.unit) for name, n in figures.items()}

    @property
    def _sums(self) -> list[tuple[int, Sequence[int]]]:
        """What a reader may add: a whole and its parts."""
        sums: list[tuple[int, Sequence[int]]] = []
        if self.granted is not None and self.used is not None and self.left is not None:
            given_back = self.granted - self.used - self.left
            sums.append((self.granted, (self.used, self.left, given_back)))
        if self.granted is not None and self.forecast is not None:
            over = self.granted - self.forecast
            sums += [(self.granted, (self.forecast, over))] if abs(over) >= ORE_PER_MILLION else []
        return sums


@dataclass(frozen=True)
class Series:
    """A line in a chart: (x, y) pairs in order, ``y`` None where nothing was measured.

    ``kind`` is ``a`` (ours, solid), ``b`` (comparison, dashed) or ``c`` (third, dotted).
    """

    label: str
    points: Sequence[tuple[Any, Any]]
    kind: str = "a"


@dataclass(frozen=True)
class LineChart:
    """A chart whose title says the message; ``unit`` follows the figures in text."""

    title: str
    series: Sequence[Series]
    note: str = ""
    goal: Any = None
    unit: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar: its name and its value."""

    label: str
    value: Any


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars, longest first if the order has no meaning of its own."""

    title: str
    bars: Sequence[Bar]
    note: str = ""
    unit: str = ""
    label: str = ""


@dataclass(frozen=True)
class MapArea:
    """An area (område) on the map and in the equal list beside it.

    ``letter`` ties the two together where the same area has the same letter on several pages. ``tone``
    is how it is drawn: as itself, as a ``former`` boundary (dashed) or as ``around`` it (lighter).
    """

    id: int | str
    name: str
    geometry: str | Mapping[str, Any] | None
    letter: str = ""
    url: str = ""
    meta: str = ""
    selected: bool = False
    tone: str = ""
