"""What the database itself refuses in the ledger (RELIABILITY rule 1)."""

from coordination.guards import append_only, guard

append_only("funding_ledgerentry", "the ledger is only added to")
guard(
    "funding_grant_no_delete",
    "funding_grant",
    "DELETE",
    "TRUE",
    "a grant is taken back by a row in the ledger, never removed",
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
