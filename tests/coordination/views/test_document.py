"""A statement's PDF over HTTP: whom it is given to, as what, and when it is not."""

from pathlib import Path

import pytest
from django.urls import reverse

from coordination.documents.exceptions import DocumentTooLargeError
from coordination.domain.document import read_document
from coordination.domain.statement import adopt_statement
from tests.pdf import Pdf


@pytest.fixture
def url(statement):
    return reverse("coordination:statement_pdf", args=[statement.pk])


def test_adopted_file_is_given_out_as_it_was_stored(client, adopted, url, disa):
    client.force_login(disa)

    response = client.get(url)

    assert response.content == read_document(adopted.document)
    assert response.headers["ETag"] == f'"{adopted.document.sha256}"'
    assert {
        name: response.headers[name] for name in ("Content-Type", "X-Content-Type-Options")
    } == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
    }
    assert set(response.headers["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_file_is_shown_or_saved_under_a_swedish_name(client, adopted, url, disa):
    client.force_login(disa)

    shown, saved = (client.get(address) for address in (url, f"{url}?ladda-ner=1"))

    number = adopted.matter.registry_number
    name = f"filename*=utf-8''Yttrande%20{number}%20stadsbyggnadsn%C3%A4mnden.pdf"
    assert shown.headers["Content-Disposition"] == f"inline; {name}"
    assert saved.headers["Content-Disposition"] == f"attachment; {name}"


def test_reader_who_has_the_file_is_not_sent_it_again(client, adopted, url, disa):
    client.force_login(disa)
    etag = client.get(url).headers["ETag"]

    response = client.get(url, headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_outsider_gets_neither_draft_nor_adopted_file(
    client, in_review, adoption, url, cecilia, disa
):
    for reader in (cecilia, disa):
        client.force_login(reader)
        assert client.get(url).status_code == 404


def test_outsider_does_not_get_the_adopted_file(client, adopted, url, cecilia):
    client.force_login(cecilia)

    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_bytes(b"x"), lambda path: path.unlink()]
)
def test_damaged_file_is_not_given_out(client, adopted, url, disa, damage):
    damage(Path(adopted.document.file.path))
    client.force_login(disa)

    response = client.get(url)

    assert response.status_code == 503
    assert "skadad eller saknas" in response.content.decode()
    assert adopted.document.receipt_number in response.content.decode()


def test_draft_is_marked_on_every_page(client, written, url, erik):
    client.force_login(erik)

    response = client.get(url)
    pdf = Pdf(response.content)

    assert "Utkast" in response.headers["Content-Disposition"]
    assert all("Utkast" in pdf.drawings(page).replace(" ", "") for page in range(pdf.page_count))
    assert "bilaga a" in pdf.text


def test_draft_that_cannot_be_drawn_up_is_explained(client, written, url, erik, monkeypatch):
    def too_large(content, *, at):
        raise DocumentTooLargeError

    monkeypatch.setattr("coordination.views.document.render_draft", too_large)
    client.force_login(erik)

    response = client.get(url)

    assert response.status_code == 503
    assert "Dokumentet är för stort" in response.content.decode()


def test_file_costs_few_statements(client, adopted, url, disa, django_assert_num_queries):
    client.force_login(disa)

    with django_assert_num_queries(4):
        client.get(url)


def test_draft_costs_few_statements(client, written, url, erik, django_assert_num_queries):
    client.force_login(erik)

    with django_assert_num_queries(8):
        client.get(url)


def test_file_of_an_adopted_statement_is_the_real_document(client, in_review, adoption, url, disa):
    adopt_statement(in_review, **adoption)
    client.force_login(disa)

    pdf = Pdf(client.get(url).content)

    assert "ordförande Maja Lindqvist (MP)" in pdf.text
    assert "bilaga § 201a" in pdf.text
