"""What the database itself refuses: changes to what is frozen, and edits of what is only added to.

A guard is a row trigger on SQLite and PostgreSQL alike. Guards are put in place after every migrate
(``install``), because SQLite drops a table's triggers when a migration rebuilds the table.
"""

from dataclasses import dataclass

GUARDS: dict[str, "Guard"] = {}


@dataclass(frozen=True)
class Guard:
    """Refuse ``event`` on rows of ``table`` for which ``condition`` (SQL over OLD and NEW) holds."""

    name: str
    table: str
    event: str
    condition: str
    message: str

    def statements(self, vendor: str) -> list[str]:
        return self._sqlite() if vendor == "sqlite" else self._postgresql()

    def removal(self, vendor: str) -> list[str]:
        on = "" if vendor == "sqlite" else f' ON "{self.table}"'
        return [f'DROP TRIGGER IF EXISTS "{self.name}"{on}']

    def _sqlite(self):
        # Older SQLite says IS NOT where the standard says IS DISTINCT FROM.
        condition = self.condition.replace("IS DISTINCT FROM", "IS NOT")
        trigger = f"""
            CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}"
            WHEN {condition} BEGIN SELECT RAISE(ABORT, '{self.message}'); END
        """
        return [*self.removal("sqlite"), trigger]

    def _postgresql(self):
        function = f"""
            CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $guard$
            BEGIN
                IF {self.condition} THEN
                    RAISE EXCEPTION '{self.message}' USING ERRCODE = 'check_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END $guard$
        """
        trigger = f"""
            CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}"
            FOR EACH ROW EXECUTE FUNCTION "{self.name}"()
        """
        return [function, *self.removal("postgresql"), trigger]


def guard(name, table, event, condition, message) -> None:
    """Declare a guard; it is in force after the next migrate."""
    GUARDS[name] = Guard(name, table, event, condition, message)


def append_only(table, message) -> None:
    """Rows of the table are added, never changed and never removed."""
    for event in ("UPDATE", "DELETE"):
        guard(f"{table}_no_{event.lower()}", table, event, "TRUE", message)


def install(connection) -> None:
    """Put every guard in place whose table exists. Safe to run again."""
    _run(connection, lambda entry: entry.statements(connection.vendor))


def remove(connection) -> None:
    """Take the guards away: for a lawful disposal (gallring) and for emptying a test database."""
    _run(connection, lambda entry: entry.removal(connection.vendor))


def _run(connection, statements):
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for entry in GUARDS.values():
            if entry.table in tables:
                for statement in statements(entry):
                    cursor.execute(statement)


# --- The kernel's own ----------------------------------------------------------------------------

FROZEN = "('adopted', 'approved', 'dispatched')"
_ADOPTED = f"(SELECT state FROM coordination_statement WHERE id = {{row}}.statement_id) IN {FROZEN}"
_KEPT = (
    "consultee_id",
    "matter_id",
    "number",
    "title",
    "stance",
    "decision_id",
    "chair_id",
    "secretary_id",
    "document_id",
)

append_only("coordination_auditevent", "the audit trail is only added to")
append_only("coordination_document", "a stored document never changes")
append_only("coordination_areaversion", "a boundary is followed by a new one, never changed")
append_only("coordination_disposition", "an answer is followed by a new one, never changed")
guard(
    "statement_frozen_update",
    "coordination_statement",
    "UPDATE",
    f"OLD.state IN {FROZEN} AND (NEW.state NOT IN {FROZEN} OR "
    + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _KEPT)
    + ")",
    "an adopted statement never changes",
)
guard(
    "statement_frozen_delete",
    "coordination_statement",
    "DELETE",
    f"OLD.state IN {FROZEN}",
    "an adopted statement is never removed",
)
for _table in ("statementsection", "request", "separateopinion"):
    for _event, _row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        guard(
            f"{_table}_frozen_{_event.lower()}",
            f"coordination_{_table}",
            _event,
            _ADOPTED.format(row=_row),
            "an adopted statement never changes",
        )
_SIGNED = (
    "(SELECT s.state FROM coordination_statement s JOIN coordination_separateopinion o "
    f"ON o.statement_id = s.id WHERE o.id = {{row}}.opinion_id) IN {FROZEN}"
)
for _event, _row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
    guard(
        f"opinionsigner_frozen_{_event.lower()}",
        "coordination_opinionsigner",
        _event,
        _SIGNED.format(row=_row),
        "an adopted statement never changes",
    )
