"""Follow-up reports: owed when something is completed, written, and filed with a receipt (T-06–T-08)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.domain.deadline import keep_deadline, set_deadline
from coordination.domain.deadline_rule import reckon
from coordination.domain.document import new_receipt_number
from coordination.domain.message import queue_message
from coordination.domain.recipient import recipients_for
from coordination.domain.text import accept_line
from coordination.enums import Role
from coordination.exceptions import ActionRefused, EditConflict, next_state
from evaluation import permissions
from evaluation.domain.queries.outcome import outcome_of
from evaluation.enums import REPORT_TRANSITIONS
from evaluation.models import FollowUpReport
from funding.domain.surplus import explain_surplus
from funding.enums import SurplusReason

DEADLINE = "follow_up_report"
TEXTS = {
    "final_result": (gettext_lazy("Slutresultatet"), 10_000),
    "contribution": (gettext_lazy("Så bidrog det till målet"), 10_000),
    "deviation_reason": (gettext_lazy("Varför utfallet avviker"), 5000),
    "deviation_in_execution": (gettext_lazy("Vad som inte blev som planerat"), 5000),
}


def owe_report(*, organization, matter, completed_on, actor, now, grant=None, initiative=None):
    """Put a follow-up report in the books, with its deadline: six months after completion (T-06).

    Called in the transaction that completes the initiative or the project. Saying it twice changes
    nothing.
    """
    owed = reckon(DEADLINE, after=completed_on, organization=organization)
    report, created = FollowUpReport.objects.get_or_create(
        grant=grant,
        initiative=initiative,
        defaults={
            "organization": organization,
            "matter": matter,
            "completed_on": completed_on,
            "due_on": owed.day,
        },
    )
    if not created:
        return report
    set_deadline(
        DEADLINE,
        subject_type="follow_up_report",
        subject_id=report.pk,
        title=str(report),
        organization=organization,
        role=Role.CASE_OFFICER,
        due_on=report.due_on,
        today=timezone.localdate(now),
        matter=matter,
        rule=owed.why,
    )
    _log("report.owed", report, actor, due_on=report.due_on)
    return report


def write_report(report, *, actor, version, **texts) -> FollowUpReport:
    """Save a draft: any of the texts, and why money was left (``surplus_reason``).

    ``version`` is what the writer saw; EditConflict when someone saved in between. Raises
    PermissionDenied, ValidationError, ActionRefused once the report is filed.
    """
    texts = _accepted(texts)
    with transaction.atomic():
        current = _lock(report)
        rights.require(permissions.can_report_for(actor, current.organization))
        current.state = _next(current, "write")
        _take_over(current, texts, version)
        current.save()
        _log("report.written", current, actor)
    return current


def file_report(report, *, actor, version, now=None, **texts) -> FollowUpReport:
    """File the report (lämna in): the figures of the ledger as they are now, and a receipt.

    From then on it never changes. Keeps the deadline and tells the coordinator of the body that
    decided. Raises PermissionDenied, EditConflict, ValidationError naming what is missing.
    """
    now = now or timezone.now()
    texts = _accepted(texts)
    with transaction.atomic():
        current = _lock(report)
        rights.require(permissions.can_report_for(actor, current.organization))
        current.state = _next(current, "file")
        _take_over(current, texts, version)
        outcome = outcome_of(current, as_of=timezone.localdate(now))
        _refuse_incomplete(current, outcome)
        current.granted_ore, current.outcome_ore = outcome.granted_ore, outcome.used_ore
        current.author, current.filed_at = actor, now
        current.receipt_number = new_receipt_number(now)
        current.save()
        _explain_surplus(current, actor, now)
        _settle(current, now)
        _log("report.filed", current, actor, receipt=current.receipt_number)
    return current


def _lock(report) -> FollowUpReport:
    return FollowUpReport.objects.select_for_update(no_key=True).get(pk=report.pk)


def _next(report, action):
    return next_state(REPORT_TRANSITIONS, report.state, action, label=report.get_state_display())


def _accepted(texts) -> dict:
    """The texts as they are stored; an unknown name is a programming error."""
    accepted = {}
    for name, text in texts.items():
        if name == "surplus_reason":
            accepted[name] = _accepted_reason(text)
            continue
        what, limit = TEXTS[name]
        accepted[name] = accept_line(text, what=str(what), limit=limit) if text.strip() else ""
    return accepted


def _accepted_reason(reason) -> str:
    if reason and reason not in SurplusReason.values:
        raise ActionRefused(_("Välj ett av skälen i listan."), code="unknown_reason")
    return reason


def _take_over(report, texts, version):
    if all(getattr(report, name) == text for name, text in texts.items()):
        return
    if report.version != version:
        raise EditConflict(theirs=report, mine=texts)
    for name, text in texts.items():
        setattr(report, name, text)
    report.version = version + 1


def _refuse_incomplete(report, outcome):
    if not report.final_result:
        raise ActionRefused(_("Skriv vad slutresultatet blev."), code="result_missing")
    if outcome.differs and not report.deviation_reason:
        raise ActionRefused(
            _("Utfallet är inte detsamma som det beviljade. Skriv varför."),
            code="deviation_reason_missing",
        )
    if outcome.surplus_ore > 0 and not report.surplus_reason:
        raise ActionRefused(_("Välj varför pengar blev kvar."), code="surplus_reason_missing")


def _settle(report, now):
    """The duty is done, and whoever decided on it gets to know."""
    keep_deadline(
        DEADLINE,
        subject_type="follow_up_report",
        subject_id=report.pk,
        by=_("uppföljningsrapport %(receipt)s") % {"receipt": report.receipt_number},
        at=now,
    )
    duty = (deciding_body(report).pk, Role.COORDINATOR)
    for person in recipients_for({duty}, on=timezone.localdate(now))[duty]:
        queue_message(
            "report_filed",
            to=person,
            dedupe_key=f"report:{report.pk}:{person.pk}",
            context={"report": report},
            now=now,
            kind="follow_up_report",
            matter=report.matter,
        )


def _explain_surplus(report, actor, now):
    """The report's reason is the reason of what was left over: nobody is asked twice (T-15)."""
    grant = report.grant
    if grant is None or not report.surplus_reason or not grant.has_ended(timezone.localdate(now)):
        return
    if grant.unexplained_ore:
        explain_surplus(
            grant,
            actor=actor,
            amount_ore=grant.unexplained_ore,
            reason=report.surplus_reason,
            text=report.deviation_reason[:1000],
            key=f"report:{report.pk}",
            now=now,
        )


def deciding_body(report):
    """Who decided on what is reported: the grant's body, or whoever keeps the programme together."""
    return report.grant.decision.body if report.grant_id else report.initiative.programme.convener


def _log(action, report, actor, **data):
    record(
        action,
        actor=actor,
        subject=report,
        matter=report.matter,
        data={"subject": str(report.subject), **data},
    )
