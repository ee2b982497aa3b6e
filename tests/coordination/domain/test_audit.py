"""The audit trail: added to inside its cause, and every fault found (RELIABILITY T26)."""

import pytest
from django.db import connection, transaction

from coordination import guards
from coordination.domain.audit import ChainEnd, ChainFault, chain_end, chain_faults, digest, record
from coordination.models import AuditEvent, AuditHead

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(disa, matter):
    """Five events in a row; the guards stand aside, as for someone with the database's password."""
    for number in range(5):
        record("matter.registered", actor=disa, subject=matter, matter=matter, data={"n": number})
    guards.remove(connection)
    yield list(AuditEvent.objects.order_by("sequence"))
    guards.install(connection)


def faults(anchor=None):
    return list(chain_faults(anchor))


def rewrite_from(sequence):
    """Make the chain whole again after a forgery: every hash from there on, and the end."""
    previous = AuditEvent.objects.filter(sequence=sequence - 1).first()
    last = previous.hash if previous else "0" * 64
    for event in AuditEvent.objects.filter(sequence__gte=sequence).order_by("sequence"):
        event.previous_hash = last
        event.hash = last = digest(event)
        event.save()
        AuditHead.objects.update(sequence=event.sequence, hash=last)


def test_whole_chain_has_no_fault(chain):
    assert faults() == []
    assert chain_end() == ChainEnd(5, chain[-1].hash)


def test_empty_chain_is_whole():
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_event_is_only_recorded_inside_its_cause(disa, matter):
    with pytest.raises(transaction.TransactionManagementError):
        record("matter.registered", actor=disa, subject=matter)


def test_altered_event_is_found(chain):
    AuditEvent.objects.filter(sequence=3).update(data={"n": 99})

    assert faults() == [ChainFault(3, "altered")]


def test_altered_actor_is_found(chain, bo):
    AuditEvent.objects.filter(sequence=2).update(actor=bo)

    assert faults() == [ChainFault(2, "altered")]


def test_removed_event_is_found(chain):
    AuditEvent.objects.filter(sequence=3).delete()

    assert faults() == [ChainFault(3, "missing"), ChainFault(4, "wrong link")]


def test_removed_end_is_found(chain):
    AuditEvent.objects.filter(sequence=5).delete()

    assert faults() == [ChainFault(5, "the end is lost")]


def test_removed_head_is_found(chain):
    AuditHead.objects.all().delete()

    assert faults() == [ChainFault(6, "the end is lost")]


def test_event_put_in_is_found(chain, disa, matter):
    AuditEvent.objects.filter(sequence=5).update(sequence=6)
    AuditEvent.objects.create(
        sequence=5,
        at=chain[4].at,
        actor=disa,
        action="matter.registered",
        subject_type="coordination.matter",
        subject_id=matter.pk,
        previous_hash=chain[3].hash,
        hash="f" * 64,
    )

    assert ChainFault(5, "altered") in faults()


def test_events_that_changed_places_are_found(chain):
    for sequence, other in ((2, 92), (3, 2), (92, 3)):
        AuditEvent.objects.filter(sequence=sequence).update(sequence=other)

    assert {fault.sequence for fault in faults()} == {2, 3, 4}


def test_rewritten_chain_is_only_found_by_what_was_noted_outside(chain):
    noted = chain_end()
    AuditEvent.objects.filter(sequence=3).update(data={"n": 99})
    rewrite_from(3)

    assert faults() == []
    assert faults(noted) == [ChainFault(5, "not what was noted")]


def test_shortened_chain_is_only_found_by_what_was_noted_outside(chain):
    noted = chain_end()
    AuditEvent.objects.filter(sequence=5).delete()
    AuditHead.objects.update(sequence=4, hash=chain[3].hash)

    assert faults() == []
    assert faults(noted) == [ChainFault(5, "the end is lost")]


def test_chain_that_went_on_still_holds_what_was_noted(chain, disa, matter):
    noted = chain_end()

    record("matter.registered", actor=disa, subject=matter)

    assert faults(noted) == []
