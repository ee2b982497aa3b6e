"""Stored documents: the same bytes as were drawn up, or a clear word that they are not."""

from pathlib import Path

import pytest
from django.utils import timezone

from coordination.domain.document import (
    DocumentDamaged,
    damaged_documents,
    new_receipt_number,
    read_document,
    store_document,
)


@pytest.fixture
def store(matter, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def store(content=b"%PDF-1.7 yttrande"):
        now = timezone.now()
        return store_document(
            content,
            matter=matter,
            kind="statement",
            title="Yttrande",
            receipt_number=new_receipt_number(now),
            at=now,
        )

    return store


def test_stored_bytes_are_read_as_they_were(store):
    document = store(b"%PDF")

    assert read_document(document) == b"%PDF"
    assert document.size == 4
    assert document.file.name.endswith(f"{document.sha256}.pdf")


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_bytes(b"%PDF changed"), lambda path: path.unlink()]
)
def test_damaged_file_is_noticed(store, damage):
    whole, document = store(b"another"), store()
    damage(Path(document.file.path))

    with pytest.raises(DocumentDamaged):
        read_document(document)
    assert list(damaged_documents()) == [document]
    assert read_document(whole) == b"another"


def test_same_bytes_are_stored_once(store):
    assert store().file.name == store().file.name


def test_damaged_file_is_not_taken_for_a_new_documents_bytes(store):
    first = store()
    Path(first.file.path).write_bytes(b"half")

    second = store()

    assert read_document(second) == b"%PDF-1.7 yttrande"
    assert second.file.name != first.file.name


def test_receipt_numbers_differ():
    now = timezone.now()

    assert len({new_receipt_number(now) for _ in range(50)}) == 50
