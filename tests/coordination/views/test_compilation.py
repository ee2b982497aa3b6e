"""The sender's day with the answers: look at the board, shorten a quote, fix, take it in Word."""

import io

import docx
import pytest
from django.urls import reverse

from coordination.models import Compilation
from tests.pdf import Pdf, faults


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


@pytest.fixture
def referral_asked(adopted):
    return adopted.consultee.referral


@pytest.fixture
def started(client, disa, referral_asked):
    client.force_login(disa)
    client.post(page("start_compilation", referral_asked.pk))
    return Compilation.objects.get()


def test_board_shows_stance_and_requests_and_narrows(client, disa, referral_asked, adopted):
    client.force_login(disa)
    board = page("positions", referral_asked.pk)

    shown = client.get(board, {"stallning": "endorses_with_additions"}).context["positions"]
    narrowed = client.get(board, {"stallning": "advises_against"}).context["positions"]

    assert [each.statement for each in shown] == [adopted]
    assert [len(each.requests) for each in shown] == [adopted.requests.count()]
    assert narrowed == []


def test_board_is_read_in_a_fixed_number_of_statements(
    client, disa, referral_asked, django_assert_num_queries
):
    client.force_login(disa)
    client.get(page("positions", referral_asked.pk))

    with django_assert_num_queries(9):
        client.get(page("positions", referral_asked.pk))


def test_quote_is_shortened_and_the_compilation_fixed(client, started):
    quote = started.quotes.get()
    client.post(
        page("edit_quote", started.pk, quote.pk),
        {"html": "Kort svar.", "version": quote.version},
    )
    client.post(page("fix_compilation", started.pk))

    started.refresh_from_db()
    pdf = Pdf(client.get(page("compilation_pdf", started.pk)).content)
    assert started.is_fixed
    assert faults(pdf.data) == []
    assert "Kort svar." in pdf.text
    assert "Redigerad" in pdf.text


def test_word_file_has_headings_and_says_that_it_is_a_draft(client, started):
    file = docx.Document(io.BytesIO(client.get(page("compilation_word", started.pk)).content))

    headings = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    assert "Ställningstaganden" in headings
    assert file.sections[0].header.paragraphs[0].text.startswith("Utkast")


def test_two_editors_see_both_texts(client, started):
    quote = started.quotes.get()
    for text in ("Den enas.", "Den andras."):
        response = client.post(
            page("edit_quote", started.pk, quote.pk), {"html": text, "version": 1}
        )

    assert response.status_code == 409
    assert "Den enas." in response.content.decode()
    assert "Den andras." in response.content.decode()


def test_draft_is_not_found_by_the_asked_body(client, started, bo):
    client.force_login(bo)

    assert client.get(page("compilation", started.pk)).status_code == 404
