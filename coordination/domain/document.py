"""Stored documents: bytes once drawn up never change."""

import hashlib
import secrets
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from coordination.models import Document


def new_receipt_number(at) -> str:
    """A receipt number, ”K-2025-7F3A91C2”: unique by chance, so that no two writers wait for each other."""
    return f"K-{timezone.localdate(at).year}-{secrets.token_hex(4).upper()}"


def store_document(
    content: bytes, *, matter, kind, title, receipt_number, at, template_version=""
) -> Document:
    """Keep bytes under their own hash and the document's row in the caller's transaction.

    The file is written first: a row never points at a missing file, and a file without a row is
    harmless (the same bytes land in the same place).
    """
    sha256 = hashlib.sha256(content).hexdigest()
    document = Document(
        matter=matter,
        kind=kind,
        title=title[:250],
        sha256=sha256,
        size=len(content),
        template_version=template_version,
        receipt_number=receipt_number,
        drawn_up_at=at,
    )
    name = document.file.field.generate_filename(document, "")
    if not _is_whole(name, sha256):  # a damaged file keeps its name; ours gets one beside it
        name = default_storage.save(name, ContentFile(content))
    document.file.name = name
    document.save(force_insert=True)
    return document


def _is_whole(name, sha256) -> bool:
    if not default_storage.exists(name):
        return False
    with default_storage.open(name, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha256


def read_document(document) -> bytes:
    """The stored bytes. Raises DocumentDamaged when they are gone or no longer match their hash."""
    try:
        with document.file.open("rb") as stream:
            content = stream.read()
    except OSError as error:
        raise DocumentDamaged(document.receipt_number) from error
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise DocumentDamaged(document.receipt_number)
    return content


def damaged_documents() -> Iterator[Document]:
    """Every stored document whose file is gone or is no longer what was drawn up."""
    for document in Document.objects.order_by("pk").iterator(500):
        try:
            read_document(document)
        except DocumentDamaged:
            yield document


class DocumentDamaged(Exception):
    """The stored file is not the one that was drawn up, or it is gone."""
