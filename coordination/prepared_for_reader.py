"""Statements with a rule about the reader, compiled once for all readers who are alike (``standings``).

A page about one object begins by finding it among what the reader may read: a wide row with a rule, the
most that Django has to put together for the page. Declare it by the function that builds the queryset::

    @prepared_for_reader
    def _referrals_in(reader, matter):
        return Referral.objects.visible_to(reader).filter(matter=matter)

    rows = _referrals_in(request.user, matter=matter.pk)

The function is called with a reader who stands in for the others, and with numbers that nothing has: it
may narrow by them and by ``standing(reader)``, and must look nothing up.
"""

import functools
from collections.abc import Callable

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, QuerySet
from django.http import Http404

from coordination.access import NOBODY, standing
from coordination.prepared import Statement
from coordination.standings import MADE_UP, Likeness, likeness, numbered, stand_in

KEPT = 64  # kinds of readers, for each statement
LARGEST = BigIntegerField.MAX_BIGINT


def prepared_for_reader(build: Callable[..., QuerySet]) -> Callable[..., list]:
    """Declare a statement by the function that builds it for a reader; its other values are numbers."""

    @functools.lru_cache(maxsize=KEPT)
    def compiled(_vendor: str, alike: Likeness, names: tuple[str, ...]) -> Statement | None:
        try:
            return Statement(
                build(stand_in(alike), **dict(zip(names, _made_up(names), strict=True)))
            )
        except EmptyResultSet:  # Django sees without asking that nothing fits
            return None

    @functools.wraps(build)
    def ask(user, **numbers: int) -> list:
        held = standing(user)
        if held is NOBODY:
            return list(build(user, **numbers))
        alike, own = likeness(user, held)
        own |= zip(_made_up(numbers), numbers.values(), strict=True)
        statement = compiled(connection.vendor, alike, tuple(numbers))
        return statement.rows(numbered(statement.parameters, own)) if statement else []

    return ask


def find_or_404(readable: Callable[..., QuerySet], user, pk: int):
    """The one of what ``readable(user)`` gives that has the number; 404 when the reader sees none."""
    rows = _by_number(readable)(user, pk=pk) if pk <= LARGEST else []
    if not rows:
        raise Http404
    return rows[0]


@functools.cache
def _by_number(readable):
    return prepared_for_reader(lambda reader, pk: readable(reader).filter(pk=pk))


def _made_up(names) -> range:
    return range(MADE_UP - len(names), MADE_UP)
