"""A Word file as it is packed: looked at before anything is unpacked, and read within limits.

Nothing outside the file is ever fetched: relationships that point elsewhere are only counted.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .elements import attribute, children

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 50 * MEGABYTE
MOST_XML = 12 * MEGABYTE
MOST_FILES = 1000
MOST_RATIO = 100

_OLD_WORD = b"\xd0\xcf\x11\xe0"  # .doc, and every .docx behind a password
_ZIP = b"PK"
_DOCUMENT_TYPE = "/officeDocument"


class UnreadableFile(Exception):
    """The file is not one that can be read; ``reason`` says which of the known reasons."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Archive:
    """The parts of a .docx, each parsed without entities, document types or outside references."""

    def __init__(self, content: bytes) -> None:
        _refuse_other_kinds(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UnreadableFile("damaged") from error
        entries = self._zip.infolist()
        _refuse_bombs(entries, packed=len(content))
        self.names = {entry.filename for entry in entries}
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            raise UnreadableFile("macros")
        self.document = self._find_document()

    def xml(self, name: str) -> Element | None:
        """The root of a part, or None when the file has no such part."""
        if name not in self.names:
            return None
        try:
            return fromstring(self._read(name), forbid_dtd=True)
        except DefusedXmlException as error:
            raise UnreadableFile("hostile") from error
        except (ParseError, LookupError, ValueError) as error:
            raise UnreadableFile("damaged") from error

    def beside(self, name: str) -> Element | None:
        """A part in the folder of the document itself, such as ``styles.xml``."""
        return self.xml(posixpath.join(posixpath.dirname(self.document), name))

    def relationships(self, name: str) -> list[Element]:
        """What a part points at, inside the file and outside it."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [] if root is None else list(children(root, "Relationship"))

    def _read(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as stream:
                content = stream.read(MOST_XML + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
            raise UnreadableFile("damaged") from error
        except NotImplementedError as error:
            raise UnreadableFile("damaged") from error
        if len(content) > MOST_XML:
            raise UnreadableFile("too_large")
        return content

    def _find_document(self) -> str:
        """The main part, which must be a document of Word and not, say, a spreadsheet."""
        for each in self.relationships(""):
            if attribute(each, "Type").endswith(_DOCUMENT_TYPE):
                name = attribute(each, "Target").lstrip("/")
                if name in self.names and not name.startswith(("xl/", "ppt/")):
                    return name
        raise UnreadableFile("not_word")


def _refuse_other_kinds(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise UnreadableFile("too_large")
    if content.startswith(_OLD_WORD):
        raise UnreadableFile("old_or_locked")
    if not content.startswith(_ZIP):
        raise UnreadableFile("not_word")


def _refuse_bombs(entries: list[zipfile.ZipInfo], *, packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or unpacked > MOST_UNPACKED:
        raise UnreadableFile("too_large")
    if unpacked > MOST_RATIO * packed:
        raise UnreadableFile("too_large")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableFile("old_or_locked")
