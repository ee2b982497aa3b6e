"""The health check from the outside, against a small server that answers as told."""

import http.server
import threading

import pytest

from coordination import probe


class Answering(http.server.BaseHTTPRequestHandler):
    """Answers 200 under the visitors' name only, as Kraftsam does."""

    def do_GET(self):
        expected = ("/readyz", "kraftsam.example")
        self.send_response(200 if (self.path, self.headers["Host"]) == expected else 400)
        self.end_headers()

    def log_message(self, *arguments):
        """Say nothing on the terminal."""


@pytest.fixture
def port():
    with http.server.HTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_answering_server_is_ready(port):
    assert probe.is_ready(port, "kraftsam.example")


def test_refusing_server_is_not_ready(port):
    assert not probe.is_ready(port, "unknown.example")


def test_absent_server_is_not_ready():
    assert not probe.is_ready(1, "kraftsam.example")


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("https://kraftsam.example/", "kraftsam.example"),
        ("http://h:8001", "h:8001"),
        ("", "127.0.0.1"),
    ],
)
def test_host_is_the_one_of_the_base_address(monkeypatch, base_url, host):
    monkeypatch.setenv("BASE_URL", base_url)

    assert probe.host_of_visitors() == host
