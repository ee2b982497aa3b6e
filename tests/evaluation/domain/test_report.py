from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Deadline, OutgoingMessage
from evaluation.domain.report import file_report, write_report
from evaluation.models import FollowUpReport
from funding.domain.entry import record_spending
from funding.domain.project import complete_project
from initiatives.domain.initiative_state import complete_initiative
from tests.factories.evaluation import FollowUpReportFactory
from tests.funding.helpers import MKR
from tests.funding.helpers import report as spending


@pytest.fixture
def owed(grant, erik, now):
    """Bo's committee's project was completed on the last of August; nothing is written yet."""
    complete_project(grant, actor=erik, completed_on=date(2025, 4, 30), now=now)
    return FollowUpReport.objects.get()


def texts(**values):
    return {"final_result": "Belysningen är på plats.", "version": 1} | values


def explained(**values):
    return texts(deviation_reason="Anbudet var lägre.", surplus_reason="cheaper", **values)


def test_completed_project_owes_a_report_within_six_months(owed, grant, town):
    deadline = Deadline.objects.get(kind="follow_up_report")

    assert (owed.grant, owed.organization, owed.due_on) == (
        grant,
        town.participant,
        date(2025, 10, 30),
    )
    assert (deadline.due_on, deadline.organization, deadline.role, deadline.subject_id) == (
        date(2025, 10, 30),
        town.participant,
        "case_officer",
        owed.pk,
    )


@pytest.mark.parametrize(
    ("completed", "due"),
    [
        (date(2025, 3, 31), date(2025, 9, 30)),
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
    ],
)
def test_six_months_end_where_the_month_ends(grant, erik, completed, due):
    complete_project(
        grant, actor=erik, completed_on=completed, now=timezone.now().replace(year=2029)
    )

    assert FollowUpReport.objects.get().due_on == due


def test_completed_initiative_owes_a_report(initiative, bo, town):
    complete_initiative(initiative, actor=bo, on=date(2025, 4, 30), today=date(2025, 5, 28))

    report = FollowUpReport.objects.get()
    assert (report.initiative, report.organization, report.due_on) == (
        initiative,
        town.participant,
        date(2025, 10, 30),
    )


def test_draft_may_be_unfinished(owed, erik):
    draft = write_report(owed, actor=erik, **texts(final_result=""), contribution="Tryggare.")

    assert (draft.state, draft.contribution, draft.version) == ("draft", "Tryggare.", 2)


def test_filing_takes_the_figures_of_the_ledger(owed, grant, erik, now):
    record_spending(grant, actor=erik, **spending(amount_ore=MKR // 4), now=now)
    filed = file_report(owed, actor=erik, now=now, **explained())

    assert (filed.granted_ore, filed.outcome_ore, filed.state) == (MKR, MKR // 4, "filed")


def test_filing_gives_a_receipt_keeps_the_date_and_tells_the_decider(owed, erik, disa, now):
    filed = file_report(owed, actor=erik, now=now, **explained())

    assert filed.receipt_number.startswith("K-2025-")
    assert Deadline.objects.get(kind="follow_up_report").done_at == now
    message = OutgoingMessage.objects.get(kind="follow_up_report")
    assert (message.to_email, message.subject) == (
        disa.email,
        "Uppföljningsrapport inlämnad: Trygga stråk",
    )


def test_all_used_needs_no_explanation(owed, grant, erik, now):
    record_spending(grant, actor=erik, **spending(amount_ore=MKR), now=now)

    assert file_report(owed, actor=erik, now=now, **texts()).outcome_ore == MKR


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"final_result": " "}, "result_missing"),
        ({"deviation_reason": ""}, "deviation_reason_missing"),
        ({"surplus_reason": ""}, "surplus_reason_missing"),
        ({"surplus_reason": "påhittat"}, "unknown_reason"),
    ],
)
def test_report_says_what_is_missing_and_stays_open(owed, erik, said, code):
    with pytest.raises(ActionRefused) as refusal:
        file_report(owed, actor=erik, **(explained() | said))

    owed.refresh_from_db()
    assert (refusal.value.code, owed.state) == (code, "due")


def test_text_that_cannot_be_stored_is_refused(owed, erik):
    with pytest.raises(ValidationError, match="tecken som inte går att spara"):
        write_report(owed, actor=erik, **texts(final_result="a\x00b"))


def test_filed_report_is_neither_written_nor_filed_again(owed, erik):
    filed = file_report(owed, actor=erik, **explained())

    for act in (write_report, file_report):
        with pytest.raises(ActionRefused, match="läget ”Inlämnad”"):
            act(filed, actor=erik, **explained(version=2))


@pytest.mark.parametrize("act", ["update", "delete"])
def test_database_refuses_to_change_a_filed_report(owed, erik, act):
    row = FollowUpReport.objects.filter(pk=file_report(owed, actor=erik, **explained()).pk)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        row.update(final_result="Annat") if act == "update" else row._raw_delete(using="default")


def test_two_writers_see_each_others_text(owed, erik, bo):
    write_report(owed, actor=erik, **texts(final_result="Eriks text"))

    with pytest.raises(EditConflict) as conflict:
        write_report(owed, actor=bo, **texts(final_result="Bos text"))
    assert conflict.value.theirs.final_result == "Eriks text"
    assert conflict.value.mine["final_result"] == "Bos text"


def test_same_text_twice_is_no_conflict(owed, erik):
    write_report(owed, actor=erik, **texts())

    assert write_report(owed, actor=erik, **texts()).version == 2


@pytest.mark.parametrize("person", ["anna", "love", "cecilia", "rut", "gun", "disa"])
def test_others_write_nothing(owed, person, request):
    with pytest.raises(PermissionDenied):
        write_report(owed, actor=request.getfixturevalue(person), **texts())


def test_report_is_on_one_thing(initiative):
    with pytest.raises(DatabaseError), transaction.atomic():
        FollowUpReportFactory(initiative=initiative)
