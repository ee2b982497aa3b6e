"""Settings for the tests: the product's own, with a fast password hasher and an own folder."""

import os
import tempfile
from urllib.parse import urlsplit


def own_redis_database(url: str) -> str:
    """Give each parallel test process its own database, so that none empties another's."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return urlsplit(url)._replace(path=f"/{worker}").geturl() if url else ""


os.environ.update(
    DEPLOYMENT="test",
    SECRET_KEY="only-for-the-test-suite-" + "x" * 50,
    BASE_URL="http://testserver",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    EMAIL_URL="memorymail://",
    LOG_LEVEL="CRITICAL",
    DATA_DIR=tempfile.mkdtemp(prefix="kraftsam-test-"),
    STATIC_ROOT=tempfile.mkdtemp(prefix="kraftsam-static-"),
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL") or "sqlite://:memory:",
    REDIS_URL=own_redis_database(os.environ.get("TEST_REDIS_URL", "")),
)

from coordination.settings import *  # noqa: E402, F403  (the environment must be set first)
from coordination.settings import (  # noqa: E402
    DATA_DIR,
    DATABASES,
    REST_FRAMEWORK,
    STATIC_ROOT,
    STORAGES,
)

FOLDERS_OF_THIS_PROCESS = [DATA_DIR, STATIC_ROOT]  # removed after it
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = {"user": None}
ACCOUNT_RATE_LIMITS = False
CELERY_TASK_ALWAYS_EAGER = False
if not os.environ.get("TEST_DATABASE_URL"):
    # A file, not memory: there, two threads of a test wait for each other as they do in production.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
