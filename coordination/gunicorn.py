"""How gunicorn serves Kraftsam: ``gunicorn --config coordination/gunicorn.py``.

Synchronous workers behind a proxy that buffers. ``WEB_CONCURRENCY`` sets their number.
"""

import gc
import os
from typing import Any

from django.urls import get_resolver

from coordination.environment import read_environment_file

read_environment_file()
wsgi_app = "coordination.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
preload_app = True
timeout = 60
graceful_timeout = 10
# A worker is replaced now and then, so that a slow leak never becomes anybody's problem.
max_requests = 10_000
max_requests_jitter = 1_000
accesslog = None  # django-structlog writes one structured line a request
loglevel = "warning"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  (heartbeat files)


def when_ready(_server: Any) -> None:
    """Load all pages once for all workers, and keep the garbage collector from searching them."""
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
