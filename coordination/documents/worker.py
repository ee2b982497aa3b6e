"""The process that makes PDFs: reads HTML from its parent and answers with a file, within limits.

Started by ``sandbox`` with the document kit and the limits as its one argument. It gets no secrets
in its environment, no database and no Django. WeasyPrint is loaded once and stays warm.
"""

import base64
import json
import os
import re
import resource
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from coordination.documents.fetcher import SCHEME, DocumentFetcher
from coordination.documents.finisher import finish_pdf

MEGABYTE = 1024 * 1024
# Printed once at the start, with every cut of the font, so that the first document finds all warm.
PROOF = """<!doctype html><html lang="sv"><head><title>Provtryck</title></head>
<body><h1>Provtryck</h1><p>Provtryck <em>provtryck</em></p></body></html>"""


class Press:
    """WeasyPrint with the document kit in place: stylesheet parsed, fonts loaded."""

    def __init__(self, assets: Mapping[str, str]) -> None:
        self._assets = assets
        self._fonts = FontConfiguration()
        self._stylesheet = CSS(
            url=f"{SCHEME}document.css",
            url_fetcher=DocumentFetcher(assets),
            font_config=self._fonts,
        )

    def print_pdf(self, html: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
        """Lay the page out and write it as PDF/A-2a and PDF/UA-1."""
        fetcher = DocumentFetcher(self._assets, pictures)
        return HTML(string=html, url_fetcher=fetcher).write_pdf(
            stylesheets=[self._stylesheet],
            font_config=self._fonts,
            pdf_variant="pdf/a-2a",
            uncompressed_pdf=True,  # the finisher compresses
            finisher=finish_pdf,
        )


def main() -> None:
    """Answer documents until the parent closes the pipe."""
    instructions = json.loads(sys.argv[1])
    orders, answers = _take_channels()
    _limit_memory(instructions["megabytes"] * MEGABYTE)
    press = Press(instructions["assets"])
    press.print_pdf(PROOF)
    while header := orders.readline():
        order = json.loads(orders.read(int(header)))
        _allow_cpu(instructions["seconds"])
        _answer(answers, *_outcome(press, order))


def _take_channels() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipe for answers to ourselves: what libraries print goes to the server's log."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, answers


def _limit_memory(size: int) -> None:
    """Let the process hold ``size`` bytes of data. (macOS accepts the limit and ignores it.)"""
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_cpu(seconds: int) -> None:
    """Give the next document ``seconds`` of processor time; the kernel ends us after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


def _outcome(press: Press, order: Mapping) -> tuple[str, bytes]:
    """Print, or say in one word why not. What we did not foresee ends the process with a trace."""
    pictures = {name: base64.b64decode(coded) for name, coded in order["pictures"].items()}
    try:
        return "printed", press.print_pdf(order["html"], pictures)
    except FatalURLFetchingError as error:
        return "forbidden", str(error).encode()
    except (MemoryError, RecursionError, SystemError):
        # SystemError is what C code says when memory ran out while it was making an exception.
        # Nothing more is done here: memory is free again only when the exception is gone.
        pass
    return "too_large", b""


def _answer(answers: BinaryIO, status: str, body: bytes) -> None:
    header = {"status": status, "length": len(body), "peak": _peak()}
    answers.write(json.dumps(header).encode() + b"\n" + body)
    answers.flush()


def _peak() -> int:
    """The most bytes that this process has held.

    What ``getrusage`` says begins, on Linux, with what the parent held when it started us.
    """
    with suppress(FileNotFoundError):
        found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
        if found:
            return int(found[1]) * 1024
    kilobyte = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilobyte


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes us
    main()
