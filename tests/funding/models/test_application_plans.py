"""The lists of applications are read from their indexes (P4)."""

import pytest
from django.db import connection

from funding.models import Application
from tests.factories.funding import ApplicationFactory


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="SQLite tells its plan without statistics"
)
def test_rounds_list_is_read_from_its_index(funding_round):
    ApplicationFactory.create_batch(3, round=funding_round)
    rows = Application.objects.filter(round=funding_round, state="submitted").by_rank()[:50]

    assert "application_rank" in rows.explain()
    assert "TEMP B-TREE" not in rows.explain()
