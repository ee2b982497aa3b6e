"""The audit trail (X-02): add an event, and check that the chain is whole."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from coordination.models import AuditEvent, AuditHead

GENESIS = "0" * 64
_happened_at: ContextVar = ContextVar("happened_at", default=None)


@contextmanager
def registered_afterwards(at):
    """Events recorded inside happened at ``at``: for entering what was done before (import, demo)."""
    token = _happened_at.set(at)
    try:
        yield
    finally:
        _happened_at.reset(token)


def happening_at():
    """When what is done now counts as done: at this moment, or when it was really done before."""
    return _happened_at.get() or timezone.now()


def record(action, *, actor, subject, matter=None, data=None, at=None) -> AuditEvent:
    """Add one event to the chain, inside the transaction of its cause.

    Takes the lock on the chain's end, so call it last in the transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() belongs in its cause's transaction")
    head = AuditHead.objects.select_for_update().get(pk=1)
    event = AuditEvent(
        sequence=head.sequence + 1,
        at=at or happening_at(),
        actor=actor,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        matter=matter,
        data=_plain(data or {}),
        previous_hash=head.hash,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    head.sequence, head.hash = event.sequence, event.hash
    head.save(update_fields=["sequence", "hash"])
    return event


def digest(event) -> str:
    """SHA-256 over the previous hash and everything the event says, in one canonical form."""
    facts = [
        event.previous_hash,
        event.sequence,
        event.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds"),
        event.actor_id,
        event.action,
        event.subject_type,
        event.subject_id,
        event.matter_id,
        _plain(event.data),
    ]
    return hashlib.sha256(
        json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()


def _plain(data):
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


@dataclass(frozen=True)
class ChainFault:
    """Where the chain is broken, and how."""

    sequence: int
    what: str


@dataclass(frozen=True)
class ChainEnd:
    """The chain's last event: its number and hash. Kept elsewhere, it anchors all before it."""

    sequence: int
    hash: str


def chain_end() -> ChainEnd:
    """The end as it stands; noted outside the database, it shows a rewritten or shortened chain."""
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    return ChainEnd(head.sequence, head.hash)


def chain_faults(anchor: ChainEnd | None = None) -> Iterator[ChainFault]:
    """Walk the whole chain and yield each fault: gap, altered row, wrong link, lost end.

    Whoever can write to the database can rewrite the chain from any point and its end with it;
    only an ``anchor`` noted earlier, outside, shows that.
    """
    previous_hash, expected = GENESIS, 1
    for event in AuditEvent.objects.order_by("sequence").iterator(2000):
        if event.sequence != expected:
            yield ChainFault(expected, "missing")
        if event.previous_hash != previous_hash:
            yield ChainFault(event.sequence, "wrong link")
        if event.hash != digest(event):
            yield ChainFault(event.sequence, "altered")
        if anchor and event.sequence == anchor.sequence and event.hash != anchor.hash:
            yield ChainFault(event.sequence, "not what was noted")
        previous_hash, expected = event.hash, event.sequence + 1
    last = ChainEnd(expected - 1, previous_hash)
    if chain_end() != last or (anchor and anchor.sequence > last.sequence):
        yield ChainFault(expected, "the end is lost")
