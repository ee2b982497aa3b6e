"""The outbox: a message is written with its cause, once, and can be tried again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.utils import timezone
from django.utils.html import conditional_escape

from coordination.celery import app
from coordination.domain.message import (
    draft_message,
    queue_message,
    queue_messages,
    resend_message,
)
from coordination.enums import MessageState
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, OutgoingMessage
from tests.factories import OutgoingMessageFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def failed(matter, bo):
    return OutgoingMessageFactory(
        matter=matter, person=bo.person, state=MessageState.FAILED, attempts=3, error="550 No"
    )


def write(to, consultee, now, **changes):
    values = {
        "dedupe_key": "referral:1",
        "context": {"referral": consultee.referral, "consultee": consultee},
        "kind": "referral",
    }
    return queue_message("referral_sent", to=to, now=now, **values | changes)


def test_message_waits_from_now_on(consultee, bo, now):
    message = write(bo.person, consultee, now)

    assert (message.state, message.next_attempt_at) == (MessageState.PENDING, now)
    assert message.to_email == bo.person.email


def test_same_message_is_written_once(consultee, bo, now):
    assert write(bo.person, consultee, now)
    assert write(bo.person, consultee, now) is None

    assert OutgoingMessage.objects.count() == 1


def test_nobody_writes_to_someone_without_an_address(consultee, now):
    assert write(PersonFactory(email=""), consultee, now) is None


def test_message_is_in_the_receiver_s_language(consultee, bo, now):
    bo.language = "en"

    message = write(bo.person, consultee, now)

    assert '<html lang="en">' in message.html


def test_message_goes_with_its_cause(consultee, bo, now):
    with transaction.atomic():
        write(bo.person, consultee, now)
        transaction.set_rollback(True)

    assert not OutgoingMessage.objects.exists()


def test_text_is_not_escaped_and_html_is(consultee, bo, now):
    consultee.referral.question = "Trygghet & <trivsel>?"

    message = write(bo.person, consultee, now)

    assert "Trygghet & <trivsel>?" in message.text
    assert "Trygghet &amp; &lt;trivsel&gt;?" in message.html


def test_line_break_in_a_title_never_reaches_the_headers(consultee, bo, now):
    consultee.referral.title = "Remiss\r\nBcc: alla@example.com"

    message = write(bo.person, consultee, now)

    assert "\n" not in message.subject
    assert "\r" not in message.subject


def test_misspelt_template_stops_its_cause(consultee, bo, now):
    with pytest.raises(TemplateDoesNotExist):
        queue_message("nothing", to=bo.person, dedupe_key="x", context={}, now=now, kind="x")


def test_queue_gets_one_hint_for_many_messages(monkeypatch, django_capture_on_commit_callbacks):
    hints = []
    monkeypatch.setattr(app, "send_task", lambda name, **options: hints.append(name))
    messages = [OutgoingMessageFactory.build(person=PersonFactory()) for _ in range(3)]

    with django_capture_on_commit_callbacks(execute=True):
        queue_messages(messages)

    assert hints == ["coordination.deliver"]


@pytest.mark.django_db(transaction=True)
def test_queue_that_is_away_changes_nothing(monkeypatch, consultee, bo, now):
    def away(name, **options):
        raise ConnectionError

    monkeypatch.setattr(app, "send_task", away)

    write(bo.person, consultee, now)

    assert OutgoingMessage.objects.get().state == MessageState.PENDING


def test_failed_message_is_tried_again_at_the_address_of_today(failed, disa, bo, now):
    bo.person.email = "ny@kommun.example"
    bo.person.save()

    resend_message(failed, actor=disa, now=now)

    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == (MessageState.PENDING, 0, "")
    assert (failed.to_email, failed.next_attempt_at) == ("ny@kommun.example", now)
    assert AuditEvent.objects.get().action == "message.resent"


@pytest.mark.parametrize(
    "state", sorted(set(MessageState) - {MessageState.FAILED, MessageState.SENT})
)
def test_only_a_failed_message_is_tried_again(failed, disa, state):
    OutgoingMessage.objects.update(state=state)

    with pytest.raises(ActionRefused) as refused:
        resend_message(failed, actor=disa)

    assert refused.value.code == "not_failed"


def test_message_that_was_never_written_is_not_tried_again(failed, disa):
    OutgoingMessage.objects.update(text="")

    with pytest.raises(ActionRefused) as refused:
        resend_message(failed, actor=disa)

    assert refused.value.code == "never_written"


def test_administrator_may_try_again(failed, gun):
    assert resend_message(failed, actor=gun).state == MessageState.PENDING


@pytest.mark.parametrize("who", ["bo", "cecilia", "love", "rut"])
def test_others_may_not_try_again(failed, request, who):
    with pytest.raises(PermissionDenied):
        resend_message(failed, actor=request.getfixturevalue(who))


def test_message_outside_every_matter_is_the_administrator_s(failed, gun, disa):
    OutgoingMessage.objects.update(matter=None)
    failed.refresh_from_db()

    with pytest.raises(PermissionDenied):
        resend_message(failed, actor=disa)
    assert resend_message(failed, actor=gun).state == MessageState.PENDING


def test_account_without_a_person_may_not_try_again(failed):
    with pytest.raises(PermissionDenied):
        resend_message(failed, actor=UserFactory(person=None, email="robot@kommun.example"))


@pytest.mark.parametrize("part", ["subject", "text"])
def test_page_that_shows_a_draft_escapes_its_plain_text(part, consultee, bo, now):
    consultee.referral.title = consultee.referral.question = "<img src=x onerror=alert(1)>"

    draft = draft_message(
        "referral_sent",
        to=bo.person,
        dedupe_key="",
        context={"referral": consultee.referral, "consultee": consultee},
        now=now,
        kind="referral",
    )

    assert "<img" in getattr(draft, part)
    assert "<img" not in conditional_escape(getattr(draft, part))
