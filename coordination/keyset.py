"""Pages of a long list by the last row seen: the last page costs what the first does (P4).

A list is ordered by a sort key and the row's number, served by an index of the two.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

PAGE_SIZE = 50
AFTER, BEFORE = "efter", "fore"
_CURSOR = re.compile(r"([0-9a-z]*)\.([0-9]{1,18})")


@dataclass(frozen=True)
class KeysetPage:
    """The rows of one page and the addresses of its neighbours, as ``{% pagination %}`` wants them."""

    rows: Sequence[Any] = field(default_factory=list)  # as the database gave them, or worked up
    previous_url: str = ""
    next_url: str = ""
    label: str = ""


@dataclass(frozen=True)
class Key:
    """The column that a list is ordered by, and how its value stands in an address."""

    name: str = "sort_key"
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str
    descending: bool = False

    @property
    def order(self) -> tuple[str, str]:
        sign = "-" if self.descending else ""
        return f"{sign}{self.name}", f"{sign}id"

    @property
    def backwards(self) -> tuple[str, str]:
        sign = "" if self.descending else "-"
        return f"{sign}{self.name}", f"{sign}id"


SORT_KEY = Key()


def keyset_page(
    rows, params, *, columns, size=PAGE_SIZE, label: Callable[[int], str] = str, key: Key = SORT_KEY
) -> KeysetPage:
    """One page of a queryset ordered by ``key``: its ``sort_key``, unless told another. One statement.

    ``columns`` turns a queryset into rows of ``values()`` with the key and ``id``; it is asked
    for the page's rows only, so that what is dear to work out is not worked out for all. ``params``
    are the page's query parameters; a cursor that cannot be read shows the first page. ``label`` says
    in words how many rows are shown.
    """
    after, before = _read(params.get(AFTER), key), _read(params.get(BEFORE), key)
    if before:
        earlier = "gt" if key.descending else "lt"
        found = _rows(_beyond(rows, before, earlier, key), columns, key.backwards, size + 1)
        shown, has_previous, has_next = found[:size][::-1], len(found) > size, True
    else:
        later = "lt" if key.descending else "gt"
        beyond = _beyond(rows, after, later, key) if after else rows
        found = _rows(beyond, columns, key.order, size + 1)
        shown, has_previous, has_next = found[:size], bool(after), len(found) > size
    return KeysetPage(
        shown,
        _address(params, BEFORE, shown[0], key) if has_previous and shown else "",
        _address(params, AFTER, shown[-1], key) if has_next and shown else "",
        label(len(shown)),
    )


def _rows(rows, columns, order, size) -> list[dict[str, Any]]:
    chosen = rows.order_by(*order).values("pk")[:size]
    return list(columns(rows.model._default_manager.filter(pk__in=chosen)).order_by(*order))


def _read(cursor, key) -> tuple[Any, int] | None:
    found = _CURSOR.fullmatch(cursor or "")
    try:
        return (key.read(found[1]), int(found[2])) if found else None
    except (ValueError, OverflowError):
        return None


def _beyond(rows, cursor, side, key):
    """The rows on one side of a row; the first condition is what the index is entered with."""
    value, pk = cursor
    return rows.filter(
        Q(**{f"{key.name}__{side}e": value}),
        Q(**{f"{key.name}__{side}": value}) | Q(**{f"id__{side}": pk}),
    )


def _address(params, name, row, key) -> str:
    """The same list with its filters, from ``row`` on."""
    kept = params.copy()
    for each in (AFTER, BEFORE):
        kept.pop(each, None)
    kept[name] = f"{key.write(row[key.name])}.{row['id']}"
    return f"?{kept.urlencode()}"
