"""What a document may read: the named files of its own kit, and nothing else at all."""

import mimetypes
from collections.abc import Mapping
from pathlib import Path

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "document:"
mimetypes.add_type("font/ttf", ".ttf")


class DocumentFetcher(URLFetcher):
    """Serves ``document:`` names from a fixed list; any other address stops the rendering.

    Addresses are looked up, never resolved: no path is joined, no connection can be opened.
    """

    def __init__(
        self, assets: Mapping[str, str], pictures: Mapping[str, bytes] | None = None
    ) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._assets = assets
        self._pictures = pictures or {}

    def fetch(self, url, headers=None):
        name = url.removeprefix(SCHEME) if url.startswith(SCHEME) else ""
        if name in self._pictures:  # the body's own logo, handed over with the document
            content = self._pictures[name]
        elif name in self._assets:
            content = Path(self._assets[name]).read_bytes()
        else:
            # Derives from BaseException, so that WeasyPrint cannot carry on without the file.
            raise FatalURLFetchingError(f"{url[:200]} is not part of the document kit")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, content, {"Content-Type": kind})
