import pytest
from django.core.management import CommandError, call_command

from coordination.domain.document import read_document
from tests.pdf import Pdf


@pytest.fixture
def out(tmp_path):
    return tmp_path / "yttrande.pdf"


def test_draft_is_written_with_its_mark(written, out, capsys):
    call_command("render_statement", written.pk, out=out)

    assert "Utkast" in Pdf(out.read_bytes()).drawings(0).replace(" ", "")
    assert capsys.readouterr().out.startswith("Wrote the draft, ")


def test_adopted_statement_is_written_as_it_was_stored(adopted, out):
    call_command("render_statement", adopted.pk, out=out)

    assert out.read_bytes() == read_document(adopted.document)


@pytest.mark.django_db
def test_unknown_statement_is_an_error(out):
    with pytest.raises(CommandError, match=r"There is no statement 4711\."):
        call_command("render_statement", 4711, out=out)
    assert not out.exists()


def test_damaged_file_is_an_error(adopted, out):
    adopted.document.file.storage.delete(adopted.document.file.name)

    with pytest.raises(CommandError, match=adopted.document.receipt_number):
        call_command("render_statement", adopted.pk, out=out)


def test_folder_that_is_not_there_is_an_error(written, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("render_statement", written.pk, out=tmp_path / "nowhere" / "x.pdf")
