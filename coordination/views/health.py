"""For the machines that watch: is the process alive, and can it do its work?"""

from pathlib import Path

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu import Connection
from kombu.exceptions import OperationalError

log = structlog.get_logger()
PATIENCE_SECONDS = 2


@login_not_required
@require_safe
@never_cache
def healthz(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@never_cache
def readyz(request):
    """Database and queue answer; 503 and which one does not, without telling why to strangers."""
    checks = {"database": _database_answers(), "queue": _queue_answers()}
    ready = all(checks.values())
    body = {name: "ok" if good else "unavailable" for name, good in checks.items()}
    return JsonResponse(
        {"status": "ok" if ready else "unavailable", **body}, status=200 if ready else 503
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("not_ready", part="database", error=str(error))
        return False
    return True


def _queue_answers() -> bool:
    if not settings.REDIS_URL:
        return Path(settings.DATA_DIR).is_dir()
    try:
        with Connection(settings.REDIS_URL, connect_timeout=PATIENCE_SECONDS) as queue:
            queue.ensure_connection(max_retries=1, timeout=PATIENCE_SECONDS)
    except (OperationalError, OSError) as error:
        log.warning("not_ready", part="queue", error=str(error))
        return False
    return True
