"""One visitor: signs in, asks for pages, and takes the time of each."""

import http.client
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.bench.counting import ASKED, TOLD
from tests.bench.server import processor_milliseconds

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took from before the connection to the last byte."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    milliseconds: float
    processor: float  # milliseconds that the server's workers had of a processor meanwhile

    @property
    def statements(self) -> int:
        return int(self.headers[TOLD])


class Visitor:
    """A browser without a cache: a new connection for every request, as through a proxy."""

    def __init__(self, port: int, cookies: dict[str, str], workers: list[int]) -> None:
        self.port = port
        self.workers = workers
        self.cookies = cookies

    def get(self, path: str, *, counted: bool = False) -> Answer:
        """Ask for a page; ``counted`` has its SQL statements counted, which costs a little."""
        return self._ask("GET", path, counted=counted)

    def post(self, path: str, fields: dict[str, str], *, counted: bool = False) -> Answer:
        """Send a form."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies["csrf"]})
        return self._ask("POST", path, counted=counted, body=body)

    def _ask(self, method, path, *, counted, body=None) -> Answer:
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        if counted:
            headers[ASKED] = "1"
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        had, began = self._processor(), time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        took = time.perf_counter() - began
        connection.close()
        used = self._processor() - had
        return Answer(answer.status, answer.headers, content, took * 1000, used)

    def without_cookies(self) -> "Visitor":
        """Somebody who has not signed in."""
        return Visitor(self.port, {}, self.workers)

    def _processor(self) -> float:
        return sum(map(processor_milliseconds, self.workers))
