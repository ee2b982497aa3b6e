"""Binding several PDF files into one, in a process of its own and within limits.

The files may come from outside, and a PDF can be made to burst what reads it. So the parent (``bind``,
``count_pages``) only hands over a folder; ``python -m coordination.documents.binder`` reads them with
pypdf, without secrets, database or Django.
"""

import json
import logging
import os
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
MODULE = "coordination.documents.binder"
SECONDS = 120
MEGABYTES = 1024
LINK = "https://handlingar.invalid/"  # what the front pages' links say until they lead to a page
PASSED = ("HOME", "LANG", "LC_ALL", "PATH", "PYTHONPATH", "TMPDIR")


@dataclass(frozen=True)
class Binding:
    """What is to be bound: the front pages, the parts after it, and the stamp for every page."""

    front: str
    parts: list[str]
    titles: list[str]
    stamp: str
    title: str
    author: str


class BindingError(Exception):
    """The files could not be bound; ``part`` is the place of the one that stopped it, if one did."""

    def __init__(self, part: int | None = None) -> None:
        super().__init__(f"part {part} cannot be read" if part is not None else "not bound")
        self.part = part


def count_pages(folder: Path, names: list[str]) -> list[int]:
    """How many pages each of the files has. Raises BindingError."""
    return _run(folder, {"do": "count", "names": names})["pages"]


def bind(folder: Path, binding: Binding) -> bytes:
    """The files as one, numbered through, with bookmarks and links. Raises BindingError."""
    _run(folder, {"do": "bind", "binding": asdict(binding)})
    return (folder / "bound.pdf").read_bytes()


def _run(folder: Path, order: dict) -> dict:
    try:
        done = subprocess.run(  # noqa: S603 (our own module, run by our own interpreter)
            [sys.executable, "-m", MODULE, str(folder)],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name in PASSED},
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BindingError from error
    if done.returncode:
        logger.error(
            "Binding ended with code %s: %s", done.returncode, done.stderr.decode()[-2000:]
        )
    answer = json.loads(done.stdout) if done.returncode == 0 else {"failed": None}
    if "failed" in answer:
        raise BindingError(answer["failed"])
    return answer


# --- In the process of its own -------------------------------------------------------------------


def main() -> None:
    """Carry one order out: read it from standard input, answer on standard output."""
    size = MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder, order = Path(sys.argv[1]), json.load(sys.stdin)
    if order["do"] == "count":
        answer = _count(folder, order["names"])
    else:
        answer = _bind(folder, Binding(**order["binding"]))
    json.dump(answer, sys.stdout)


def _count(folder: Path, names: list[str]) -> dict:
    from coordination.pdf_file import PdfRefused, open_pdf  # only this process loads it

    pages = []
    for place, name in enumerate(names):
        try:
            pages.append(open_pdf(folder / name)[1])
        except PdfRefused:
            return {"failed": place}
    return {"pages": pages}


def _bind(folder: Path, binding: Binding) -> dict:
    from pypdf import PdfReader, PdfWriter

    from coordination.documents.structure import Structure, as_artifact

    writer = PdfWriter()
    front = PdfReader(folder / binding.front)
    writer.append(front, import_outline=False)
    structure = Structure(writer)
    structure.add(front, 0, binding.title)
    starts = []
    for name, title in zip(binding.parts, binding.titles, strict=True):
        starts.append(len(writer.pages))
        part = PdfReader(folder / name)
        writer.append(part, outline_item=title, import_outline=True)
        structure.add(part, starts[-1], title)
    _lead_links(writer, starts)
    stamps = PdfReader(folder / binding.stamp)
    for page, stamp in zip(writer.pages, stamps.pages, strict=True):
        as_artifact(stamp, stamps)
        _stamp(page, stamp)
    structure.finish()
    _describe(writer, binding)
    _declare(writer, binding, is_accessible=structure.is_accessible)
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    writer.write(folder / "bound.pdf")
    return {"pages": len(writer.pages)}


def _lead_links(writer, starts) -> None:
    """Let the links of the front pages lead to the parts."""
    from pypdf.generic import ArrayObject, NameObject

    for page in writer.pages[: starts[0]]:
        for reference in page.get("/Annots", ()):
            note = reference.get_object()
            address = str(note.get("/A", {}).get("/URI", ""))
            if address.startswith(LINK):
                target = writer.pages[starts[int(address.removeprefix(LINK))]]
                note[NameObject("/Dest")] = ArrayObject(
                    [target.indirect_reference, NameObject("/Fit")]
                )
                del note["/A"]


def _stamp(page, stamp) -> None:
    """Put the stamp at the top right of the page, whatever the page's size and turn."""
    from pypdf import Transformation

    if page.rotation:
        page.transfer_rotation_to_content()
    across = float(page.mediabox.right) - float(stamp.mediabox.right)
    up = float(page.mediabox.top) - float(stamp.mediabox.top)
    page.merge_transformed_page(stamp, Transformation().translate(across, up))


def _describe(writer, binding: Binding) -> None:
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    writer.metadata = {"/Title": binding.title, "/Author": binding.author, "/Creator": "Kraftsam"}
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("sv")
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}  # noqa: FBT003 (pypdf's own)
    )


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator></rdf:Description>{accessible}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
PDF_UA = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>"""


def _declare(writer, binding: Binding, *, is_accessible) -> None:
    """Say title and author in the metadata, and PDF/UA when every part says so of itself."""
    from pypdf.generic import DecodedStreamObject, NameObject

    packet = XMP.format(
        title=escape(binding.title),
        author=escape(binding.author),
        accessible=PDF_UA if is_accessible else "",
    )
    metadata = DecodedStreamObject()
    metadata.set_data(packet.encode())
    metadata[NameObject("/Type")] = NameObject("/Metadata")
    metadata[NameObject("/Subtype")] = NameObject("/XML")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(metadata)


if __name__ == "__main__":
    main()
