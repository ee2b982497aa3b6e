"""Views on parts of the referred text through the browser's eyes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.part_view import add_part_view
from coordination.models import PartView, ReferredPart, ReferredText

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(statement):
    """A part of the text that Bo's committee's draft answers."""
    text = ReferredText.objects.create(referral=statement.consultee.referral, html="<p>Ja.</p>")
    part = ReferredPart.objects.create(text=text, heading="4.5", title="Finansiering")
    ReferredText.objects.update(sent_at=timezone.now())
    statement.referred_text = text
    statement.save()
    return part


@pytest.fixture
def view(statement, part, bo):
    return add_part_view(statement, actor=bo, part=part, kind="comment", text="För lågt.")


@pytest.fixture
def written(part):
    return {"part": part.pk, "kind": "comment", "text": "Högre.", "stance": "", "version": 1}


@pytest.fixture
def as_bo(client, bo):
    client.force_login(bo)
    return client


def url(name, *args):
    return reverse(f"coordination:{name}", args=args)


def test_view_is_added_and_stands_on_the_sheet(as_bo, statement, written):
    as_bo.post(url("add_part_view", statement.pk), written)

    html = as_bo.get(url("statement", statement.pk)).content.decode()
    assert "Rubrik 4.5 Finansiering" in html
    assert "Högre." in html


def test_empty_comment_is_told_at_the_text(as_bo, statement, written):
    response = as_bo.post(url("add_part_view", statement.pk), written | {"text": ""})

    assert "Synpunkten saknas" in response.context["form"].errors["text"][0]


def test_view_is_changed_and_removed(as_bo, view, written):
    as_bo.post(url("edit_part_view", view.pk), written)
    assert PartView.objects.get().text == "Högre."

    assert as_bo.get(url("remove_part_view", view.pk)).status_code == 200
    as_bo.post(url("remove_part_view", view.pk))
    assert not PartView.objects.exists()


def test_somebody_else_s_text_is_shown_not_overwritten(as_bo, view, written):
    PartView.objects.update(text="Någon annans.", version=2)

    response = as_bo.post(url("edit_part_view", view.pk), written)

    assert response.status_code == 409
    assert "Någon annans." in response.content.decode()
    assert PartView.objects.get().text == "Någon annans."


def test_newer_text_is_shown_and_taken_up(as_bo, statement, view):
    ReferredText.objects.create(
        referral=statement.consultee.referral,
        number=2,
        html="<p>Ny.</p>",
        what_changed="Allt.",
        sent_at=timezone.now(),
    )
    html = as_bo.get(url("statement", statement.pk)).content.decode()
    assert "Version 2 har skickats sedan dess." in html

    as_bo.post(url("take_up_newer_text", statement.pk))

    statement.refresh_from_db()
    assert statement.referred_text.number == 2
    assert "sedan dess" not in as_bo.get(url("statement", statement.pk)).content.decode()


def test_newest_text_taken_up_twice_is_told(as_bo, statement, part):
    response = as_bo.post(url("take_up_newer_text", statement.pk), follow=True)

    assert "gäller redan den nyaste texten" in response.content.decode()


def test_who_only_reads_does_not_write(client, statement, part, love):
    client.force_login(love)

    assert client.get(url("add_part_view", statement.pk)).status_code in {403, 404}
