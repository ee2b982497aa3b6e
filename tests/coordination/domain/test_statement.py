"""A statement while it is written: begun once, written by the body, reviewed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.domain.referral import decline_referral, find_incomplete
from coordination.domain.statement import (
    adopt_statement,
    describe_statement,
    send_back_statement,
    start_statement,
    submit_statement,
    write_section,
)
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import AuditEvent, Consultee, Statement


def write(statement, actor, html, kind="body", version=1):
    section = statement.sections.get(kind=kind)
    return write_section(section, actor=actor, html=html, version=version)


# --- Starting ------------------------------------------------------------------------------------


def test_official_starts_a_statement_in_the_bodys_own_registry(consultee, erik, today):
    statement = start_statement(consultee, actor=erik, today=today)

    assert statement.matter.registry_number == "SBN-2025-1"
    assert statement.title == "Yttrande över Kraftsamlande insatser"
    assert statement.author == erik.person
    assert list(statement.sections.values_list("kind", "html").order_by("-kind")) == [
        ("summary", ""),
        ("body", ""),
    ]
    assert Consultee.objects.get().state == "started"


def test_starting_twice_gives_the_same_draft(consultee, erik, bo, today):
    first = start_statement(consultee, actor=erik, today=today)

    assert start_statement(consultee, actor=bo, today=today) == first
    assert Statement.objects.count() == 1


def test_outsider_cannot_start_a_statement(consultee, cecilia, today):
    with pytest.raises(PermissionDenied):
        start_statement(consultee, actor=cecilia, today=today)


def test_body_that_declined_may_answer_after_all(consultee, bo, erik, today):
    begun = start_statement(consultee, actor=erik, today=today)
    decline_referral(consultee, actor=bo, reason="Berör oss inte.")

    assert start_statement(consultee, actor=bo, today=today) == begun
    consultee.refresh_from_db()
    assert (consultee.state, consultee.declined_reason) == ("started", "")


def test_incomplete_answer_is_followed_by_a_version_with_the_same_text(adopted, disa, bo, today):
    consultee = adopted.consultee
    find_incomplete(consultee, actor=disa, reason="Kostnaden saknas.", today=today)

    second = start_statement(consultee, actor=bo, today=today)

    assert (second.number, second.state, second.matter) == (2, "draft", adopted.matter)
    assert second.sections.get(kind="body").html == adopted.sections.get(kind="body").html
    assert start_statement(consultee, actor=bo, today=today) == second


def test_adopted_answer_is_not_begun_anew_unless_something_is_missing(adopted, bo, today):
    assert start_statement(adopted.consultee, actor=bo, today=today) == adopted


# --- Writing -------------------------------------------------------------------------------------


def test_section_is_stored_clean_and_counted(statement, erik):
    section = write(statement, erik, '<p onclick="x()">Hej <script>alert(1)</script>du</p>')

    assert section.html == "<p>Hej du</p>"
    assert (section.version, section.updated_by) == (2, erik)


def test_second_writer_gets_both_texts_and_overwrites_nothing(statement, erik, bo):
    write(statement, erik, "<p>Eriks text.</p>")

    with pytest.raises(EditConflict) as conflict:
        write(statement, bo, "<p>Bos text.</p>")

    assert conflict.value.theirs.html == "<p>Eriks text.</p>"
    assert conflict.value.mine == "<p>Bos text.</p>"
    assert statement.sections.get(kind="body").html == "<p>Eriks text.</p>"


def test_saving_the_same_text_twice_is_no_conflict(statement, erik):
    write(statement, erik, "<p>En gång.</p>")

    assert write(statement, erik, "<p>En gång.</p>").version == 2


def test_text_may_be_changed_during_review(in_review, erik):
    assert write(in_review, erik, "<p>Ändrat under granskningen.</p>").version == 2


def test_members_and_outsiders_do_not_write(statement, anna, cecilia):
    for stranger in (anna, cecilia):
        with pytest.raises(PermissionDenied):
            write(statement, stranger, "<p>Nej.</p>")


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<p>NUL: \x00</p>", "unreadable_character"),
        ("<p>Bra! \N{SMILING FACE WITH SUNGLASSES}</p>", "missing_glyph"),
        (f"<p>{'ord ' * 60_000}</p>", "too_long"),
        ("x" * 2_000_001, "too_long"),
    ],
)
def test_text_that_cannot_be_stored_or_printed_is_refused(statement, erik, html, code):
    with pytest.raises(ValidationError) as refused:
        write(statement, erik, html)

    assert refused.value.code == code
    assert statement.sections.get(kind="body").version == 1


def test_title_and_stance_are_set_together(statement, erik):
    described = describe_statement(
        statement, actor=erik, title=" Nytt namn ", stance="endorses", version=1
    )

    assert (described.title, described.stance, described.version) == ("Nytt namn", "endorses", 2)


def test_title_changed_meanwhile_is_a_conflict(statement, erik, bo):
    describe_statement(statement, actor=erik, title="Eriks", stance="", version=1)

    with pytest.raises(EditConflict):
        describe_statement(statement, actor=bo, title="Bos", stance="", version=1)


def test_unknown_stance_is_refused(statement, erik):
    with pytest.raises(ActionRefused, match="Välj en av ställningarna"):
        describe_statement(statement, actor=erik, title="Titel", stance="maybe", version=1)


# --- Review --------------------------------------------------------------------------------------


def test_draft_is_handed_over_for_review(statement, erik):
    assert submit_statement(statement, actor=erik).state == "review"


def test_draft_without_text_is_not_handed_over(statement, erik):
    write(statement, erik, "<p> </p>")

    with pytest.raises(ActionRefused, match="Avsnittet saknar text: Yttrande"):
        submit_statement(statement, actor=erik)


def test_draft_is_handed_over_once(statement, erik):
    submit_statement(statement, actor=erik)

    with pytest.raises(ActionRefused, match="läget ”Granskas”"):
        submit_statement(statement, actor=erik)


def test_secretary_sends_back_with_a_reason(in_review, bo, erik):
    with pytest.raises(PermissionDenied):
        send_back_statement(in_review, actor=erik, reason="Nej")

    assert send_back_statement(in_review, actor=bo, reason="Skriv om slutet.").state == "draft"
    assert AuditEvent.objects.first().data == {"reason": "Skriv om slutet."}


def test_draft_cannot_be_adopted_without_review(written, adoption):
    with pytest.raises(ActionRefused, match="läget ”Utkast”"):
        adopt_statement(written, **adoption)
