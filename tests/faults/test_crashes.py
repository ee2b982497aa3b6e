"""Crashes between the steps (T15–T18), each with what would happen without its guard."""

import pytest
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from coordination.domain import delivery, message
from coordination.domain.delivery import build_email, deliver_messages
from coordination.domain.message import queue_messages
from coordination.domain.reminder import queue_due_reminders
from coordination.domain.reminder_letter import draft_reminder
from coordination.enums import MessageState, OrganizationKind, Role
from coordination.models import Deadline, OutgoingMessage, Person
from coordination.registry import DeadlineSubject, deadline_subjects
from tests.conftest import member
from tests.factories import DeadlineFactory, OrganizationFactory, OutgoingMessageFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now():
    return timezone.now().replace(hour=12)


def letter(now, number=0):
    return OutgoingMessage(
        dedupe_key=f"prov:{number}",
        kind="prov",
        to_email="anna@kommun.example",
        subject="Hej",
        text="Hej!",
        next_attempt_at=now,
    )


def test_cause_that_was_undone_sends_nothing(now, mailoutbox):
    """T16."""
    with transaction.atomic():
        queue_messages([letter(now)])
        transaction.set_rollback(True)

    assert deliver_messages(now=now) == 0
    assert (OutgoingMessage.objects.count(), mailoutbox) == (0, [])


def test_letter_sent_inside_its_cause_is_out_when_the_cause_is_undone(mailoutbox):
    """Negative control of T16: sent where it is written, as most do."""
    with transaction.atomic():
        send_mail("Hej", "Hej!", None, ["anna@kommun.example"])
        transaction.set_rollback(True)

    assert len(mailoutbox) == 1


def test_queue_that_is_away_only_delays(now, mailoutbox, monkeypatch):
    """T17. The page that saved answers as always, and the next tick finds the letter."""

    def away(*args, **kwargs):
        raise OperationalError("no queue")

    monkeypatch.setattr(message.app, "send_task", away)

    queue_messages([letter(now)])

    assert deliver_messages(now=now) == 1
    assert len(mailoutbox) == 1


def test_letter_that_lived_in_the_queue_alone_would_be_lost(now, mailoutbox, monkeypatch):
    """Negative control of T17: sent by a task that carries it, instead of a row that waits."""
    waiting = []
    monkeypatch.setattr(message.app, "send_task", lambda *args, **kwargs: None)
    transaction.on_commit(lambda: waiting.append(letter(now)))
    waiting.clear()  # the queue was emptied

    assert deliver_messages(now=now) == 0
    assert mailoutbox == []


def test_marking_before_sending_would_lose_the_letter(now, mailoutbox, monkeypatch):
    """Negative control of T9: others mark a letter as sent first. Killed between the two, it is gone."""
    OutgoingMessageFactory(next_attempt_at=now)
    build = delivery.build_email

    def killed(*args):
        raise SystemExit

    monkeypatch.setattr(delivery, "build_email", killed)
    (claimed,) = delivery.claim_messages(now=now, limit=1)
    delivery._mark_sent(claimed, now)
    with pytest.raises(SystemExit):
        delivery.build_email(claimed)
    monkeypatch.setattr(delivery, "build_email", build)

    assert deliver_messages(now=now + 2 * delivery.LEASE) == 0
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("number", "poisoned"), [(20, 1), pytest.param(500, 1, marks=pytest.mark.heavy)]
)
def test_poison_is_set_aside_and_stops_nobody(
    now, mailoutbox, monkeypatch, number, poisoned, figure
):
    """T18. One duty of many whose letter cannot be written."""

    owe(number, poisoned, now, monkeypatch)

    queue_due_reminders(now=now)
    sent = deliver_messages(now=now, limit=number)

    failed = OutgoingMessage.objects.get(state=MessageState.FAILED)
    figure(f"T18 of {number}", f"{sent} sent, {poisoned} set aside with its cause")
    assert (sent, len(mailoutbox)) == (number - poisoned, number - poisoned)
    assert "no such page" in failed.error


def test_loop_without_a_guard_stops_at_the_poison(now, mailoutbox, monkeypatch, figure):
    """Negative control of T18: one letter after the other, and the first that cannot be written ends it."""
    owe(20, 1, now, monkeypatch)

    with pytest.raises(LookupError):
        send_one_after_the_other(now)

    figure("T18 control", f"a loop without a guard: {len(mailoutbox)} of 19 sound letters sent")
    assert not mailoutbox


def send_one_after_the_other(now):
    for deadline in Deadline.objects.order_by("pk"):
        (reader,) = Person.objects.filter(memberships__seat__organization=deadline.organization)
        drafted = draft_reminder([deadline], to=reader, now=now, dedupe_key=str(deadline.pk))
        build_email(drafted).send()


def owe(number, poisoned, now, monkeypatch):
    """So many bodies with a duty due today, the first of which lead to no page."""

    def no_page(pk):
        raise LookupError("no such page")

    monkeypatch.setitem(deadline_subjects, "poison", DeadlineSubject("poison", "Öppna", no_page))
    home = OrganizationFactory(kind=OrganizationKind.MUNICIPALITY)
    today = timezone.localdate(now)
    for each in range(number):
        body = OrganizationFactory(name=f"Nämnd {each}", municipality=home)
        member(body, Role.SECRETARY, f"Sekreterare{each}")
        bad = {"subject_type": "poison"} if each < poisoned else {}
        DeadlineFactory(organization=body, due_on=today, next_reminder_on=today, **bad)
