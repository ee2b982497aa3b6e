"""A document reads its own kit and nothing else: no address, no file, whatever the text asks for.

Each vector is tried with a canary: a web server on this machine that counts who calls, and a file
with a secret. The control shows that WeasyPrint's own fetcher calls and reads every one of them.
"""

import io
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pikepdf
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from coordination.documents.assets import asset_paths
from coordination.documents.exceptions import ForbiddenResourceError
from coordination.documents.fetcher import DocumentFetcher
from coordination.documents.sandbox import shared_sandbox
from tests.pdf import Pdf

SECRET = b"canary-in-a-file"
PAGE = "<!doctype html><html lang='sv'><head><title>Prov</title>{head}</head><body><p>{body}</p>"
NETWORK = {
    "image": ("", "<img alt='' src='{url}a.png'>"),
    "import": ("<style>@import '{url}b.css';</style>", "x"),
    "inline style": ("", "<span style=\"background:url('{url}c.png')\">x</span>"),
    "link": ("<link rel='stylesheet' href='{url}d.css'>", "x"),
    "svg image": (
        "",
        "<svg width='9' height='9'><image href='{url}e.png' width='9' height='9'/></svg>",
    ),
    "object": ("", "<object data='{url}f.png'></object>"),
    "embed": ("", "<embed src='{url}g.png'>"),
    "attachment in the head": ("<link rel='attachment' href='{url}h.txt'>", "x"),
    "attachment in the text": ("", "<a rel='attachment' href='{url}i.txt'>x</a>"),
    "font": (
        "<style>@font-face{{font-family:K;src:url('{url}j.ttf')}}*{{font-family:K}}</style>",
        "x",
    ),
    "redirect": ("", "<img alt='' src='{url}redirect'>"),
}
FILES = {
    "file in the head": ("<link rel='attachment' href='{file}'>", "x"),
    "file in the text": ("", "<a rel='attachment' href='{file}'>x</a>"),
}
VECTORS = NETWORK | FILES


class Canary(ThreadingHTTPServer):
    """Counts its visitors."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), CanaryHandler)
        self.visits: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}/"


class CanaryHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.visits.append(self.path)
        self.send_response(302 if self.path == "/redirect" else 404)
        self.send_header("Location", "/redirected")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Be silent."""


@pytest.fixture
def canary():
    server = Canary()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fill(canary, tmp_path):
    """A page with the vector's addresses filled in."""
    secret = tmp_path / "secret.txt"
    secret.write_bytes(SECRET)

    def fill(vector: str) -> str:
        head, body = (part.format(url=canary.url, file=secret.as_uri()) for part in VECTORS[vector])
        return PAGE.format(head=head, body=body)

    return fill


def leaks(data: bytes) -> bool:
    """Whether the secret is anywhere in the file, compressed or not."""
    with pikepdf.open(io.BytesIO(data)) as file:
        streams = [item for item in file.objects if isinstance(item, pikepdf.Stream)]
        return any(SECRET in stream.read_bytes() for stream in streams)


@pytest.mark.parametrize("vector", VECTORS)
def test_document_reaches_nothing_outside_its_kit(vector, fill, canary):
    made = b""
    with suppress(ForbiddenResourceError):  # inside an SVG, WeasyPrint goes on without the picture
        made = shared_sandbox().print_pdf(fill(vector))

    assert canary.visits == []
    assert not made or not leaks(made)


@pytest.mark.parametrize("vector", NETWORK)
def test_control_ordinary_fetcher_calls(vector, fill, canary):
    HTML(string=fill(vector)).write_pdf()

    assert canary.visits != []


@pytest.mark.parametrize("vector", FILES)
def test_control_ordinary_fetcher_reads_files(vector, fill):
    assert leaks(HTML(string=fill(vector)).write_pdf())


@pytest.mark.parametrize(
    "url",
    [
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "document:../settings.py",
        "document:/etc/passwd",
        "document:",
        "DOCUMENT:logo.svg",
        "document:logo.svg?x",
        "//127.0.0.1/logo.svg",
        "ftp://127.0.0.1/",
    ],
)
def test_only_exact_names_are_served(url):
    with pytest.raises(FatalURLFetchingError):
        DocumentFetcher(asset_paths()).fetch(url)


def test_named_file_is_served_with_its_kind():
    answer = DocumentFetcher(asset_paths()).fetch("document:document.css")

    assert answer.content_type == "text/css"
    assert b"@page" in answer.read()


def test_printing_goes_on_after_a_refusal(fill):
    with pytest.raises(ForbiddenResourceError, match="utanför systemet"):
        shared_sandbox().print_pdf(fill("image"))

    assert Pdf(shared_sandbox().print_pdf(PAGE.format(head="", body="Hej."))).text == "Hej."
