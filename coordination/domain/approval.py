"""After the meeting: minutes approved in time, the notice up in time and long enough (law.md E1).

Each date is a deadline of the body's secretary, with reminders, from the adoption on. What was decided
so long ago that nobody can appeal any more is entered as history: nobody is reminded of it. What is
recorded is Swedish, whatever language the secretary's pages have.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.deadline import keep_deadline, set_deadline
from coordination.domain.statement_state import lock_statement, log_statement
from coordination.enums import Role
from coordination.exceptions import ActionRefused
from coordination.legal_dates import LegalDates, approval_due
from coordination.models import Notice
from coordination.swedish import long_date
from coordination.validators import validate_day
from coordination.working_days import next_working_day

APPROVAL, NOTICE, TAKE_DOWN = "approval", "notice", "notice_down"
SUBJECT = "minutes"


def dates_of(statement) -> LegalDates:
    """The legal dates of an adopted statement's minutes, from what has been done so far."""
    notice = getattr(statement.decision, "notice", None)
    return LegalDates(
        statement.decision.decided_on,
        statement.approved_on,
        notice.put_up_on if notice else None,
    )


def needs_immediate_approval(meeting_on, *, due_on) -> bool:
    """Whether ordinary approval may take until after the day to answer (K-05)."""
    return approval_due(meeting_on) > due_on


def follow_adoption(statement, *, today) -> None:
    """From the adoption on the secretary owes the approval, or the notice if it was immediate.

    Part of the caller's transaction.
    """
    if statement.approved_on:
        _owe_notice(statement, today=today)
        return
    _owe(
        APPROVAL,
        statement,
        title="Justera protokollet: %(title)s",
        due_on=dates_of(statement).approval_due,
        rule="Fjorton dagar efter mötet (5 kap. 69 § kommunallagen)",
        today=today,
    )


def follow_approval(statement, *, today, at=None) -> None:
    """The approval is done; now the secretary owes the notice. Part of the caller's transaction."""
    _keep(APPROVAL, statement, by=f"justerat {long_date(statement.approved_on)}", at=at)
    _owe_notice(statement, today=today)


def put_up_notice(statement, *, actor, on, today) -> Notice:
    """Record that the notice was put up on a day; from then on one can appeal for three weeks.

    Raises PermissionDenied, and ActionRefused when the minutes are not approved, the notice is up
    already, or the day is not between the approval and today.
    """
    permissions.require(permissions.can_keep_statement(actor, statement))
    validate_day(on, today=today)
    with transaction.atomic():
        current = lock_statement(statement)
        _refuse_without_minutes(current)
        if not current.approved_on:
            raise ActionRefused(
                _("Protokollet är inte justerat än. Anteckna justeringen först."),
                code="not_approved",
            )
        if hasattr(current.decision, "notice"):
            raise ActionRefused(_("Anslaget är redan antecknat."), code="noticed")
        if not current.approved_on <= on <= today:
            raise ActionRefused(
                _("Anslaget sätts upp tidigast när protokollet är justerat och senast i dag."),
                code="wrong_day",
            )
        notice = Notice.objects.create(  # type: ignore[misc]  # what is approved was decided
            decision=current.decision, put_up_on=on
        )
        _keep(NOTICE, current, by=f"anslaget {long_date(on)}")
        _owe(
            TAKE_DOWN,
            current,
            title="Ta ner anslaget: %(title)s",
            due_on=next_working_day(dates_of(current).legal_force_on),
            rule="Dagen efter att överklagandetiden har gått ut (8 kap. 12 § kommunallagen)",
            today=today,
        )
        log_statement("notice.put_up", current, actor=actor, on=on)
    return notice


def _refuse_without_minutes(statement):
    if statement.is_official_report:
        raise ActionRefused(
            _("Ett tjänsteutlåtande undertecknas utan möte. Det har inget protokoll att anslå."),
            code="no_minutes",
        )


def take_down_notice(statement, *, actor, on, today) -> Notice:
    """Record that the notice was taken down: not before the time to appeal has ended (KL 8:12)."""
    permissions.require(permissions.can_keep_statement(actor, statement))
    with transaction.atomic():
        current = lock_statement(statement)
        notice = getattr(current.decision, "notice", None)
        if notice is None or notice.taken_down_on:
            raise ActionRefused(_("Inget anslag sitter uppe."), code="not_noticed")
        ends = dates_of(current).appeal_ends
        if not ends < on <= today:
            raise ActionRefused(
                _("Anslaget ska sitta uppe till och med %(day)s, så länge beslut kan överklagas.")
                % {"day": date_format(ends, "j F Y")},
                code="wrong_day",
            )
        notice.taken_down_on = on
        notice.save(update_fields=["taken_down_on"])
        _keep(TAKE_DOWN, current, by=f"nedtaget {long_date(on)}")
        log_statement("notice.taken_down", current, actor=actor, on=on)
    return notice


def _owe_notice(statement, *, today):
    _owe(
        NOTICE,
        statement,
        title="Anslå det justerade protokollet: %(title)s",
        due_on=dates_of(statement).notice_due,
        rule="Andra dagen efter justeringen (8 kap. 12 § kommunallagen)",
        today=today,
    )


def _owe(kind, statement, *, title, due_on, rule, today):
    if dates_of(statement).legal_force_on <= today:
        return
    set_deadline(
        kind,
        subject_type=SUBJECT,
        subject_id=statement.pk,
        title=title % {"title": statement.title},
        organization=statement.consultee.organization,
        role=Role.SECRETARY,
        due_on=due_on,
        today=today,
        matter=statement.matter,
        rule=rule,
    )


def _keep(kind, statement, *, by, at=None):
    keep_deadline(
        kind, subject_type=SUBJECT, subject_id=statement.pk, by=by, at=at or timezone.now()
    )
