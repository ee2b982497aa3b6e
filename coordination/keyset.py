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

    rows: Sequence[dict[str, Any]] = field(default_factory=list)
    previous_url: str = ""
    next_url: str = ""
    label: str = ""


def keyset_page(
    rows, params, *, columns, size=PAGE_SIZE, label: Callable[[int], str] = str
) -> KeysetPage:
    """One page of a queryset whose model has a ``sort_key``. One statement.

    ``columns`` turns a queryset into rows of ``values()`` with ``sort_key`` and ``id``; it is asked
    for the page's rows only, so that what is dear to work out is not worked out for all. ``params``
    are the page's query parameters; a cursor that cannot be read shows the first page. ``label`` says
    in words how many rows are shown.
    """
    after, before = _read(params.get(AFTER)), _read(params.get(BEFORE))
    if before:
        found = _rows(_beyond(rows, before, "lt"), columns, ("-sort_key", "-id"), size + 1)
        shown, has_previous, has_next = found[:size][::-1], len(found) > size, True
    else:
        beyond = _beyond(rows, after, "gt") if after else rows
        found = _rows(beyond, columns, ("sort_key", "id"), size + 1)
        shown, has_previous, has_next = found[:size], bool(after), len(found) > size
    return KeysetPage(
        shown,
        _address(params, BEFORE, shown[0]) if has_previous and shown else "",
        _address(params, AFTER, shown[-1]) if has_next and shown else "",
        label(len(shown)),
    )


def _rows(rows, columns, order, size) -> list[dict[str, Any]]:
    chosen = rows.order_by(*order).values("pk")[:size]
    return list(columns(rows.model._default_manager.filter(pk__in=chosen)).order_by(*order))


def _read(cursor) -> tuple[str, int] | None:
    found = _CURSOR.fullmatch(cursor or "")
    return (found[1], int(found[2])) if found else None


def _beyond(rows, cursor, side):
    """The rows on one side of a row; the first condition is what the index is entered with."""
    key, pk = cursor
    return rows.filter(
        Q(**{f"sort_key__{side}e": key}),
        Q(**{f"sort_key__{side}": key}) | Q(**{f"id__{side}": pk}),
    )


def _address(params, name, row) -> str:
    """The same list with its filters, from ``row`` on."""
    kept = params.copy()
    for each in (AFTER, BEFORE):
        kept.pop(each, None)
    kept[name] = f"{row['sort_key']}.{row['id']}"
    return f"?{kept.urlencode()}"
