"""What the database itself refuses: changes to what is frozen, and edits of what is only added to.

A guard is a row trigger on SQLite and PostgreSQL alike. Guards are put in place after every migrate
(``install``), because SQLite drops a table's triggers when a migration rebuilds the table. There they
are also taken away before a migrate (``make_way``): the trigger of one table may read another, which
is gone for a moment while it is rebuilt.
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


def install(connection, application: str = "") -> None:
    """Put every guard in place whose table exists, or those of one application. Safe to run again."""
    _run(connection, lambda entry: entry.statements(connection.vendor), application)


def remove(connection) -> None:
    """Take the guards away: for a lawful disposal (gallring) and for emptying a test database."""
    _run(connection, lambda entry: entry.removal(connection.vendor))


def make_way(connection) -> None:
    """Let a migration rebuild tables: SQLite needs every trigger gone, those of earlier versions too."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def missing(connection) -> list[str]:
    """Names of the guards that the database lacks, after a migrate that was cut short for instance."""
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        present = {name for (name,) in cursor.fetchall()}
    return sorted(GUARDS.keys() - present)


def _run(connection, statements, application=""):
    entries = [entry for entry in GUARDS.values() if entry.table.startswith(application)]
    tables = set(connection.introspection.table_names()) if entries else set()
    with connection.cursor() as cursor:
        for entry in entries:
            if entry.table in tables:
                for statement in statements(entry):
                    cursor.execute(statement)


# --- The kernel's own ----------------------------------------------------------------------------

FROZEN = "('adopted', 'approved', 'dispatched')"
UNCHANGED = "an adopted statement never changes"
SENT_TEXT = "a referred text is followed by a newer one, never changed"
_KEPT = (
    "consultee_id",
    "matter_id",
    "number",
    "corrects_id",
    "correction_reason",
    "is_clerical",
    "referred_text_id",
    "title",
    "stance",
    "author_id",
    "decision_id",
    "chair_id",
    "secretary_id",
    "signer_id",
    "signed_on",
    "document_id",
    "version",
)
# Recorded after adoption, once.
_SET_ONCE = ("approved_on", "dispatched_at")
# The only ways on from adoption, besides standing still.
_ONWARD = "('adopted>approved', 'approved>dispatched')"


def _changes_what_is_frozen() -> str:
    kept = [f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _KEPT]
    once = [
        f"(OLD.{column} IS NOT NULL AND OLD.{column} IS DISTINCT FROM NEW.{column})"
        for column in _SET_ONCE
    ]
    way = "OLD.state || '>' || NEW.state"
    astray = f"(OLD.state <> NEW.state AND {way} NOT IN {_ONWARD})"
    return f"OLD.state IN {FROZEN} AND ({' OR '.join([astray, *kept, *once])})"


def _freeze(table, state_of, column) -> None:
    """Rows that belong to a statement stand still with it; none joins it or leaves it either.

    ``state_of`` is SQL that finds the statement's state from the row's ``column``.
    """
    touched = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    for event, rows in touched.items():
        condition = " OR ".join(
            f"({state_of.format(value=f'{row}.{column}')}) IN {FROZEN}" for row in rows
        )
        guard(
            f"{table}_frozen_{event.lower()}", f"coordination_{table}", event, condition, UNCHANGED
        )


append_only("coordination_auditevent", "the audit trail is only added to")
append_only("coordination_registration", "a registered document keeps its number")
append_only("coordination_statementreceipt", "a receipt stays with its statement")
append_only("coordination_signedcopy", "a signed copy stays with its statement")
append_only("coordination_document", "a stored document never changes")
append_only("coordination_areaversion", "a boundary is followed by a new one, never changed")
append_only("coordination_disposition", "an answer is followed by a new one, never changed")
append_only("coordination_dispositionlink", "what an answer led to stands with the answer")
for _event in ("UPDATE", "DELETE"):
    guard(
        f"referredtext_sent_{_event.lower()}",
        "coordination_referredtext",
        _event,
        "OLD.sent_at IS NOT NULL",
        SENT_TEXT,
    )
    guard(
        f"referredpart_sent_{_event.lower()}",
        "coordination_referredpart",
        _event,
        "(SELECT t.sent_at FROM coordination_referredtext t WHERE t.id = OLD.text_id) IS NOT NULL",
        SENT_TEXT,
    )
guard(
    "statement_frozen_update",
    "coordination_statement",
    "UPDATE",
    _changes_what_is_frozen(),
    UNCHANGED,
)
guard(
    "statement_frozen_delete",
    "coordination_statement",
    "DELETE",
    f"OLD.state IN {FROZEN}",
    "an adopted statement is never removed",
)
for _table in ("statementsection", "request", "separateopinion", "partview"):
    _freeze(
        _table, "SELECT s.state FROM coordination_statement s WHERE s.id = {value}", "statement_id"
    )
for _table, _column, _parent in (
    ("opinionsigner", "opinion_id", "separateopinion"),
    ("request_groups", "request_id", "request"),
):
    _freeze(
        _table,
        "SELECT s.state FROM coordination_statement s "
        f"JOIN coordination_{_parent} p ON p.statement_id = s.id WHERE p.id = {{value}}",
        _column,
    )
guard(
    "decision_frozen_update",
    "coordination_decision",
    "UPDATE",
    "EXISTS (SELECT 1 FROM coordination_statement s WHERE s.decision_id = OLD.id)",
    "the decision on an adopted statement never changes",
)

