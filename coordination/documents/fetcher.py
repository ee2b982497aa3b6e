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

    def __init__(self, assets: Mapping[str, str]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._assets = assets

    def fetch(self, url, headers=None):
        path = self._assets.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if path is None:
            # Derives from BaseException, so that WeasyPrint cannot carry on without the file.
            raise FatalURLFetchingError(f"{url[:200]} is not part of the document kit")
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})
