from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from coordination import guards


def test_whole_store_is_said_to_be_whole(adopted, capsys):
    call_command("verify_documents")

    assert capsys.readouterr().out == "1 documents are as they were drawn up.\n"


def test_damaged_file_is_named_and_ends_with_an_error(adopted, capsys):
    Path(adopted.document.file.path).write_bytes(b"x")

    with pytest.raises(CommandError, match="1 of the stored records"):
        call_command("verify_documents")
    assert adopted.document.receipt_number in capsys.readouterr().err


def test_altered_text_is_named(adopted, capsys):
    guards.remove(connection)
    adopted.sections.update(html="<p>Något annat.</p>")

    with pytest.raises(CommandError):
        call_command("verify_documents")
    assert f"text altered: statement {adopted.pk}" in capsys.readouterr().err
