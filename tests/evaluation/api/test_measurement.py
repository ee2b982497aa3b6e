"""Measurements through the API: recorded once per period, corrected by a new row."""

import pytest
from rest_framework.test import APIClient

from tests.coordination.api.calls import post


@pytest.fixture
def as_disa(disa):
    client = APIClient()
    client.force_login(disa)
    return client


@pytest.fixture
def figure(indicator):
    return {"indicator": indicator.pk, "measured_on": "2024-06-01", "value": "72.5"}


def test_figure_is_recorded_and_corrected(as_disa, figure):
    recorded = post(as_disa, "measurements", figure).json()
    right = {"value": "73", "reason": "Källan rättade."}

    corrected = post(as_disa, f"measurements/{recorded['id']}/correct", right)

    assert (recorded["measured_on"], recorded["value"]) == ("2024-12-31", "72.5000")
    assert (corrected.status_code, corrected.json()["corrects"]) == (201, recorded["id"])


def test_figure_is_recorded_once_per_period(as_disa, figure):
    post(as_disa, "measurements", figure)

    assert post(as_disa, "measurements", figure | {"value": 70}).status_code == 400


def test_figure_is_corrected_once(as_disa, figure):
    address = f"measurements/{post(as_disa, 'measurements', figure).json()['id']}/correct"
    right = {"value": "73", "reason": "Källan rättade."}
    post(as_disa, address, right)

    again = post(as_disa, address, right)

    assert (again.status_code, again.json()["code"]) == (409, "corrected_before")


def test_missing_figure_says_so(as_disa, figure):
    missing = post(as_disa, "measurements", figure | {"value": None, "status": "missing"})

    assert (missing.status_code, missing.json()["value"]) == (201, None)


def test_reader_records_nothing(love, figure):
    client = APIClient()
    client.force_login(love)

    assert post(client, "measurements", figure).status_code == 403
