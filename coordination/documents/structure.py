"""The structure trees of several PDF files as one, so that a screen reader finds its way in the whole.

Part of the binder's own process: pypdf, no Django. Each file's tree becomes a part of one document: its
elements are copied after its pages, and the numbers by which pages, links and drawings find them are
counted through. A file without a tree, or with one that cannot be read, keeps its pages and is left
untagged.
"""

import logging
import sys
from collections.abc import Iterator
from typing import cast

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

logger = logging.getLogger(__name__)

MOST_OWNERS = 200_000  # a tree with more was made to be slow
DEEPEST = 5_000
MAPS = ("/RoleMap", "/ClassMap")


class UnreadableTree(Exception):
    """The file has no structure tree, or one that cannot be joined to the others."""


class Structure:
    """The tree of the bound file, part after part."""

    def __init__(self, writer) -> None:
        self.writer = writer
        self.root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        self.root_at = writer._add_object(self.root)
        self.document_at, self.parts = self._element("/Document", self.root_at)
        self.root[NameObject("/K")] = ArrayObject([self.document_at])
        self.owners: dict[int, object] = {}
        self.maps: dict[str, dict] = {name: {} for name in MAPS}
        self.next_number = 0
        self.is_whole = True  # every part is in the tree
        self.is_accessible = True  # and says itself that it is PDF/UA

    def add(self, reader, first_page: int, title: str) -> None:
        """Join the tree of a file whose pages the writer has from ``first_page`` on."""
        self.is_accessible = self.is_accessible and _declares_accessibility(reader)
        sys.setrecursionlimit(max(DEEPEST, sys.getrecursionlimit()))
        try:
            self._add(reader, first_page, title)
        except Exception as error:  # noqa: BLE001  (a PDF can be made to make its reader fail in any way)
            logger.info("A part stays untagged: %s", type(error).__name__)
            self.is_whole = self.is_accessible = False

    def finish(self) -> None:
        """Put the tree in the file."""
        numbers = ArrayObject()
        for number in sorted(self.owners):
            numbers += [NumberObject(number), self.owners[number]]
        tree = DictionaryObject({NameObject("/Nums"): numbers})
        self.root[NameObject("/ParentTree")] = self.writer._add_object(tree)
        self.root[NameObject("/ParentTreeNextKey")] = NumberObject(self.next_number)
        for name, merged in self.maps.items():
            if merged:
                self.root[NameObject(name)] = DictionaryObject(merged)
        marked = {NameObject("/Marked"): BooleanObject(True)}  # noqa: FBT003 (pypdf's own)
        if not self.is_whole:
            marked[NameObject("/Suspects")] = BooleanObject(True)  # noqa: FBT003
        catalog = self.writer.root_object
        catalog[NameObject("/StructTreeRoot")] = self.root_at
        catalog[NameObject("/MarkInfo")] = DictionaryObject(marked)

    def _add(self, reader, first_page, title):
        tree = reader.root_object.get("/StructTreeRoot")
        if tree is None:
            raise UnreadableTree
        tree = tree.get_object()
        owners = dict(_numbers(tree["/ParentTree"].get_object()))
        maps = {name: self._merged(name, tree) for name in MAPS}
        kids = tree["/K"].get_object()
        kids = kids if isinstance(kids, ArrayObject) else [tree.raw_get("/K")]
        copied = [self._copy(kid) for kid in kids]
        numbered = {key: self._copy(owner) for key, owner in owners.items()}
        self.maps = maps
        self._join(copied, title)
        start = self.next_number
        self.owners |= {start + key: owner for key, owner in numbered.items()}
        self.next_number += max(owners, default=-1) + 1
        self._number(reader, first_page, start)

    def _merged(self, name, tree) -> dict:
        """What roles and classes mean in all files; two that mean different things cannot be joined."""
        known = dict(self.maps[name])
        for key, value in tree.get(name, DictionaryObject()).get_object().items():
            meaning = value.get_object().clone(self.writer)
            if known.setdefault(key, meaning) != meaning:
                raise UnreadableTree
        return known

    def _copy(self, value):
        """The same in the writer; what was copied before, pages and links too, is met again."""
        return value.clone(self.writer)

    def _join(self, copied, title) -> None:
        """Hang a file's elements into the document as one part, named after the file."""
        part_at, children = self._element("/Part", self.document_at, title)
        for kid in copied:
            element = kid.get_object()
            element[NameObject("/P")] = part_at
            if element.get("/S") == "/Document":
                element[NameObject("/S")] = NameObject("/Sect")
            children.append(element.indirect_reference or self.writer._add_object(element))
        self.parts.append(part_at)

    def _element(self, tag, parent, title=""):
        children = ArrayObject()
        element = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject(tag),
                NameObject("/P"): parent,
                NameObject("/K"): children,
            }
        )
        if title:
            element[NameObject("/T")] = TextStringObject(title)
        return self.writer._add_object(element), children

    def _number(self, reader, first_page, start) -> None:
        """Say on pages, links and drawings under which number their elements stand now."""
        translated = self.writer._id_translated[id(reader)]
        seen: set[int] = set()
        for place, source in enumerate(reader.pages):
            page = self.writer.pages[first_page + place]
            if "/StructParents" in source:
                number = start + int(source["/StructParents"])
                page[NameObject("/StructParents")] = NumberObject(number)
            for note in source.get("/Annots", ArrayObject()).get_object():
                if "/StructParent" in note.get_object() and note.idnum in translated:
                    copy = self.writer.get_object(translated[note.idnum])
                    number = start + cast("int", note.get_object()["/StructParent"])
                    copy[NameObject("/StructParent")] = NumberObject(number)
            for drawing in _drawings(page, seen):
                for name in ("/StructParent", "/StructParents"):
                    if name in drawing:
                        drawing[NameObject(name)] = NumberObject(start + cast("int", drawing[name]))


def _declares_accessibility(reader) -> bool:
    """Whether a file says in its metadata that it is PDF/UA."""
    metadata = reader.root_object.get("/Metadata")
    return metadata is not None and b"pdfuaid:part" in metadata.get_object().get_data()


def _numbers(node, left=MOST_OWNERS) -> Iterator[tuple[int, object]]:
    """The entries of a number tree, branches and all."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        entries = node.get("/Nums", ArrayObject()).get_object()
        left -= len(entries) + 1
        if left < 0:
            raise UnreadableTree
        for place in range(0, len(entries), 2):
            yield int(entries[place]), entries[place + 1]
        waiting += [kid.get_object() for kid in node.get("/Kids", ArrayObject()).get_object()]


def _drawings(holder, seen) -> Iterator[DictionaryObject]:
    """The drawings (form XObjects) and pictures that a page or a drawing uses, each once."""
    resources = holder.get("/Resources", DictionaryObject()).get_object()
    drawings = resources.get("/XObject", DictionaryObject()).get_object()
    for name in drawings:
        reference = drawings.raw_get(name)
        if isinstance(reference, IndirectObject):
            if reference.idnum in seen:
                continue
            seen.add(reference.idnum)
        drawing = reference.get_object()
        yield drawing
        yield from _drawings(drawing, seen)


def as_artifact(page, reader) -> None:
    """Let a screen reader pass what a page draws by: its marks belong to no element of the bound file."""
    content = ContentStream(page.get_contents(), reader)
    content.operations = [
        ([NameObject("/Artifact"), DictionaryObject()], b"BDC")
        if operator in {b"BDC", b"BMC"}
        else (operands, operator)
        for operands, operator in content.operations
    ]
    page[NameObject("/Contents")] = content
