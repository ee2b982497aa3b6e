"""The finisher adds what WeasyPrint leaves out; without it the file fails."""

import random
import zlib

import pydyf
import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from coordination.documents.assets import asset_paths
from coordination.documents.fetcher import DocumentFetcher
from coordination.documents.finisher import _compress, finish_pdf
from tests.pdf import Pdf, faults

# WeasyPrint leaves its colour profile to the garbage collector to close.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PAGE = """<!doctype html><html lang="sv"><head><title>Prov</title></head>
<body><header class="head" data-org="Nämnden" data-footer="Foten"></header><main><h1>Rubrik</h1>
<table><caption>Tabell</caption><thead><tr><th>Fråga</th><th>Svar</th></tr></thead>
<tbody><tr><th>Ett</th><td>Ja</td></tr></tbody></table></main></body></html>"""


@pytest.fixture(scope="module")
def write():
    fonts, fetcher = FontConfiguration(), DocumentFetcher(asset_paths())
    sheet = CSS(url="document:document.css", url_fetcher=fetcher, font_config=fonts)

    def write(**options) -> bytes:
        html = HTML(string=PAGE, url_fetcher=fetcher)
        variant = {"pdf_variant": "pdf/a-2a", "uncompressed_pdf": True}
        return html.write_pdf(stylesheets=[sheet], font_config=fonts, **variant, **options)

    return write


def test_finished_file_meets_both_standards(write):
    assert faults(write(finisher=finish_pdf)) == []


def test_control_unfinished_file_does_not(write):
    assert faults(write()) != []


def test_page_foot_is_an_artifact(write):
    pdf = Pdf(write(finisher=finish_pdf))

    assert pdf.margins(0) == "Foten"
    assert b"/Pagination" in pdf.file.pages[0].Contents.read_bytes()
    assert Pdf(write()).margins(0) == ""


def test_header_cells_say_whether_they_head_row_or_column(write):
    finished, unfinished = Pdf(write(finisher=finish_pdf)), Pdf(write())

    assert [cell.attributes["Scope"] for cell in finished.root.find("TH")] == [
        "/Column",
        "/Column",
        "/Row",
    ]
    assert [cell.attributes.get("Scope") for cell in unfinished.root.find("TH")] == [None] * 3


def test_streams_are_compressed(write):
    assert b"/FlateDecode" not in write()
    assert len(write(finisher=finish_pdf)) < len(write())


def test_no_stream_ends_in_a_carriage_return():
    """Tried on contents enough to meet the one in 256 some ten times."""
    generator = random.Random(201)  # noqa: S311
    contents = [generator.randbytes(40) for _ in range(2560)]
    dangerous = [content for content in contents if zlib.compress(content, 9).endswith(b"\r")]

    assert len(dangerous) > 3
    assert not [content for content in contents if _finished(content)[0].endswith(b"\r")]
    assert {_finished(content)[1] for content in dangerous} == {"/ASCII85Decode /FlateDecode"}


def test_stream_with_its_own_filter_is_left_alone():
    stream = pydyf.Stream([b"jpeg"], {"Filter": "/DCTDecode"})

    _compress(stream)

    assert stream.stream == [b"jpeg"]


def _finished(content: bytes) -> tuple[bytes, str]:
    stream = pydyf.Stream([content])
    _compress(stream)
    (data,), filters = stream.stream, stream.extra["Filter"]
    return data, " ".join(filters) if isinstance(filters, list) else filters
