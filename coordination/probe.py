"""Asks a running Kraftsam whether it is ready.

``python -m coordination.probe`` is the container's health check.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit

PATIENCE_SECONDS = 5


def is_ready(port: int) -> bool:
    """Tell whether /readyz on this machine answers 200, asked under the name that visitors use."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    name = urlsplit(os.environ.get("BASE_URL", "")).netloc or f"127.0.0.1:{port}"
    try:
        connection.request("GET", "/readyz", headers={"Host": name})
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")[2]
    sys.exit(0 if is_ready(int(port)) else 1)
