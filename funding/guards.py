"""What the database itself refuses of money (RELIABILITY rules 1 and 7)."""

from coordination.guards import append_only, guard

append_only("funding_ledgerentry", "the ledger is only added to")
guard(
    "funding_grant_no_delete",
    "funding_grant",
    "DELETE",
    "TRUE",
    "a grant is taken back by a row in the ledger, never removed",
)
guard(
    "funding_ledgerentry_open_books",
    "funding_ledgerentry",
    "INSERT",
    "EXISTS (SELECT 1 FROM funding_source s WHERE s.id = NEW.funding_source_id "
    "AND s.books_closed_on >= NEW.booked_on)",
    "nothing is booked on a day whose books are closed",
)
append_only("funding_exemption", "an exception is only added to")
append_only("funding_refusal", "a refusal is followed by a new decision, never changed")
guard(
    "funding_outcomebatch_no_delete",
    "funding_outcomebatch",
    "DELETE",
    "TRUE",
    "a batch is undone by rows in the ledger, never removed",
)
append_only("funding_explanation", "why money was left over is only added to")
append_only("funding_projectstep", "the steps of a project are only added to")

# --- A round freezes what it asks for when it opens ----------------------------------------------


def _state_in(table, row, column, states):
    """SQL: whether the round or application that the row points at is in one of the states."""
    listed = ", ".join(f"'{state}'" for state in states)
    return f"(SELECT state FROM {table} WHERE id = {row}.{column}) IN ({listed})"  # noqa: S608  (our own names)


def _round_is(row, *states):
    return _state_in("funding_round", row, "round_id", states)


def _left_the_writers(row):
    return _state_in("funding_application", row, "application_id", RECEIVED)


def _tried(row):
    """The application's round is being tried; then all that was written may be removed."""
    found = "SELECT r.state FROM funding_application a JOIN funding_round r ON r.id = a.round_id"
    return f"({found} WHERE a.id = {row}.application_id) = 'test'"


def _differs(*columns):
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)


OPENED = "'open', 'closed', 'decided'"
RECEIVED = ("submitted", "granted", "refused", "withdrawn")
FORM_FROZEN = "what a round asks for is frozen when it opens"
for _table in ("funding_criterion", "funding_roundpart"):
    for _event, _rows in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        guard(
            f"{_table}_frozen_{_event.lower()}",
            _table,
            _event,
            f"NOT {_round_is(_rows, 'draft')}",
            FORM_FROZEN,
        )
guard(
    "funding_instruction_frozen_insert",
    "funding_instruction",
    "INSERT",
    f"NOT {_round_is('NEW', 'draft')}",
    FORM_FROZEN,
)
append_only("funding_instruction", "an instruction is followed by a newer one, never changed")
guard(
    "funding_round_frozen",
    "funding_round",
    "UPDATE",
    f"OLD.state IN ({OPENED}) AND (NEW.state NOT IN ({OPENED}) OR "
    + _differs("source_id", "purpose", "opens_on", "opening_time", "assessed_by_id")
    + ")",
    FORM_FROZEN,
)
UNOPENED_BOOKS = "a round that has not opened books no money"
guard(
    "funding_ledgerentry_round_opened",
    "funding_ledgerentry",
    "INSERT",
    f"NEW.kind = 'applied' AND {_round_is('NEW', 'draft', 'test')}",
    UNOPENED_BOOKS,
)
guard(
    "funding_grant_round_opened",
    "funding_grant",
    "INSERT",
    _round_is("NEW", "draft", "test"),
    UNOPENED_BOOKS,
)

# --- Money goes to the applications that the round has ranked ---------------------------------------

