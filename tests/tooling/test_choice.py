"""Which tests belong to which of the two runs."""

import pytest

from tests.plugins.servers import is_for_this_run

SQLITE = {}
POSTGRESQL = {"TEST_DATABASE_URL": "postgres://x/y", "TEST_REDIS_URL": "redis://x/0"}


class MarkedTest:
    """Stands for a collected test: only its marks matter."""

    def __init__(self, *names: str) -> None:
        self.names = names

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
