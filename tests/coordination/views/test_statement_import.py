"""From a finished Word text to a saved statement: choose the file, look, use it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coordination.domain.statement import write_section
from tests.word import paragraph, table, word_file

DOCUMENT = word_file(
    paragraph("Sammanfattning", style="Rubrik1"),
    paragraph("Nämnden är positiv."),
    paragraph("Yttrande", style="Rubrik1"),
    paragraph("Skäl", style="Rubrik2"),
    table(["År", "Kronor"], ["2026", "3"]),
    paragraph("x", inside="<w:r><w:object/></w:r>"),
)
SUMMARY = "<p>Nämnden är positiv.</p>"


def address(name, statement):
    return reverse(f"coordination:{name}", args=[statement.pk])


def send(client, statement, content):
    file = SimpleUploadedFile("Svar.docx", content)
    return client.post(address("statement_from_word", statement), {"file": file})


def carried_on(response):
    """What the preview's form would send."""
    return {field.html_name: field.value() for field in response.context["form"]}


def html(statement, kind):
    return statement.sections.get(kind=kind).html


@pytest.fixture
def preview(client, erik, statement):
    client.force_login(erik)
    return send(client, statement, DOCUMENT)


def test_preview_shows_what_goes_where_and_saves_nothing(preview, statement):
    page = preview.content.decode()

    assert preview.status_code == 200
    assert next(text for _section, text, _chosen in preview.context["parts"]) == SUMMARY
    assert "Inbäddade objekt är inte med" in page
    assert html(statement, "summary") != SUMMARY


def test_text_is_saved_and_the_earlier_one_kept(client, preview, statement):
    earlier = html(statement, "summary")

    client.post(address("use_word_text", statement), carried_on(preview))

    section = statement.sections.get(kind="summary")
    assert section.html == SUMMARY
    assert list(section.versions.values_list("html", "way")) == [
        (SUMMARY, "word"),
        (earlier, "typed"),
    ]


def test_section_that_is_not_chosen_stays_as_it_is(client, preview, statement):
    summary = html(statement, "summary")

    client.post(address("use_word_text", statement), carried_on(preview) | {"take": ["body"]})

    assert html(statement, "summary") == summary
    assert "<h3>Skäl</h3>" in html(statement, "body")


def test_nothing_chosen_shows_the_preview_again_and_loses_nothing(client, preview, statement):
    sent = carried_on(preview) | {"take": []}

    response = client.post(address("use_word_text", statement), sent)

    assert response.status_code == 400
    assert "Kryssa i minst ett avsnitt" in response.content.decode()
    assert carried_on(response)["summary"] == sent["summary"]


def test_secretary_goes_straight_on_to_the_adoption(client, bo, statement):
    client.force_login(bo)
    preview = send(client, statement, DOCUMENT)

    response = client.post(
        address("use_word_text", statement), {**carried_on(preview), "submit": "1"}
    )

    assert response.url == address("adopt_statement", statement)
    statement.refresh_from_db()
    assert statement.state == "review"


def test_somebody_elses_save_in_between_is_shown_and_not_overwritten(
    client, bo, preview, statement
):
    section = statement.sections.get(kind="body")
    write_section(section, actor=bo, html="<p>Bos text.</p>", version=section.version)

    response = client.post(address("use_word_text", statement), carried_on(preview))

    assert response.status_code == 409
    assert "Bos text." in response.content.decode()
    assert html(statement, "summary") != SUMMARY
    client.post(address("use_word_text", statement), carried_on(response))
    assert html(statement, "summary") == SUMMARY


@pytest.mark.parametrize(
    "content",
    [b"", b"hej", word_file(), word_file(paragraph("x"), parts={"word/vbaProject.bin": b"x"})],
)
def test_file_that_is_no_use_is_answered_in_words(client, erik, statement, content):
    client.force_login(erik)

    response = send(client, statement, content)

    assert response.status_code == 400
    assert response.context["form"].errors["file"]


def test_text_longer_than_a_section_may_be_is_refused(client, erik, statement):
    client.force_login(erik)

    response = send(client, statement, word_file(paragraph(" ".join(map(str, range(170_000))))))

    assert response.status_code == 400
    assert "200" in str(response.context["form"].errors["file"])


def test_what_comes_back_from_the_preview_is_cleaned_like_typing(client, preview, statement):
    hostile = {**carried_on(preview), "body": "<p>a<script>x()</script></p>"}

    client.post(address("use_word_text", statement), hostile)

    assert html(statement, "body") == "<p>a</p>"


def test_outsider_may_not_bring_text(client, cecilia, statement):
    client.force_login(cecilia)

    assert send(client, statement, DOCUMENT).status_code == 404


def test_reader_who_may_not_write_is_refused(client, rut, statement):
    client.force_login(rut)

    assert send(client, statement, DOCUMENT).status_code == 403


def test_title_that_the_sections_heading_replaces_is_named(client, erik, statement):
    client.force_login(erik)
    title = paragraph("Yttrande över Kraftsamling", style="Rubrik1")

    shown = send(client, statement, word_file(title, paragraph("Nämnden säger ja."))).content

    assert "Dokumentets rubrik är inte med" in shown.decode()
    assert "”Yttrande över Kraftsamling”" in shown.decode()
    assert "Allt i dokumentet följde med" not in shown.decode()
