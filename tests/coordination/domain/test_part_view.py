"""Views on parts of the referred text: written in the draft, frozen with the statement."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.documents.assembly import draft_document
from coordination.domain.part_view import (
    add_part_view,
    edit_part_view,
    remove_part_view,
    take_up_newer_text,
)
from coordination.domain.statement_content import content_of
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import PartView, ReferredPart, ReferredText, Statement

pytestmark = pytest.mark.django_db


def version(referral, number, *headings):
    """A version of the referred text that has been sent."""
    text = ReferredText.objects.create(
        referral=referral, number=number, html="<p>Texten.</p>", what_changed="Allt.", sent_at=None
    )
    for place, heading in enumerate(headings, 1):
        ReferredPart.objects.create(text=text, position=place, heading=heading, title="Rubrik")
    ReferredText.objects.filter(pk=text.pk).update(sent_at=timezone.now())
    text.refresh_from_db()
    return text


@pytest.fixture
def answering(statement):
    """Bo's committee's draft, answering the first version."""
    statement.referred_text = version(statement.consultee.referral, 1, "4.5", "6")
    statement.save()
    return statement


@pytest.fixture
def part(answering):
    return answering.referred_text.parts.get(heading="4.5")


@pytest.fixture
def view(answering, part, bo):
    return add_part_view(answering, actor=bo, part=part, kind="comment", text="För lågt.")


def test_view_is_kept_with_its_part_and_stance(answering, part, bo):
    add_part_view(
        answering, actor=bo, part=part, kind="correction", text="Fel år.", stance="has_comments"
    )

    kept = PartView.objects.get()
    assert (kept.part, kept.kind, kept.text) == (part, "correction", "Fel år.")
    assert kept.get_stance_display() == "Har synpunkter"


def test_agreement_needs_no_words(answering, part, bo):
    assert add_part_view(answering, actor=bo, part=part, kind="agreement").text == ""


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "comment", "text": " "}, "missing"),
        ({"kind": "praise", "text": "Bra."}, "unknown_kind"),
        ({"kind": "comment", "text": "Bra.", "stance": "maybe"}, "unknown_stance"),
    ],
)
def test_what_says_nothing_is_refused(answering, part, bo, given, code):
    with pytest.raises(ValidationError) as refused:
        add_part_view(answering, actor=bo, part=part, **given)

    assert refused.value.code == code


def test_part_of_another_text_is_refused(answering, bo):
    other = version(answering.consultee.referral, 2, "9").parts.get()

    with pytest.raises(ActionRefused) as refused:
        add_part_view(answering, actor=bo, part=other, kind="agreement")

    assert refused.value.code == "foreign_part"


def test_two_who_write_at_once_lose_nothing(view, part, bo):
    edit_part_view(view, actor=bo, part=part, kind="comment", text="Högre.", version=1)

    with pytest.raises(EditConflict) as conflict:
        edit_part_view(view, actor=bo, part=part, kind="comment", text="Lägre.", version=1)

    assert (conflict.value.theirs.text, conflict.value.mine) == ("Högre.", "Lägre.")


def test_view_is_taken_out(view, bo):
    remove_part_view(view, actor=bo)

    assert not PartView.objects.exists()


def test_who_only_reads_says_nothing_of_a_part(answering, part, love):
    with pytest.raises(PermissionDenied):
        add_part_view(answering, actor=love, part=part, kind="agreement")


def test_view_follows_to_the_same_heading_in_the_newer_text(answering, view, bo):
    newer = version(answering.consultee.referral, 2, "4.5")

    take_up_newer_text(answering, actor=bo)

    view.refresh_from_db()
    assert view.part == newer.parts.get()
    assert Statement.objects.get().referred_text == newer


def test_view_stays_where_the_newer_text_has_no_such_part(answering, view, part, bo):
    version(answering.consultee.referral, 2, "7")

    take_up_newer_text(answering, actor=bo)

    view.refresh_from_db()
    assert view.part == part


def test_newest_text_is_not_taken_up_twice(answering, bo):
    with pytest.raises(ActionRefused) as refused:
        take_up_newer_text(answering, actor=bo)

    assert refused.value.code == "newest"


def test_document_tells_version_and_parts(answering, view):
    document = draft_document(content_of(answering), at=timezone.now())

    assert "Yttrandet gäller version 1 av den remitterade texten." in document.lead
    line = document.part_views[0]
    assert (line.part, line.label, line.text) == ("Rubrik 4.5 Rubrik", "Synpunkt", "För lågt.")


def test_fingerprint_follows_what_is_said_of_a_part(answering, view):
    before = content_of(answering).fingerprint
    PartView.objects.update(text="Något annat.")

    assert content_of(answering).fingerprint != before


def test_fingerprint_is_what_it_was_where_no_text_was_referred(statement):
    assert content_of(statement)._said_of_text() == {}


def test_adopted_statement_keeps_its_views(adopted_with_view):
    for change in (
        lambda: PartView.objects.update(text="Nej."),
        lambda: PartView.objects.all()._raw_delete("default"),
        lambda: Statement.objects.update(referred_text=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.fixture
def adopted_with_view(adopted):
    """An adopted statement to which a view was put before the guards."""
    from django.db import connection

    from coordination import guards

    guards.remove(connection)
    text = version(adopted.consultee.referral, 1, "4.5")
    Statement.objects.update(referred_text=text)
    PartView.objects.create(statement=adopted, part=text.parts.get(), text="För lågt.")
    guards.install(connection)
    return adopted
