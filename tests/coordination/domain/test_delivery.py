"""Delivery against a real mail server that says yes, not now, never, or nothing (RELIABILITY T15)."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from coordination.domain import delivery
from coordination.domain.delivery import (
    LEASE,
    MOST_ATTEMPTS,
    TOO_OLD,
    claim_messages,
    deliver_messages,
    pause_after,
)
from coordination.enums import MessageState
from coordination.models import OutgoingMessage
from tests.factories import OutgoingMessageFactory
from tests.mail import LOST, free_port, mail_server

pytestmark = pytest.mark.django_db

# Asking PostgreSQL whether another runner sends, and telling it that we are done.
LOCKING = 2 if connection.vendor == "postgresql" else 0


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 5
        yield server


@pytest.fixture
def message(now):
    return waiting("anna@kommun.example", now)


def waiting(address, now, **fields):
    return OutgoingMessageFactory(to_email=address, next_attempt_at=now, **fields)


def state_of(message):
    message.refresh_from_db()
    return MessageState(message.state)


def test_message_is_sent_as_text_and_html(server, message, now):
    OutgoingMessage.objects.update(html="<p>Hej!</p>")

    assert deliver_messages(now=now) == 1

    (letter,) = server.received
    assert (letter["Subject"], letter["To"]) == ("Hej", "anna@kommun.example")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert (state_of(message), message.sent_at) == (MessageState.SENT, now)


def test_nothing_waiting_opens_no_line(server, now, django_assert_num_queries):
    with django_assert_num_queries(3 + LOCKING):
        assert deliver_messages(now=now) == 0

    assert server.connections == 0


def test_message_waits_for_its_time(server, now):
    waiting("anna@kommun.example", now + timedelta(minutes=1))

    assert deliver_messages(now=now) == 0


def test_many_messages_share_one_line(server, now):
    for number in range(20):
        waiting(f"person{number}@kommun.example", now)

    assert deliver_messages(now=now) == 20
    assert server.connections == 1


def test_each_receiver_has_a_truth_of_its_own(server, now):
    yes, later, never = (waiting(f"{name}@kommun.example", now) for name in ("ja", "sen", "nej"))
    server.refuse("sen@kommun.example", "450 Kom igen senare")
    server.refuse("nej@kommun.example", "550 Finns inte")

    assert deliver_messages(now=now) == 1

    assert [state_of(each) for each in (yes, later, never)] == [
        MessageState.SENT,
        MessageState.PENDING,
        MessageState.FAILED,
    ]
    assert "450" in later.error
    assert "550" in never.error
    assert server.recipients == Counter({"ja@kommun.example": 1})


def test_greylisted_message_comes_through_on_a_later_try(server, message, now):
    server.refuse(message.to_email, "450 Inte nu", "450 Inte nu", "450 Inte nu")

    for _ in range(3):
        assert deliver_messages(now=now) == 0
        message.refresh_from_db()
        assert message.next_attempt_at > now
        now = message.next_attempt_at
    assert deliver_messages(now=now) == 1

    assert (state_of(message), message.attempts) == (MessageState.SENT, 4)
    assert server.recipients == Counter({message.to_email: 1})


def test_not_before_the_pause_is_over(server, message, now):
    server.refuse(message.to_email, "450 Inte nu")
    deliver_messages(now=now)

    assert deliver_messages(now=now + timedelta(minutes=1)) == 0
    assert deliver_messages(now=now + timedelta(minutes=2)) == 1


def test_refused_text_does_not_stop_the_next_letter(server, now):
    first, second = (waiting(f"{name}@kommun.example", now) for name in ("a", "b"))
    server.data_answers = ["554 Nej tack"]

    assert deliver_messages(now=now) == 1

    assert (state_of(first), state_of(second)) == (MessageState.FAILED, MessageState.SENT)


def test_broken_line_is_replaced_for_the_next_letter(server, now):
    first, second = (waiting(f"{name}@kommun.example", now) for name in ("a", "b"))
    server.data_answers = [LOST]

    assert deliver_messages(now=now) == 1

    assert (state_of(first), state_of(second)) == (MessageState.PENDING, MessageState.SENT)
    assert server.connections == 2


def test_letter_whose_yes_was_lost_comes_once_more_under_the_same_name(server, message, now):
    server.data_answers = [LOST]
    deliver_messages(now=now)

    deliver_messages(now=now + timedelta(minutes=5))

    assert server.recipients == Counter({message.to_email: 2})
    assert len({letter["Message-ID"] for letter in server.received}) == 1


def test_server_that_is_away_fails_nobody(settings, now):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    messages = [waiting(f"person{number}@kommun.example", now) for number in range(3)]

    assert deliver_messages(now=now) == 0

    assert {state_of(each) for each in messages} == {MessageState.PENDING}
    assert messages[0].error.startswith("E-postservern svarade inte")


def test_runner_that_died_leaves_its_messages_to_the_next(server, message, now):
    claim_messages(now=now, limit=10)

    assert deliver_messages(now=now + timedelta(minutes=1)) == 0
    assert deliver_messages(now=now + LEASE + timedelta(seconds=1)) == 1


def test_runner_that_slept_does_not_speak_for_its_successor(message, now):
    (mine,) = claim_messages(now=now, limit=1)
    claim_messages(now=now + LEASE + timedelta(seconds=1), limit=1)

    assert delivery._mark_sent(mine, now) == 0

    assert state_of(message) == MessageState.CLAIMED


def test_rest_of_a_slow_batch_is_left_to_others(server, now, monkeypatch):
    messages = [waiting(f"person{number}@kommun.example", now) for number in range(3)]
    monkeypatch.setattr(delivery, "WORKED_AT_MOST", timedelta())

    assert deliver_messages(now=now, limit=3) == 1

    assert [state_of(each) for each in messages] == [
        MessageState.SENT,
        MessageState.CLAIMED,
        MessageState.CLAIMED,
    ]


def test_pauses_grow_and_add_up_to_three_days():
    pauses = [pause_after(attempt) for attempt in range(1, MOST_ATTEMPTS + 1)]

    assert pauses[:3] == [timedelta(minutes=m) for m in (2, 4, 8)]
    assert pauses[-1] == timedelta(hours=6)
    assert timedelta(days=2) < sum(pauses[:-1], timedelta()) < timedelta(days=4)


def test_last_try_fails_the_message(server, message, now):
    OutgoingMessage.objects.update(attempts=MOST_ATTEMPTS - 1)
    server.refuse(message.to_email, "450 Inte nu")

    deliver_messages(now=now)

    assert state_of(message) == MessageState.FAILED


def test_message_that_kills_its_runner_is_given_up(server, message, now):
    OutgoingMessage.objects.update(attempts=MOST_ATTEMPTS)

    deliver_messages(now=now)

    assert state_of(message) == MessageState.FAILED
    assert not server.received


def test_message_forgotten_for_days_is_listed_not_sent(server, message, now):
    deliver_messages(now=now + TOO_OLD + timedelta(minutes=1))

    assert state_of(message) == MessageState.FAILED
    assert "slutade försöka" in message.error
    assert not server.received


def test_bad_letter_does_not_stop_the_others(server, now):
    bad = waiting("a@kommun.example", now, subject="Rad\nbryt")
    good = waiting("b@kommun.example", now)

    assert deliver_messages(now=now) == 1

    assert (state_of(bad), state_of(good)) == (MessageState.FAILED, MessageState.SENT)
    assert "BadHeaderError" in bad.error


@pytest.mark.parametrize("number", [10, 50])
def test_statements_grow_by_one_a_letter(server, now, number, django_assert_num_queries):
    for each in range(number):
        waiting(f"person{each}@kommun.example", now)

    with django_assert_num_queries(7 + LOCKING + number):
        deliver_messages(now=now)


@pytest.mark.django_db(transaction=True)
def test_two_runners_send_each_letter_once(server, now):
    for number in range(60):
        waiting(f"person{number}@kommun.example", now)
    start = threading.Barrier(2)

    def run():
        start.wait()
        deliver_messages(now=now)
        connection.close()

    runners = [threading.Thread(target=run) for _ in range(2)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()

    assert set(server.recipients.values()) == {1}
    assert len(server.received) == 60


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_only_one_runner_sends_at_a_time(server, message, now):
    """So that a kill of all workers at once can leave one letter without its note, not one each."""
    sent = []

    def run():
        sent.append(deliver_messages(now=now))
        connection.close()

    with delivery._alone():
        other = threading.Thread(target=run)
        other.start()
        other.join()
    run()

    assert sent == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_without_claims_two_runners_send_twice(server, now, monkeypatch):
    """The negative control: what the claim is there for."""
    message = waiting("anna@kommun.example", now)
    monkeypatch.setattr(
        delivery,
        "claim_messages",
        lambda *, now, limit: list(OutgoingMessage.objects.filter(state=MessageState.PENDING)),
    )
    start = threading.Barrier(2)
    original = delivery._mark_sent
    monkeypatch.setattr(delivery, "_mark_sent", lambda m, now: start.wait() * 0 + original(m, now))

    def run():
        delivery._deliver_batch(delivery.claim_messages(now=now, limit=1), now)
        connection.close()

    runners = [threading.Thread(target=run) for _ in range(2)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()

    assert server.recipients[message.to_email] == 2