# What approved minutes say of an item stands; what was never written may still be.
_APPROVED = (
    "EXISTS (SELECT 1 FROM coordination_decision d WHERE d.id = {value} AND (d.immediate_approval "
    "OR EXISTS (SELECT 1 FROM coordination_statement s WHERE s.decision_id = d.id "
    "AND s.approved_on IS NOT NULL)))"
)
for _event in ("UPDATE", "DELETE"):
    guard(
        f"minutesrecord_approved_{_event.lower()}",
        "coordination_minutesrecord",
        _event,
        _APPROVED.format(value="OLD.decision_id"),
        "what approved minutes say never changes",
    )

# A stage whose result is recorded stands, with its clauses, its dissent and what that suggests.
RECORDED = "'recorded'"
STAGE_STANDS = "a recorded stage never changes"


def _freeze_stage(table, state_of, column, name="") -> None:
    """Rows that belong to a stage stand still with it; ``state_of`` finds its state from ``column``."""
    touched = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    for event, rows in touched.items():
        condition = " OR ".join(
            f"({state_of.format(value=f'{row}.{column}')}) = {RECORDED}" for row in rows
        )
        guard(
            f"{name or table}_stage_{event.lower()}",
            f"coordination_{table}",
            event,
            condition,
            STAGE_STANDS,
        )


for _event in ("UPDATE", "DELETE"):
    guard(
        f"stage_frozen_{_event.lower()}",
        "coordination_stage",
        _event,
        f"OLD.state = {RECORDED}",
        STAGE_STANDS,
    )
_STATE = "SELECT g.state FROM coordination_stage g"
_OF_OPINION = f"{_STATE} JOIN coordination_separateopinion o ON o.stage_id = g.id"
for _table, _column in (("decisionclause", "stage_id"), ("separateopinion", "stage_id")):
    _freeze_stage(_table, f"{_STATE} WHERE g.id = {{value}}", _column)
for _table in ("opinionsigner", "opinionclause", "request"):
    _freeze_stage(_table, f"{_OF_OPINION} WHERE o.id = {{value}}", "opinion_id")
guard(
    "decision_stage_update",
    "coordination_decision",
    "UPDATE",
    "EXISTS (SELECT 1 FROM coordination_stage g WHERE g.decision_id = OLD.id)",
    "the decision at a stage never changes",
)

# A memorandum's text stands while the bodies have it; drawn up, the document is added once.
_TEXT = (
    "matter_id",
    "number",
    "title",
    "origin",
    "origin_line",
    "written_question_id",
    "referral_id",
    "incoming_id",
    "answer_by",
    "background_html",
    "preparation_html",
    "views_html",
    "full_background_html",
    "place",
    "signed_on",
)
_MEMORANDUM_WAYS = "('presented>draft', 'presented>decided')"


def _changes_a_presented_memorandum() -> str:
    kept = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _TEXT)
    way = "OLD.state || '>' || NEW.state"
    astray = f"(OLD.state <> NEW.state AND {way} NOT IN {_MEMORANDUM_WAYS})"
    filed = "(OLD.document_id IS NOT NULL AND OLD.document_id IS DISTINCT FROM NEW.document_id)"
    return f"OLD.state <> 'draft' AND ({astray} OR {kept} OR {filed})"


guard(
    "memorandum_frozen_update",
    "coordination_memorandum",
    "UPDATE",
    _changes_a_presented_memorandum(),
    "a presented memorandum never changes",
)
guard(
    "memorandum_frozen_delete",
    "coordination_memorandum",
    "DELETE",
    "OLD.state <> 'draft'",
    "a presented memorandum is never removed",
)
# What a presented memorandum answers stands with it.
_SETTLED = (
    "EXISTS (SELECT 1 FROM coordination_memorandum m WHERE m.written_question_id = {value} "
    "AND m.state <> 'draft')"
)
for _table, _column in (
    ("writtenquestion", "id"),
    ("question", "written_question_id"),
    ("questionauthor", "written_question_id"),
):
    for _event, _row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        guard(
            f"{_table}_settled_{_event.lower()}",
            f"coordination_{_table}",
            _event,
            _SETTLED.format(value=f"{_row}.{_column}"),
            "a written question stands once the memorandum on it is presented",
        )

# A fixed compilation stands, with what it quotes.
FIXED = "a fixed compilation never changes"
for _event in ("UPDATE", "DELETE"):
    guard(
        f"compilation_fixed_{_event.lower()}",
        "coordination_compilation",
        _event,
        "OLD.fixed_at IS NOT NULL",
        FIXED,
    )
_IS_FIXED = "(SELECT c.fixed_at FROM coordination_compilation c WHERE c.id = {value}) IS NOT NULL"
for _event, _row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
    guard(
        f"compilationquote_fixed_{_event.lower()}",
        "coordination_compilationquote",
        _event,
        _IS_FIXED.format(value=f"{_row}.compilation_id"),
        FIXED,
    )
# Who was at a closed meeting, and who left the room, stands once it is written. What was never
# written may still be: minutes are often written after the meeting.
_CLOSED = "(SELECT m.closed_at FROM coordination_meeting m WHERE m.id = OLD.meeting_id) IS NOT NULL"
for _table in ("attendance", "recusal"):
    for _event in ("UPDATE", "DELETE"):
        guard(
            f"{_table}_closed_{_event.lower()}",
            f"coordination_{_table}",
            _event,
            _CLOSED,
            "who was at a closed meeting never changes",
        )
