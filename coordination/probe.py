"""Asks a running Kraftsam whether it is ready.

``python -m coordination.probe`` is the container's health check.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit

from coordination.environment import read_environment_file

PATIENCE_SECONDS = 5


def is_ready(port: int, host: str) -> bool:
    """Tell whether /readyz on this machine answers 200 when asked under that name."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/readyz", headers={"Host": host})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def host_of_visitors() -> str:
    """Name the host that visitors use: others are refused."""
    read_environment_file()
    return urlsplit(os.environ.get("BASE_URL", "")).netloc or "127.0.0.1"


if __name__ == "__main__":
    port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")[2]
    sys.exit(0 if is_ready(int(port), host_of_visitors()) else 1)
