"""Commands of the one who runs the installation."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from rest_framework.authtoken.models import Token

from coordination import guards
from coordination.domain.audit import chain_end, record
from coordination.models import AuditEvent, OutgoingMessage
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

DUE = date(2025, 6, 30)


@pytest.fixture
def due(town, bo):
    return DeadlineFactory(organization=town.participant, due_on=DUE, next_reminder_on=DUE)


@pytest.fixture
def event(disa, matter):
    return record("matter.registered", actor=disa, subject=matter)


def test_run_due_queues_and_sends(due, capsys, mailoutbox):
    call_command("run_due", now="2025-06-30T08:00")

    assert capsys.readouterr().out == "1 reminders queued, 1 messages sent.\n"
    assert [mail.to for mail in mailoutbox] == [[OutgoingMessage.objects.get().to_email]]


@pytest.mark.parametrize("moment", ["2025-06-29", "2025-06-29T23:59:00+02:00"])
def test_run_due_keeps_to_the_time_it_is_given(due, capsys, moment):
    call_command("run_due", now=moment)

    assert capsys.readouterr().out == "0 reminders queued, 0 messages sent.\n"


def test_run_due_refuses_what_is_no_time():
    with pytest.raises(CommandError, match="2025-06-30"):
        call_command("run_due", now="i morgon")


def test_verify_audit_prints_the_end_to_note(event, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().out.endswith(f"1:{event.hash}\n")


def test_verify_audit_accepts_what_was_noted(event, disa, matter, capsys):
    end = chain_end()
    record("matter.registered", actor=disa, subject=matter)

    call_command("verify_audit", noted=f"{end.sequence}:{end.hash}")

    assert "2:" in capsys.readouterr().out


def test_verify_audit_names_the_fault(event, capsys):
    from django.db import connection

    guards.remove(connection)
    AuditEvent.objects.update(action="matter.forged")

    with pytest.raises(CommandError):
        call_command("verify_audit")

    assert capsys.readouterr().err == "event 1: altered\n"


def test_verify_audit_names_a_missing_guard(event, capsys):
    with connection.cursor() as cursor:
        for statement in guards.GUARDS["statement_frozen_update"].removal(connection.vendor):
            cursor.execute(statement)
    with pytest.raises(CommandError, match="lacks 1 of its guards: statement_frozen_update"):
        call_command("verify_audit")


def test_verify_audit_refuses_a_garbled_note():
    with pytest.raises(CommandError, match="colon"):
        call_command("verify_audit", noted="17")


def test_api_token_is_the_same_until_renewed(disa, capsys):
    for options in ({}, {}, {"renew": True}):
        call_command("api_token", disa.email.upper(), **options)

    first, second, third = capsys.readouterr().out.split()
    assert first == second != third
    assert Token.objects.get().key == third


def test_api_token_is_taken_away(disa):
    call_command("api_token", disa.email)
    call_command("api_token", disa.email, revoke=True)

    assert not Token.objects.exists()


def test_api_token_is_for_those_who_may_sign_in(disa):
    disa.is_active = False
    disa.save()

    for email in (disa.email, "ingen@kommun.example"):
        with pytest.raises(CommandError):
            call_command("api_token", email)
