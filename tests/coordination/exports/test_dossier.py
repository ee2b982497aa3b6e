"""A matter's dossier: what is in it, in which order, under which names, and what vouches for it."""

import csv
import hashlib
import io
import zipfile
from datetime import UTC, datetime

import pikepdf
import pytest
from django.urls import reverse

from coordination.domain.document import store_document
from coordination.domain.queries.document import dossier_of
from coordination.domain.signed_copy import attach_signed_copy
from coordination.exports.dossier import file_name, write_dossier
from coordination.exports.dossier_papers import papers_of
from coordination.models import Document


def stored(matter, title, day=1, content=b"%PDF"):
    number = f"K-2025-{Document.objects.count():08X}"
    at = datetime(2025, 5, day, 12, tzinfo=UTC)
    return store_document(
        content, matter=matter, kind="proposal", title=title, receipt_number=number, at=at
    )


def dossier(matter, user):
    target = io.BytesIO()
    write_dossier(matter, papers_of(matter, user), target)
    return target.getvalue()


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def test_documents_come_in_the_order_they_were_drawn_up_with_an_index(matter, anna):
    stored(matter, "Andra", day=2, content=b"b")
    stored(matter, "Första", day=1, content=b"a")

    archive = opened(dossier(matter, anna))

    assert archive.namelist() == [
        "01 Första.pdf",
        "02 Andra.pdf",
        "00 Innehåll.html",
        "00 Innehåll.csv",
    ]
    assert archive.read("01 Första.pdf") == b"a"


def test_index_names_each_file_with_its_checksum(matter, anna):
    stored(matter, "=SUMMA(A1)", content=b"a")

    text = opened(dossier(matter, anna)).read("00 Innehåll.csv").decode("utf-8-sig")

    _head, row = csv.reader(io.StringIO(text), delimiter=";")
    assert row[:2] == ["01 =SUMMA(A1).pdf", "'=SUMMA(A1)"]
    assert row[4] == hashlib.sha256(b"a").hexdigest()


def test_same_documents_make_the_same_bytes(matter, anna):
    stored(matter, "Första")

    assert dossier(matter, anna) == dossier(matter, anna)


def test_damaged_file_stands_in_the_index_without_a_file(matter, anna):
    document = stored(matter, "Första")
    document.file.storage.delete(document.file.name)

    archive = opened(dossier(matter, anna))

    assert archive.namelist() == ["00 Innehåll.html", "00 Innehåll.csv"]
    assert "filen saknas eller är skadad" in archive.read("00 Innehåll.html").decode()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "01 etc passwd.pdf"),
        ('a<b>:"c"|?*', "01 a b c.pdf"),
        ("", "01 Handling.pdf"),
        ("x" * 200, f"01 {'x' * 90}.pdf"),
        (f"Yttrande {'över ' * 30}", f"01 Yttrande{' över' * 16}.pdf"),
        (f"Yttrande {'över ' * 30}§ 201", f"01 Yttrande{' över' * 15} § 201.pdf"),
        ("Yttrande §\N{NO-BREAK SPACE}201", "01 Yttrande § 201.pdf"),
    ],
)
def test_names_are_safe_everywhere(title, name):
    assert file_name(1, title) == name


def test_answers_to_the_matters_referrals_are_in_the_dossier(matter, adopted, disa):
    assert list(dossier_of(matter, disa)) == [adopted.document]


def test_decisions_and_written_questions_are_in_the_dossier(adopted, written_question, bo, disa):
    answered = [paper.title for paper in papers_of(adopted.matter, bo)]
    (asked,) = papers_of(written_question.matter, disa)[:1]

    assert f"Protokollsutdrag {adopted.matter.registry_number}" in " ".join(answered)
    assert (asked.title, asked.ending) == ("Skrivelse Hur följs medlen upp?", "html")
    assert "<h2>1. Vad är klart?</h2>" in asked.read().decode()


def test_signed_copy_goes_with_the_answer(matter, adopted, bo, disa, cecilia):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    written = io.BytesIO()
    pdf.save(written)
    copy = attach_signed_copy(adopted, actor=bo, pdf=written.getvalue())

    assert list(dossier_of(matter, disa)) == [adopted.document, copy.document]
    assert list(dossier_of(matter, cecilia)) == []


def test_presented_memorandum_is_in_the_dossier(presented, disa):
    assert list(dossier_of(presented.matter, disa)) == [presented.document]


def test_outsider_gets_no_dossier_and_no_others_documents(client, matter, adopted, cecilia, disa):
    url = reverse("coordination:matter_dossier", args=[matter.pk])
    answers = []
    for reader in (disa, cecilia):
        client.force_login(reader)
        answers.append(client.get(url))

    assert [answer.status_code for answer in answers] == [200, 404]
    assert len(opened(answers[0].getvalue()).namelist()) == 3
    assert list(dossier_of(matter, cecilia)) == []
