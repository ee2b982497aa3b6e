"""The administration shows money and follow-up, and changes neither (T8)."""

import pytest
from django.contrib import admin
from django.urls import reverse

from evaluation.models import FollowUpReport, Indicator, Measurement
from funding.models import (
    Application,
    ApplicationVersion,
    Conflict,
    Consent,
    Dialogue,
    Exclusion,
    FinancingItem,
    GateCheck,
    Grant,
    LedgerEntry,
    Round,
    Score,
    Source,
)
from tests.factories import UserFactory
from tests.factories.evaluation import FollowUpReportFactory, MeasurementFactory

MODELS = [Source, Round, Grant, LedgerEntry, Indicator, Measurement, FollowUpReport]
ASKED_AND_JUDGED = [
    *(Application, ApplicationVersion, Consent, Dialogue, GateCheck, Score, Conflict, Exclusion),
    FinancingItem,
]
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@pytest.fixture
def everything(grant):
    FollowUpReportFactory(grant=grant)
    MeasurementFactory()


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@each_model
def test_record_is_listed_and_shown(client, everything, model):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    assert client.get(address(model, "changelist")).status_code == 200
    found = model.objects.first()
    assert client.get(address(model, "change", found.pk)).status_code == 200


@each_model
def test_record_is_neither_added_changed_nor_removed(client, everything, model):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    found = model.objects.first()

    assert client.post(address(model, "add"), {}).status_code == 403
    assert client.post(address(model, "change", found.pk), {}).status_code == 403
    assert client.post(address(model, "delete", found.pk), {"post": "yes"}).status_code == 403


@each_model
def test_every_noun_is_registered(model):
    assert model in admin.site._registry


@pytest.mark.parametrize("model", ASKED_AND_JUDGED, ids=lambda model: model.__name__)
def test_what_is_asked_and_judged_is_listed_and_never_added(client, db, model):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    assert client.get(address(model, "changelist")).status_code == 200
    assert client.post(address(model, "add"), {}).status_code == 403
