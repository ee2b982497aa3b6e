"""Statements that a page asks in the same words on every visit: Django compiles each only once.

Django needs one to three milliseconds to put together a queryset of several joins and subqueries and
to write it as SQL; the database answers it in a tenth of that. Between two visits nothing differs but
an id and the day. Such a statement is declared with a name for each value that differs::

    @prepared(initiative=BigIntegerField(), today=DateField())
    def _areas(initiative, today):
        return Area.objects.filter(initiatives=initiative, founded_on__lte=today)

    rows = _areas(initiative=initiative.pk, today=today)

What is kept is the text of the question. Every call asks the database, and gets a list: a queryset
could be narrowed further, and the text would not know. Only what follows from an object that the
reader was found to see belongs here; how a rule about the reader reads depends on the reader
(``prepared_for_reader``).
"""

import copy
import functools
from collections.abc import Callable, Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, QuerySet, Value


class Slot(Value):
    """The place of a value that is given with each call."""

    def __init__(self, name: str, output_field: Field):
        super().__init__(name, output_field=output_field)

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def fill(self, values: dict[str, Any], connection) -> Any:
        """The value for this place, as the database takes it."""
        given = values[self.value]
        if given is None:  # nothing equals NULL, not even NULL
            raise ValueError(f"{self.value!r} must have a value")
        return self.output_field.get_db_prep_value(given, connection=connection, prepared=False)


def prepared(**fields: Field):
    """Declare a statement by the function that builds its queryset; call it with a value a name."""

    def declare(build: Callable[..., QuerySet]) -> Callable[..., list]:
        slots = {name: Slot(name, field) for name, field in fields.items()}

        @functools.cache
        def compiled(_vendor: str) -> Statement:
            return Statement(build(**slots))

        @functools.wraps(build)
        def ask(**values) -> list:
            if values.keys() != fields.keys():
                raise TypeError(f"give {', '.join(fields)}, not {', '.join(values)}")
            connection = connections[DEFAULT_DB_ALIAS]
            statement = compiled(connection.vendor)
            return statement.rows(
                each.fill(values, connection) if isinstance(each, Slot) else each
                for each in statement.parameters
            )

        return ask

    return declare


class Statement:
    """A queryset with its SQL, and what stands in the places of the values that differ."""

    def __init__(self, queryset: QuerySet):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = self.compiler.as_sql()

    def rows(self, values: Iterable[Any]) -> list:
        """Ask with a value for each parameter."""
        connection, parameters = connections[DEFAULT_DB_ALIAS], tuple(values)
        # A compiler knows after its work which columns it selects, and a queryset makes rows of them.
        compiler: Any = copy.copy(self.compiler)
        compiler.connection = connection  # each thread has its own
        compiler.as_sql = lambda **_how: (self.sql, parameters)
        asked: Any = self.queryset.all()
        asked.query.get_compiler = lambda *_args, **_how: compiler
        return list(asked)
