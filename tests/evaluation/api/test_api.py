"""The API of follow-up: the pages' own rules."""

import pytest
from rest_framework.test import APIClient

from evaluation.models import Indicator
from tests.factories.evaluation import FollowUpReportFactory


@pytest.fixture
def sign_in():
    def client_of(user):
        client = APIClient()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def report(grant, matter):
    return FollowUpReportFactory(grant=grant, matter=matter)


def definition(programme, town, **values):
    return {
        "organization": town.central_office.pk,
        "programme": programme.pk,
        "name": "Unga som arbetar eller studerar",
        "definition": "Andelen av invånarna 16–24 år.",
        "unit": "procent",
        "direction": "higher",
        "source_name": "Kolada",
        "target_value": "92.0",
        "target_on": "2028-12-31",
    } | values


def test_indicator_is_defined_changed_and_agreed(sign_in, disa, programme, town):
    client = sign_in(disa)
    made = client.post("/api/v1/indicators/", definition(programme, town), format="json").json()
    address = f"/api/v1/indicators/{made['id']}/"
    client.patch(address, {"unit": "andel"}, format="json")
    client.post(f"{address}agree/")
    answer = client.patch(address, {"unit": "antal"}, format="json")

    indicator = Indicator.objects.get()
    assert (indicator.unit, indicator.state, indicator.target_value) == ("andel", "agreed", 92)
    assert (answer.status_code, answer.json()["code"]) == (409, "agreed")


def test_half_a_target_is_refused(sign_in, disa, programme, town):
    said = definition(programme, town, target_on=None)
    answer = sign_in(disa).post("/api/v1/indicators/", said, format="json")

    assert (answer.status_code, Indicator.objects.count()) == (400, 0)


def test_outsider_puts_no_indicator_on_a_programme(sign_in, cecilia, programme, town):
    said = definition(programme, town, organization=town.outside.pk)
    answer = sign_in(cecilia).post("/api/v1/indicators/", said, format="json")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["programme"])


def test_report_is_written_filed_and_closed(sign_in, erik, report):
    client = sign_in(erik)
    address = f"/api/v1/follow-up-reports/{report.pk}/"
    said = {"final_result": "Klart.", "deviation_reason": "Anbud.", "surplus_reason": "cheaper"}
    draft = client.patch(address, said | {"version": 1}, format="json").json()
    filed = client.post(f"{address}file/", {"version": draft["version"]}, format="json")
    again = client.post(f"{address}file/", {"version": draft["version"]}, format="json")

    assert (filed.json()["state"], filed.json()["receipt_number"][:2]) == ("filed", "K-")
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")


def test_second_writer_gets_both_texts(sign_in, erik, bo, report):
    address = f"/api/v1/follow-up-reports/{report.pk}/"
    for writer, text in ((erik, "Eriks"), (bo, "Bos")):
        said = {"final_result": text, "version": 1}
        answer = sign_in(writer).patch(address, said, format="json")

    assert answer.status_code == 409
    assert answer.json()["theirs"]["final_result"] == "Eriks"


def test_figures_of_a_report_cannot_be_set(sign_in, erik, report):
    said = {"version": 1, "outcome_ore": 1, "state": "filed"}
    answer = sign_in(erik).patch(f"/api/v1/follow-up-reports/{report.pk}/", said, format="json")

    assert sorted(answer.json()["errors"]) == ["outcome_ore", "state"]


def test_report_is_unknown_to_an_outsider(sign_in, cecilia, disa, report):
    address = f"/api/v1/follow-up-reports/{report.pk}/"

    assert sign_in(disa).get(address).status_code == 200
    assert sign_in(cecilia).get(address).status_code == 404
