"""The ledger's one way in: locks, repeated forms, and the row itself with the sums kept beside it.

Locks are taken in one order, source → decision → grant, and only on the rows whose sums change. They
leave the keys free, so that a row that merely points at a locked one need not wait.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from coordination.models import Decision
from funding.enums import EntryKind
from funding.exceptions import KeyReused
from funding.models import Grant, LedgerEntry, OutcomeBatch, Round, Source

FORM, REVERSAL, BATCH = "form", "reversal", "batch"
ROWS_AT_ONCE = 500
# Where a row of a kind counts: the sums kept beside it, in the order of the locks.
KEPT = {
    EntryKind.FRAME: ((Source, "funding_source_id", "frame_ore"),),
    EntryKind.TRANSFERRED: ((Source, "funding_source_id", "frame_ore"),),
    EntryKind.GRANTED: (
        (Source, "funding_source_id", "granted_ore"),
        (Grant, "grant_id", "granted_ore"),
    ),
    EntryKind.PAID: ((Grant, "grant_id", "paid_ore"),),
    EntryKind.USED: ((Grant, "grant_id", "used_ore"),),
    EntryKind.RETURNED: ((Grant, "grant_id", "returned_ore"),),
    EntryKind.KEPT: ((Grant, "grant_id", "kept_ore"),),
    EntryKind.REPURPOSED: ((Grant, "grant_id", "repurposed_ore"),),
}


@dataclass(frozen=True)
class Origin:
    """What a row comes from: a form, a decision, an invoice. The same origin counts once per kind."""

    source: str
    source_id: str
    fingerprint: str

    @classmethod
    def of_form(cls, key, **said) -> "Origin":
        """A form sent from a page or through the API, under the key it was given when it was opened."""
        return cls(FORM, str(key), fingerprint(said))


@dataclass(frozen=True)
class Posting:
    """What a row is to say."""

    kind: str
    funding_source: Source
    amount_ore: int
    booked_on: date
    document: str
    round: Round | None = None
    grant: Grant | None = None
    decision: Decision | None = None
    reverses: LedgerEntry | None = None
    counterpart: LedgerEntry | None = None
    batch: OutcomeBatch | None = None
    note: str = ""
    is_approximate: bool = False


def fingerprint(said) -> str:
    """SHA-256 over what was sent in, in one canonical form."""
    text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def lock_source(source) -> Source:
    """The source as it is now, its frame and what is granted held still until the transaction ends."""
    return Source.objects.select_for_update(no_key=True).get(pk=source.pk)


def lock_sources(*sources) -> list[Source]:
    """Several sources, locked in the order of their numbers, and given back in the order asked for."""
    locked = {pk: lock_source(Source(pk=pk)) for pk in sorted({each.pk for each in sources})}
    return [locked[each.pk] for each in sources]


def lock_decision(decision) -> Decision:
    """The decision, held so that two rounds cannot spend its amount at once."""
    return Decision.objects.select_for_update(no_key=True).get(pk=decision.pk)


def lock_grant(grant) -> Grant:
    """The grant as it is now, its sums held still until the transaction ends."""
    return Grant.objects.select_for_update(no_key=True).get(pk=grant.pk)


def lock_grants(*grants) -> list[Grant]:
    """Several grants, locked in the order of their numbers, and given back in the order asked for."""
    locked = {pk: lock_grant(Grant(pk=pk)) for pk in sorted({each.pk for each in grants})}
    return [locked[each.pk] for each in grants]


def posted_before(origin, kind) -> LedgerEntry | None:
    """The row that the same form made before. Call it under the lock that the posting takes.

    Raises KeyReused when the key was used for something else.
    """
    entry = LedgerEntry.objects.filter(
        source=origin.source, source_id=origin.source_id, kind=kind
    ).first()
    return refuse_other_values(entry, origin)


def refuse_other_values(earlier, origin):
    """What the same form made before; KeyReused when it said something else then."""
    if earlier and earlier.fingerprint != origin.fingerprint:
        raise KeyReused(
            _(
                "Formuläret har redan skickats med andra uppgifter. Inget mer har sparats. "
                "Ladda om sidan för att se vad som gäller och fyll i på nytt."
            ),
            code="key_reused",
        )
    return earlier


def forecast_of(grant) -> int | None:
    """What the project is expected to use in all, by its latest forecast; None when there is none."""
    rows = LedgerEntry.objects.filter(grant=grant, kind=EntryKind.FORECAST)
    return rows.aggregate(total=Sum("amount_ore"))["total"]


def post(posting, *, origin, actor, now: datetime) -> LedgerEntry:
    """Add one row and move the sums kept beside it, in the caller's transaction and under its locks.

    The database has the last word: a sum that passes its cap breaks a constraint.
    """
    entry = _row(posting, origin, actor, now)
    _move_sums([posting])
    entry.save(force_insert=True)
    return entry


def post_all(postings: Sequence[tuple[Posting, Origin]], *, actor, now) -> list[LedgerEntry]:
    """Add many rows at once, each sum moved once: as ``post``, with few statements."""
    _move_sums([posting for posting, _origin in postings])
    rows = [_row(posting, origin, actor, now) for posting, origin in postings]
    return LedgerEntry.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def _row(posting, origin, actor, now) -> LedgerEntry:
    return LedgerEntry(
        **vars(posting),
        source=origin.source,
        source_id=origin.source_id,
        fingerprint=origin.fingerprint,
        actor=actor,
        recorded_at=now,
    )


def _move_sums(postings):
    steps: dict[tuple, int] = defaultdict(int)
    for posting in postings:
        for model, key, total in KEPT.get(posting.kind, ()):
            owner = getattr(posting, key.removesuffix("_id"))
            if owner:  # without one, the row itself breaks a constraint
                steps[model, owner.pk, total] += posting.amount_ore
    for (model, pk, total), step in steps.items():
        model.objects.filter(pk=pk).update(**{total: F(total) + step})
