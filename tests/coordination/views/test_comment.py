"""Colleagues comment on a draft; what they say stays with those who write it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from coordination.domain.comment import comment_on_section, reply_to_comment, resolve_comment
from coordination.domain.statement import adopt_statement
from coordination.exceptions import ActionRefused
from coordination.models import SectionComment


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


@pytest.fixture
def section(statement):
    return statement.sections.select_related("statement").get(kind="body")


@pytest.fixture
def comment(section, bo):
    return comment_on_section(section, actor=bo, text="Kostnaden saknas.")


def test_comment_on_certain_words_is_shown_with_its_answer(client, statement, comment, erik):
    reply_to_comment(comment, actor=erik, text="Den kommer.")
    client.force_login(erik)

    html = client.get(page("comments", statement.pk)).content.decode()

    assert "Kostnaden saknas." in html
    assert "Den kommer." in html


def test_comment_is_left_from_the_page(client, statement, section, erik):
    client.force_login(erik)

    client.post(page("comments", statement.pk), {"section": "body", "text": "Bra.", "quote": ""})

    assert list(SectionComment.objects.values_list("section", "text", "author")) == [
        (section.pk, "Bra.", erik.pk)
    ]


def test_words_that_are_not_in_the_section_are_refused(section, erik):
    with pytest.raises(ActionRefused, match="Orden finns inte"):
        comment_on_section(section, actor=erik, text="Bra.", quote="inte i texten alls")


def test_answer_to_an_answer_belongs_to_the_first_comment(comment, erik, bo):
    answer = reply_to_comment(comment, actor=erik, text="Den kommer.")

    assert reply_to_comment(answer, actor=bo, text="Tack.").parent == comment


def test_comment_is_done_with_and_opened_again(client, statement, comment, erik):
    client.force_login(erik)

    client.post(page("resolve_comment", comment.pk))
    comment.refresh_from_db()
    assert comment.resolved_by == erik
    client.post(page("resolve_comment", comment.pk), {"open": "1"})
    comment.refresh_from_db()
    assert not comment.is_resolved


def test_outsider_neither_reads_nor_writes(client, statement, section, comment, cecilia):
    client.force_login(cecilia)

    assert client.get(page("comments", statement.pk)).status_code == 404
    assert client.get(page("reply_to_comment", comment.pk)).status_code == 404
    with pytest.raises(PermissionDenied):
        comment_on_section(section, actor=cecilia, text="Hej.")


def test_adopted_statement_keeps_its_comments_for_the_body_only(
    client, in_review, adoption, plain_document, bo, disa
):
    section = in_review.sections.select_related("statement").get(kind="body")
    comment = comment_on_section(section, actor=bo, text="Kostnaden saknas.")
    adopted = adopt_statement(in_review, **adoption)

    client.force_login(disa)
    assert client.get(page("statement", adopted.pk)).status_code == 200
    assert client.get(page("comments", adopted.pk)).status_code == 403
    client.force_login(bo)
    assert "Kostnaden saknas." in client.get(page("comments", adopted.pk)).content.decode()
    with pytest.raises(PermissionDenied):
        resolve_comment(comment, actor=bo)


def test_number_of_comments_does_not_add_queries(
    client, statement, section, bo, erik, django_assert_num_queries
):
    client.force_login(erik)
    url = page("comments", statement.pk)
    for count in (1, 4):
        for number in range(count):
            first = comment_on_section(section, actor=bo, text=f"Nummer {number}")
            reply_to_comment(first, actor=erik, text="Ja.")
        client.get(url)
        with django_assert_num_queries(9):
            client.get(url)
