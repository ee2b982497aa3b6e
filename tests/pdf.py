"""Reading a PDF as an archive and a screen reader do: validators, structure tree, text, bookmarks.

``Pdf(data)`` gives the text in the order of the structure tree, so that page heads and feet stay
out of the sentences; ``faults(data)`` is what the two standards object to: empty for a good file.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import page as page_validation
import pikepdf

STANDARDS = ("2a", "ua1")
INLINE = {"Span", "NonStruct", "Link", "Lbl"}


def faults(data: bytes) -> list[str]:
    """Every rule of PDF/A-2a and PDF/UA-1 that the file breaks."""
    reports = [page_validation.validate_pdf_bytes(data, profile=name) for name in STANDARDS]
    return sorted({failure.rule_id for report in reports for failure in report.failures})


def plain(text: str) -> str:
    """``text`` with every run of white space, no-break spaces too, as one space."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Piece:
    """A run of text on one line of one page."""

    page: int
    baseline: float
    text: str

    @property
    def place(self) -> tuple[int, float]:
        return self.page, self.baseline


@dataclass
class Element:
    """One node of the structure tree: tag, attributes and what it holds, in reading order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | Piece"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag: str) -> list["Element"]:
        return [element for element in self.walk() if element.tag == tag]

    def pieces(self) -> Iterator[Piece | None]:
        """The text in reading order; None where one block ends and another begins."""
        if self.tag not in INLINE:
            yield None
        for child in self.children:
            yield from child.pieces() if isinstance(child, Element) else [child]
        if self.tag not in INLINE:
            yield None

    @property
    def text(self) -> str:
        """What a screen reader says: pieces of one line joined, lines and blocks apart."""
        text, before = "", None
        for piece in self.pieces():
            joined = piece and before and piece.place == before.place
            text += ("" if joined else " ") + (piece.text if piece else "")
            before = piece
        return plain(text)

    @property
    def pages(self) -> set[int]:
        return {piece.page for piece in self.pieces() if piece}


class Pdf:
    """A PDF opened for reading."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.file = pikepdf.open(io.BytesIO(data))

    @property
    def language(self) -> str:
        return str(self.file.Root.get("/Lang", ""))

    @property
    def title(self) -> str:
        return str(self.file.docinfo.get("/Title", ""))

    @property
    def page_count(self) -> int:
        return len(self.file.pages)

    @property
    def page_labels(self) -> list[str]:
        """What a reader's page list calls each page."""
        return [str(page.label) for page in self.file.pages]

    @cached_property
    def root(self) -> Element:
        """The structure tree, with the text of each element."""
        return self._element(self.file.Root.StructTreeRoot.K[0])

    @property
    def text(self) -> str:
        """All that belongs to the document, in reading order, without page heads and feet."""
        return self.root.text

    @property
    def tags(self) -> list[str]:
        return [element.tag for element in self.root.walk()]

    def texts(self, tag: str) -> list[str]:
        """The text of each ``tag`` (H1, H2, P, Caption …) in order."""
        return [element.text for element in self.root.find(tag)]

    @property
    def bookmarks(self) -> list[tuple[int, str]]:
        """Level (from 1) and title of each bookmark."""

        def walk(items, level: int) -> Iterator[tuple[int, str]]:
            for item in items:
                yield level, item.title
                yield from walk(item.children, level + 1)

        with self.file.open_outline() as outline:
            return list(walk(outline.root, 1))

    @property
    def fonts(self) -> dict[str, bool]:
        """Name of each font, and whether it is embedded."""
        fonts = {}
        for item in self.file.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                fonts[str(item.FontName)] = "/FontFile2" in item or "/FontFile3" in item
        return fonts

    def margins(self, page: int) -> str:
        """The head and foot of a page (from 0): what a screen reader skips."""
        pieces = self._marked[page].get("artifact", [])
        return plain(" ".join(piece.text for piece in pieces))

    def drawings(self, page: int) -> str:
        """The text inside the pictures that a page draws, such as a watermark."""
        return plain(
            " ".join(
                piece.text
                for drawing in _forms(self.file.pages[page])
                for pieces in _marked_text(drawing, page).values()
                for piece in pieces
            )
        )

    @cached_property
    def _marked(self) -> list[dict[int | str, list[Piece]]]:
        return [_marked_text(page, number) for number, page in enumerate(self.file.pages)]

    @cached_property
    def _page_numbers(self) -> dict[tuple[int, int], int]:
        return {page.objgen: number for number, page in enumerate(self.file.pages)}

    def _element(self, node: pikepdf.Object) -> Element:
        element = Element(str(node.S)[1:], _attributes(node))
        children = node.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, int):
                page = self._page_numbers[node.Pg.objgen]
                element.children += self._marked[page].get(child, [])
            elif "/S" in child:
                element.children.append(self._element(child))
        return element


def _attributes(node: pikepdf.Object) -> dict[str, str]:
    found = node.get("/A", {})
    groups = found if isinstance(found, pikepdf.Array) else [found]
    return {key[1:]: str(value) for group in groups for key, value in group.items()}


def _forms(holder: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The drawings (form XObjects and tiling patterns) that a page uses, and those inside them."""
    resources = holder.get("/Resources", {})
    drawn = [*resources.get("/XObject", {}).values(), *resources.get("/Pattern", {}).values()]
    for item in drawn:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image":
            yield item
            yield from _forms(item)


def _marked_text(holder: pikepdf.Object, page: int) -> dict[int | str, list[Piece]]:
    """The text of a content stream by its mark: a structure number, or "artifact"."""
    marks: list[int | str] = []
    found: dict[int | str, list[Piece]] = {}
    names, baseline = {}, 0.0
    fonts = {
        name: _unicode_map(font)
        for name, font in holder.get("/Resources", {}).get("/Font", {}).items()
    }
    for operands, operator in pikepdf.parse_content_stream(holder):
        match str(operator):
            case "BMC" | "BDC":
                marks.append(_mark(operands))
            case "EMC":
                marks.pop()
            case "Tf":
                names = fonts[str(operands[0])]
            case "Tm":
                baseline = round(float(operands[5]), 1)
            case "TJ" | "Tj":
                piece = Piece(page, baseline, _decode(operands[0], names))
                found.setdefault(marks[-1] if marks else "artifact", []).append(piece)
    return found


def _mark(operands) -> int | str:
    properties = operands[1] if len(operands) > 1 else {}
    return int(properties["/MCID"]) if "/MCID" in properties else "artifact"


def _decode(shown: pikepdf.Object, names: dict[int, str]) -> str:
    strings = shown if isinstance(shown, pikepdf.Array) else [shown]
    data = b"".join(bytes(item) for item in strings if isinstance(item, pikepdf.String))
    codes = (int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2))
    return "".join(names[code] for code in codes)


def _unicode_map(font: pikepdf.Object) -> dict[int, str]:
    """Glyph number -> the characters that it stands for."""
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes().decode())
    return {
        int(code, 16): bytes.fromhex(characters).decode("utf-16-be") for code, characters in pairs
    }
