"""What tells the reader where a statement stands."""

import pytest

from coordination.components import Step
from coordination.domain.queries import statement_guide as guide
from coordination.domain.queries.statement_sheet import sheet
from coordination.domain.statement import approve_statement, dispatch_statement, write_section
from coordination.domain.statement_content import content_of

ALL = {"write": True, "keep": True}
NONE = {"write": False, "keep": False}


def states(steps):
    return [step.state for step in steps]


def next_step(statement, can):
    return guide.next_step(statement, sheet(content_of(statement)), can)


def test_steps_follow_the_statement(in_review):
    assert guide.steps(in_review) == [
        Step("Skriv", "done"),
        Step("Granska", "current"),
        Step("Anta", "todo"),
        Step("Skicka", "todo"),
    ]


def test_all_steps_are_done_when_it_is_sent(adopted, bo, today):
    assert states(guide.steps(adopted)) == ["done", "done", "done", "current"]
    approve_statement(adopted, actor=bo, on=today, today=today)

    sent = dispatch_statement(adopted, actor=bo)

    assert states(guide.steps(sent)) == ["done"] * 4


def test_checklist_names_what_is_missing(written, erik):
    write_section(written.sections.get(kind="summary"), actor=erik, html="", version=1)
    content = content_of(written)

    items = guide.checklist(content, sheet(content))

    assert [(item.text, item.state) for item in items] == [
        ("Sammanfattning saknar text", "todo"),
        ("Yttrande finns", "ok"),
        ("Ställning", "todo"),
        ("Önskemål finns", "ok"),
        ("Granskning", "wait"),
        ("Särskilt yttrande", "ok"),
        ("Möte och paragraf", "wait"),
    ]
    assert guide.checked(content, sheet(content))["checked"] == 3


def test_next_step_goes_from_writing_to_review(statement, erik):
    ready = next_step(statement, ALL)
    write_section(statement.sections.get(kind="body"), actor=erik, html="", version=1)
    unready = next_step(statement, ALL)

    assert ready.action.label == "Lämna för granskning"
    assert unready.title == "Skriv yttrande"


@pytest.mark.parametrize(
    ("can", "title"), [(ALL, "Anta yttrandet efter mötet"), (NONE, "Yttrandet granskas")]
)
def test_next_step_under_review_depends_on_who_reads(in_review, can, title):
    assert next_step(in_review, can).title == title


def test_next_step_after_adoption_is_approval_then_dispatch(adopted, bo, today):
    labels = [next_step(adopted, ALL).action.label]
    approved = approve_statement(adopted, actor=bo, on=today, today=today)
    labels.append(next_step(approved, ALL).action.label)
    sent = dispatch_statement(approved, actor=bo)

    assert labels == ["Anteckna justeringen", "Skicka yttrandet"]
    assert next_step(sent, ALL) is None
    assert next_step(adopted, NONE) is None


def test_receipt_says_what_happens_now(adopted):
    receipt = guide.receipt(adopted)

    assert receipt.number == adopted.document.receipt_number
    assert receipt.checksum == adopted.document.sha256
    assert receipt.next_text == (
        "Protokollet ska justeras senast 11 juni 2025. "
        "Sedan skickar sekreteraren yttrandet till stadskontoret."
    )


def test_draft_has_no_receipt(statement):
    assert guide.receipt(statement) is None
