"""Every saved text is kept, compared and brought back; saving in the background overwrites nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.statement import write_section
from coordination.models import AuditEvent, SectionVersion


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


def save(statement, actor, html, **options):
    section = statement.sections.get(kind="body")
    return write_section(section, actor=actor, html=html, version=section.version, **options)


def kept(statement):
    rows = SectionVersion.objects.filter(section__statement=statement, section__kind="body")
    return list(rows.values_list("html", "way"))


@pytest.fixture
def first(statement):
    return statement.sections.get(kind="body").html


def test_every_saved_text_is_kept_with_the_one_before(statement, first, erik, bo):
    save(statement, erik, "<p>Två.</p>")
    save(statement, bo, "<p>Tre.</p>")

    assert kept(statement) == [("<p>Tre.</p>", "typed"), ("<p>Två.</p>", "typed"), (first, "typed")]


def test_autosaves_of_one_writer_are_one_version_until_saved_by_hand(statement, first, erik, bo):
    save(statement, erik, "<p>a</p>", way="autosave")
    save(statement, erik, "<p>ab</p>", way="autosave")
    save(statement, erik, "<p>ab</p>")
    save(statement, erik, "<p>abc</p>", way="autosave")
    save(statement, bo, "<p>abcd</p>", way="autosave")

    assert kept(statement) == [
        ("<p>abcd</p>", "autosave"),
        ("<p>abc</p>", "autosave"),
        ("<p>ab</p>", "typed"),
        (first, "typed"),
    ]
    assert AuditEvent.objects.filter(action="statement.section_written").count() == 3


def test_autosave_after_a_long_pause_is_a_version_of_its_own(statement, first, erik):
    save(statement, erik, "<p>a</p>", way="autosave")
    earlier = timezone.now() - timedelta(minutes=11)
    SectionVersion.objects.filter(html="<p>a</p>").update(saved_at=earlier)

    save(statement, erik, "<p>b</p>", way="autosave")

    assert [html for html, _way in kept(statement)] == ["<p>b</p>", "<p>a</p>", first]


def test_page_marks_what_differs_for_eye_and_ear(client, statement, erik):
    save(statement, erik, "<p>Vi avstyrker.</p>")
    save(statement, erik, "<p>Vi tillstyrker.</p>")
    client.force_login(erik)

    html = client.get(page("section_versions", statement.pk, "yttrande")).content.decode()

    assert (
        '<del><span class="ks-sr">[borttaget: </span>avstyrker<span class="ks-sr">] </span></del>'
        in html
    )
    assert (
        '<ins><span class="ks-sr">[tillagt: </span>tillstyrker<span class="ks-sr">] </span></ins>'
        in html
    )


def test_earlier_text_is_saved_once_more(client, statement, first, erik):
    section = save(statement, erik, "<p>Nytt.</p>")
    client.force_login(erik)
    version = SectionVersion.objects.get(html=first)

    client.post(page("restore_version", version.pk), {"version": section.version})

    assert kept(statement)[:2] == [(first, "restored"), ("<p>Nytt.</p>", "typed")]


def test_restoring_overwrites_nobody(client, statement, first, erik, bo):
    section = save(statement, erik, "<p>Nytt.</p>")
    save(statement, bo, "<p>Bos.</p>")
    client.force_login(erik)

    client.post(
        page("restore_version", SectionVersion.objects.get(html=first).pk),
        {"version": section.version},
    )

    assert statement.sections.get(kind="body").html == "<p>Bos.</p>"


def test_versions_are_the_bodys_own_once_adopted(client, adopted, bo, disa):
    url = page("section_versions", adopted.pk, "yttrande")

    client.force_login(disa)
    assert client.get(url).status_code == 403
    client.force_login(bo)
    assert client.get(url).status_code == 200


def test_number_of_versions_does_not_add_queries(
    client, statement, erik, django_assert_num_queries
):
    client.force_login(erik)
    url = page("section_versions", statement.pk, "yttrande")
    save(statement, erik, "<p>0</p>")
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    for number in range(5):
        save(statement, erik, f"<p>{number} x</p>")
    with django_assert_num_queries(7):
        client.get(url)


# --- In the background ---------------------------------------------------------------------------


def autosave(client, statement, html, version):
    url = page("statement_section", statement.pk, "yttrande")
    data = {"body": html, "body_format": "html", "version": version}
    return client.post(url, data, headers={"X-Autosave": "1"})


def test_text_is_saved_in_the_background(client, statement, erik):
    client.force_login(erik)
    version = statement.sections.get(kind="body").version

    answer = autosave(client, statement, "<p>Hej.</p>", version)

    assert answer.json()["version"] == version + 1
    assert answer.json()["message"].startswith("Sparat ")
    assert kept(statement)[0] == ("<p>Hej.</p>", "autosave")


def test_background_save_never_overwrites_somebody_else(client, statement, erik, bo):
    version = statement.sections.get(kind="body").version
    save(statement, bo, "<p>Bos.</p>")
    client.force_login(erik)

    answer = autosave(client, statement, "<p>Eriks.</p>", version)

    assert (answer.status_code, answer.json()["message"]) == (
        409,
        "Inte sparat: Någon annan sparade medan du skrev.",
    )
    assert statement.sections.get(kind="body").html == "<p>Bos.</p>"


def test_text_that_cannot_be_saved_is_answered_with_the_reason(client, statement, erik):
    client.force_login(erik)
    version = statement.sections.get(kind="body").version

    answer = autosave(client, statement, "<p>漢</p>", version)

    assert answer.status_code == 400
    assert "漢" in answer.json()["message"]


def test_background_save_after_the_adoption_is_refused(client, adopted, erik):
    client.force_login(erik)

    assert autosave(client, adopted, "<p>Sent.</p>", 1).status_code == 403


def test_merge_page_marks_what_differs(client, statement, erik, bo):
    version = statement.sections.get(kind="body").version
    save(statement, bo, "<p>Vi tillstyrker det.</p>")
    client.force_login(erik)

    response = client.post(
        page("statement_section", statement.pk, "yttrande"),
        {"body": "<p>Vi avstyrker det.</p>", "body_format": "html", "version": version},
    )

    assert response.status_code == 409
    assert [piece.state for line in response.context["lines"] for piece in line.pieces] == [
        "same",
        "removed",
        "added",
        "same",
    ]
