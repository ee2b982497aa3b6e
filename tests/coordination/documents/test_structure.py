"""A meeting's papers as one file keep what a screen reader finds its way by, part after part."""

import io
import re
from datetime import UTC, datetime
from itertools import pairwise

import pikepdf
import pytest

from coordination.documents import binder
from coordination.documents.binder import Binding
from coordination.documents.bundle import STAMP
from coordination.documents.record import render_record
from coordination.documents.renderer import Metadata, render_pdf
from coordination.documents.structure import Structure
from tests.coordination.documents.records import RECORDS
from tests.pdf import Pdf, faults
from tests.small_pdf import small_pdf

TITLE = "Handlingar till Kommunstyrelsen"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {name: render_record(record) for name, record in RECORDS.items()}


@pytest.fixture(scope="module")
def stamped() -> bytes:
    made = Metadata(title="Sidnummer", author="Granby", created=datetime(2025, 6, 12, tzinfo=UTC))
    return render_pdf(STAMP, {"pages": range(12)}, metadata=made)


@pytest.fixture(scope="module")
def bind(stamped, tmp_path_factory):
    """The first file as front pages and the others as parts, in one file."""

    def bind(contents):
        folder = tmp_path_factory.mktemp("bound")
        names = []
        for place, content in enumerate(contents):
            names.append(f"{place}.pdf")
            (folder / names[-1]).write_bytes(content)
        pages = sum(binder._count(folder, names)["pages"])
        with pikepdf.open(io.BytesIO(stamped)) as stamp:
            del stamp.pages[pages:]
            stamp.save(folder / "stamp.pdf")
        titles = [f"Del {place}" for place in range(1, len(names))]
        binder._bind(folder, Binding(names[0], names[1:], titles, "stamp.pdf", TITLE, "Granby"))
        return (folder / "bound.pdf").read_bytes()

    return bind


@pytest.fixture(scope="module")
def bound(files, bind) -> Pdf:
    return Pdf(bind([*files.values()]))


def lost_owners(pdf: Pdf) -> list[tuple[int, int]]:
    """Page and mark of each piece of text that does not lead to the element that holds it."""
    tree = pikepdf.NumberTree(pdf.file.Root.StructTreeRoot.ParentTree)
    lost = []
    for number, page in enumerate(pdf.file.pages):
        for mark, owner in enumerate(tree[int(page.StructParents)]):
            kids = owner.get("/K", [])
            kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            if mark in kids and owner.get("/Pg", page.obj).objgen != page.obj.objgen:
                lost.append((number, mark))
    return lost


def test_every_part_is_read_in_order(bound, files):
    texts = [Pdf(content).text for content in files.values()]

    assert [bound.text.find(text) >= 0 for text in texts] == [True] * len(texts)
    assert bound.text == " ".join(texts)


def test_every_part_is_named_in_the_tree(bound):
    parts = bound.file.Root.StructTreeRoot.K[0].K

    assert [str(part.S) for part in parts] == ["/Part"] * len(RECORDS)
    assert [str(part.T) for part in parts] == [TITLE, "Del 1", "Del 2", "Del 3"]


def test_bound_file_meets_the_standard_for_reading_without_eyes(bound):
    assert [fault for fault in faults(bound.data) if fault.startswith("PDFUA")] == []
    assert (bound.language, bound.title) == ("sv", TITLE)


def test_headings_lists_and_tables_keep_their_structure(bound, files):
    levels = [int(tag[1]) for tag in bound.tags if re.fullmatch("H[1-6]", tag)]
    cells = {cell.attributes.get("Scope") for cell in bound.root.find("TH")}

    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert cells <= {"/Row", "/Column"}
    assert len(bound.root.find("LI")) == sum(
        len(Pdf(content).root.find("LI")) for content in files.values()
    )


def test_bookmarks_of_every_part_stand_under_its_own(bound):
    assert [title for level, title in bound.bookmarks if level == 1] == ["Del 1", "Del 2", "Del 3"]
    assert len(bound.bookmarks) > len(RECORDS)


def test_page_numbers_are_passed_by(bound):
    assert "Handlingar s." not in bound.text
    assert "Handlingar s. 1 (" in bound.margins(0)


def test_every_mark_leads_to_its_element(bound):
    assert lost_owners(bound) == []


def test_control_without_counting_through_marks_lead_astray(files, bind, monkeypatch):
    def number_alike(self, reader, first_page, _start):
        counted(self, reader, first_page, 0)

    counted = Structure._number
    monkeypatch.setattr(Structure, "_number", number_alike)

    assert lost_owners(Pdf(bind([*files.values()]))) != []


def test_part_without_a_tree_is_kept_and_nothing_is_claimed(files, bind):
    front, *_rest = files.values()
    pdf = Pdf(bind([front, small_pdf(pages=2)]))

    assert pdf.page_count == Pdf(front).page_count + 2
    assert pdf.text == Pdf(front).text
    assert pdf.file.Root.MarkInfo.Suspects
    assert b"pdfuaid" not in pdf.file.Root.Metadata.read_bytes()


@pytest.mark.parametrize("damage", ["/ParentTree", "/K"])
def test_part_with_a_broken_tree_is_kept_untagged(files, bind, damage):
    front, part, *_rest = files.values()
    with pikepdf.open(io.BytesIO(part)) as broken:
        del broken.Root.StructTreeRoot[damage]
        written = io.BytesIO()
        broken.save(written)

    pdf = Pdf(bind([front, written.getvalue()]))

    assert (pdf.text, bool(pdf.file.Root.MarkInfo.Suspects)) == (Pdf(front).text, True)


def test_endless_tree_is_left_alone(files, bind):
    front, part, *_rest = files.values()
    with pikepdf.open(io.BytesIO(part)) as broken:
        tree = broken.Root.StructTreeRoot
        branch = broken.make_indirect(pikepdf.Dictionary())
        branch.Kids = pikepdf.Array([branch])
        tree.ParentTree = branch
        written = io.BytesIO()
        broken.save(written)

    assert Pdf(bind([front, written.getvalue()])).text == Pdf(front).text
