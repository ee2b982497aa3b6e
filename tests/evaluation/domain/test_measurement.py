from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from coordination.exceptions import ActionRefused
from evaluation.domain.measurement import correct_measurement, record_measurement
from evaluation.models import Measurement
from tests.factories.evaluation import MeasurementFactory


def figure(**values):
    return {"measured_on": date(2024, 6, 1), "value": Decimal("9.6")} | values


def test_figure_stands_for_its_whole_period(indicator, disa):
    measurement = record_measurement(indicator, actor=disa, **figure())

    assert (measurement.measured_on, measurement.source) == (date(2024, 12, 31), "Kolada")


def test_period_has_one_figure(indicator, disa):
    record_measurement(indicator, actor=disa, **figure())

    with pytest.raises(ValidationError, match="redan ett värde för perioden"):
        record_measurement(indicator, actor=disa, **figure(measured_on=date(2024, 11, 30)))
    assert Measurement.objects.count() == 1


def test_comparison_has_a_figure_of_its_own(indicator, disa):
    record_measurement(indicator, actor=disa, **figure())
    record_measurement(indicator, actor=disa, **figure(comparison="Riket"))

    assert Measurement.objects.count() == 2


def test_missing_figure_is_not_zero(indicator, disa):
    missing = record_measurement(indicator, actor=disa, **figure(value=None, status="missing"))

    assert (missing.value, indicator.shown(missing.value)) == (None, None)


@pytest.mark.parametrize("values", [{"value": None}, {"value": Decimal(0), "status": "missing"}])
def test_figure_and_status_agree(indicator, disa, values):
    with pytest.raises(ActionRefused, match="Saknas är inte noll"):
        record_measurement(indicator, actor=disa, **figure(**values))


def test_database_keeps_missing_apart_from_zero(indicator):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasurementFactory(indicator=indicator, value=Decimal(0), status="missing")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"measured_on": date(2025, 1, 1)}, "2025 är inte slut än"),
        ({"value": Decimal("9.60001")}, "för många decimaler"),
        ({"value": Decimal("1e12")}, "för stort"),
        ({"value": Decimal("NaN")}, "för stort"),
        ({"value": Decimal("100.1")}, "mellan 0 och 100"),
        ({"retrieved_on": date(2025, 5, 29)}, "inte har varit"),
    ],
)
def test_impossible_figure_is_refused(indicator, disa, now, values, message):
    with pytest.raises(ValidationError, match=message):
        record_measurement(indicator, actor=disa, now=now, **figure(**values))
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("person", ["anna", "love", "cecilia", "rut", "gun", "bo", "erik"])
def test_others_enter_nothing(indicator, person, request):
    with pytest.raises(PermissionDenied):
        record_measurement(indicator, actor=request.getfixturevalue(person), **figure())


def test_correction_follows_and_the_wrong_figure_stays(indicator, disa):
    wrong = record_measurement(indicator, actor=disa, **figure())
    right = correct_measurement(wrong, actor=disa, value=Decimal("9.5"), reason="Fel rad i källan")

    assert (right.corrects, right.measured_on) == (wrong, wrong.measured_on)
    assert list(Measurement.objects.current()) == [right]
    assert Measurement.objects.count() == 2


def test_figure_is_corrected_once(indicator, disa):
    wrong = record_measurement(indicator, actor=disa, **figure())
    right = correct_measurement(wrong, actor=disa, value=Decimal("9.5"), reason="Fel rad")

    with pytest.raises(ActionRefused, match="redan rättat"):
        correct_measurement(wrong, actor=disa, value=Decimal("9.4"), reason="Fel rad")
    assert correct_measurement(right, actor=disa, value=Decimal("9.4"), reason="Ny källa")


def test_correction_needs_its_reason(indicator, disa):
    wrong = record_measurement(indicator, actor=disa, **figure())

    with pytest.raises(ValidationError, match="Skälet saknas"):
        correct_measurement(wrong, actor=disa, value=Decimal("9.5"), reason=" ")


@pytest.mark.parametrize("act", ["update", "delete"])
def test_database_refuses_to_change_a_figure(indicator, act):
    row = Measurement.objects.filter(pk=MeasurementFactory(indicator=indicator).pk)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        row.update(value=1) if act == "update" else row._raw_delete(using="default")
