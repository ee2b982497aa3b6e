"""Which tests belong to which of the two runs."""

import pytest

from tests.plugins.servers import is_for_this_run

SQLITE = {}
POSTGRESQL = {"TEST_DATABASE_URL": "postgres://x/y", "TEST_REDIS_URL": "redis://x/0"}


class MarkedTest:
    """Stands for a collected test: only its marks and what it asks for matter."""

    def __init__(self, *names: str, fixtures=("db",), function=lambda: None) -> None:
        self.names = names
        self.fixturenames = fixtures
        self.function = function

    def iter_markers(self):
        return [getattr(pytest.mark, name).mark for name in self.names]


@pytest.mark.parametrize(
    ("environment", "marks", "expected"),
    [
        (SQLITE, [], True),
        (SQLITE, ["e2e"], True),
        (SQLITE, ["postgresql"], False),
        (SQLITE, ["redis"], False),
        (POSTGRESQL, [], True),
        (POSTGRESQL, ["e2e"], False),
        (POSTGRESQL, ["embedded"], False),
        (POSTGRESQL, ["postgresql"], True),
        (POSTGRESQL, ["redis", "postgresql"], True),
    ],
)
def test_test_belongs_to_the_run_that_has_what_it_needs(monkeypatch, environment, marks, expected):
    for name in POSTGRESQL:
        monkeypatch.setenv(name, environment.get(name, ""))

    assert is_for_this_run(MarkedTest(*marks)) is expected


@pytest.mark.parametrize(
    ("environment", "fixtures", "function", "expected"),
    [
        (POSTGRESQL, ["tmp_path", "swedish"], lambda tmp_path: None, False),
        (POSTGRESQL, ["town", "db"], lambda town: None, True),
        (POSTGRESQL, ["transactional_db"], lambda: None, True),
        (POSTGRESQL, ["request"], lambda request: None, True),
        (SQLITE, ["tmp_path"], lambda tmp_path: None, True),
    ],
)
def test_test_without_a_database_is_run_once(
    monkeypatch, environment, fixtures, function, expected
):
    for name in POSTGRESQL:
        monkeypatch.setenv(name, environment.get(name, ""))

    assert is_for_this_run(MarkedTest(fixtures=fixtures, function=function)) is expected
