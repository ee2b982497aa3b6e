"""Many rows at once, with what ``save`` and the domain functions would have kept beside them."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import models
from simple_history.utils import bulk_create_with_history

CHUNK = 2000


def store(rows: Iterable[models.Model]) -> list:
    """Insert the rows and return them with their keys; what is tracked gets its first history row."""
    return [row for chunk in _chunks(rows) for row in _insert(chunk)]


def pour(rows: Iterable[models.Model]) -> None:
    """Insert rows that nobody asks for again; however many, only a chunk is held in memory."""
    for chunk in _chunks(rows):
        _insert(chunk)


def _insert(rows):
    model = type(rows[0])
    if hasattr(model, "history"):
        return bulk_create_with_history(rows, model, batch_size=CHUNK)
    return model._default_manager.bulk_create(rows, batch_size=CHUNK)


def _chunks(rows) -> Iterator[list]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