guard(
    "funding_grant_has_application",
    "funding_grant",
    "INSERT",
    "NEW.application_id IS NULL AND EXISTS (SELECT 1 FROM funding_application a "
    "WHERE a.round_id = NEW.round_id AND a.state IN ('submitted', 'granted', 'refused'))",
    "in a round with applications money goes to one of them",
)
guard(
    "funding_grant_fits_application",
    "funding_grant",
    "INSERT",
    "NEW.application_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM funding_application a "
    "WHERE a.id = NEW.application_id AND a.round_id = NEW.round_id AND a.lead_id = NEW.recipient_id "
    "AND a.state = 'granted' AND substr(a.sort_key, 1, 1) <> '3')",  # ``priority.OUTSIDE``
    "a grant is of a granted application in its own round, and of what is long-term",
)
guard(
    "funding_grant_not_excluded",
    "funding_grant",
    "INSERT",
    "NEW.application_id IS NOT NULL AND EXISTS (SELECT 1 FROM funding_exclusion e "
    "JOIN funding_grant g ON g.application_id IN (e.first_id, e.second_id) "
    "WHERE NEW.application_id IN (e.first_id, e.second_id))",
    "two applications that exclude each other are not both granted",
)
guard(
    "funding_grant_keeps_application",
    "funding_grant",
    "UPDATE",
    _differs("application_id", "round_id"),
    "a grant stays with the application and round it came from",
)

# --- An application stands still once it is submitted --------------------------------------------

SUBMITTED = "a submitted application never changes"
guard(
    "funding_application_frozen",
    "funding_application",
    "UPDATE",
    "OLD.state <> 'draft' AND (NEW.state = 'draft' OR "
    + _differs(
        *("round_id", "initiative_id", "area_id", "lead_id", "title", "summary", "cost_ore"),
        *("applied_ore", "financed_ore", "number", "submitted_at", "fingerprint"),
    )
    + ")",
    SUBMITTED,
)
guard(
    "funding_application_no_delete",
    "funding_application",
    "DELETE",
    f"NOT {_round_is('OLD', 'test')}",
    "an application is withdrawn, never removed",
)
for _table in (
    "funding_applicationbody",
    "funding_applicationpart",
    "funding_applicationshare",
    "funding_dialogue",
):
    guard(f"{_table}_frozen_insert", _table, "INSERT", _left_the_writers("NEW"), SUBMITTED)
    guard(
        f"{_table}_frozen_update",
        _table,
        "UPDATE",
        f"{_left_the_writers('OLD')} OR {_left_the_writers('NEW')}",
        SUBMITTED,
    )
    guard(
        f"{_table}_frozen_delete",
        _table,
        "DELETE",
        f"{_left_the_writers('OLD')} AND NOT {_tried('OLD')}",
        SUBMITTED,
    )
KEPT_HISTORY = "a judgement or consent is followed by another, never changed"
for _table, _kept in {
    "funding_applicationversion": ("application_id", "number", "fingerprint", "content", "kept_at"),
    "funding_consent": (
        *("application_id", "organization_id", "version_id", "given_by_id", "given_at"),
    ),
    "funding_gatecheck": ("application_id", "passed", "rationale", "actor_id", "recorded_at"),
    "funding_score": (
        *("application_id", "criterion_id", "level", "rationale", "actor_id", "recorded_at"),
    ),
    "funding_conflict": ("application_id", "person_id", "reason", "actor_id", "recorded_at"),
}.items():
    _ended = {
        "funding_consent": "OLD.withdrawn_at IS NOT NULL",
        "funding_gatecheck": "NOT OLD.is_current",
        "funding_score": "NOT OLD.is_current",
    }.get(_table, "FALSE")
    guard(f"{_table}_no_update", _table, "UPDATE", f"{_ended} OR {_differs(*_kept)}", KEPT_HISTORY)
    guard(f"{_table}_no_delete", _table, "DELETE", f"NOT {_tried('OLD')}", KEPT_HISTORY)
for _event in ("UPDATE", "DELETE"):
    guard(
        f"funding_budgettable_fixed_{_event.lower()}",
        "funding_budgettable",
        _event,
        "OLD.decision_id IS NOT NULL",
        "a budget that is decided on is followed by a new version, never changed",
    )
_FIXED = "EXISTS (SELECT 1 FROM funding_budgettable t WHERE t.id = {row}.table_id AND t.decision_id IS NOT NULL)"
for _event, _row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
    guard(
        f"funding_budgetline_fixed_{_event.lower()}",
        "funding_budgetline",
        _event,
        _FIXED.format(row=_row),
        "the figures of a budget that is decided on never change",
    )
