"""Chooses the tests that a run can and need do, by the servers and the browser it was given.

``./dev test`` runs the suite on SQLite, with the browser tests, and then on PostgreSQL and Redis.
"""

import inspect
import os
from pathlib import Path

import pytest

from tests.chromium import find_chromium

NO_CHROMIUM = (
    "No Chromium here. Install one (apt-get install chromium) or set CHROMIUM to its path."
)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Give the browser's binary; skipped without one, unless everything is required."""
    if binary := find_chromium():
        return Path(binary)
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(NO_CHROMIUM)
    pytest.skip(NO_CHROMIUM)


def is_for_this_run(item: pytest.Item) -> bool:
    """Tell whether the test belongs to this one of the two runs."""
    on_postgresql = bool(os.environ.get("TEST_DATABASE_URL"))
    has_redis = bool(os.environ.get("TEST_REDIS_URL"))
    needs = {
        "postgresql": on_postgresql,
        "redis": has_redis,
        "e2e": not on_postgresql,
        "embedded": not on_postgresql,
    }
    if on_postgresql and is_the_same_on_both(item):
        return False
    return all(needs.get(mark.name, True) for mark in item.iter_markers())


def is_the_same_on_both(item: pytest.Item) -> bool:
    """Tell whether the test cannot know which servers it was given.

    pytest-django refuses all use of a database to a test that has not asked for one; run on SQLite,
    it has said what it can say. One that takes fixtures by name as it runs may ask at any time.
    """
    asked_for = {"db", "transactional_db", "live_server", "django_db_setup"}
    fixtures = set(getattr(item, "fixturenames", ()))
    if "request" in inspect.signature(item.function).parameters:
        return False
    marked = {mark.name for mark in item.iter_markers()}
    return not (asked_for & fixtures or {"django_db", "postgresql", "redis"} & marked)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the other run's tests to the other run."""
    chosen = [item for item in items if is_for_this_run(item)]
    left_to_it = [item for item in items if not is_for_this_run(item)]
    if left_to_it:
        config.hook.pytest_deselected(items=left_to_it)
    items[:] = chosen
