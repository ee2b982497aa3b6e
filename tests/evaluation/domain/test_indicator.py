from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from coordination.exceptions import ActionRefused
from evaluation.domain.indicator import agree_indicator, define_indicator, edit_indicator
from evaluation.models import Indicator
from tests.factories.evaluation import IndicatorFactory, MeasurementFactory


def definition(**values):
    return {
        "name": "Unga som arbetar eller studerar",
        "definition": "Andelen av invånarna 16–24 år.",
        "unit": "procent",
        "direction": "higher",
        "source_name": "Kolada N02797",
    } | values


def test_indicator_is_proposed_by_a_body(disa, programme, town):
    indicator = define_indicator(
        town.central_office,
        actor=disa,
        programme=programme,
        **definition(target_value=Decimal(92), target_on=date(2028, 12, 31)),
    )

    assert (indicator.state, indicator.version, indicator.target_value) == ("proposed", 1, 92)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"target_value": Decimal(92)}, "när målet ska vara nått"),
        ({"baseline_value": Decimal(88)}, "vilken dag utgångsvärdet"),
        ({"unit": " "}, "Enheten saknas"),
        ({"name": "x" * 151}, "för långt"),
        (
            {
                "shows_complement": True,
                "target_value": Decimal(101),
                "target_on": date(2028, 1, 1),
            },
            "mellan 0 och 100",
        ),
    ],
)
def test_incomplete_definition_is_refused(disa, town, values, message):
    with pytest.raises(ValidationError, match=message):
        define_indicator(town.central_office, actor=disa, **definition(**values))
    assert not Indicator.objects.exists()


def test_name_is_used_once(disa, town, programme):
    define_indicator(town.central_office, actor=disa, programme=programme, **definition())

    with pytest.raises(ValidationError, match="redan en indikator"):
        define_indicator(town.central_office, actor=disa, programme=programme, **definition())


def test_indicator_belongs_to_one_thing(disa, town, programme, initiative):
    with pytest.raises(ValidationError, match="antingen ett program eller en insats"):
        define_indicator(
            town.central_office,
            actor=disa,
            programme=programme,
            initiative=initiative,
            **definition(),
        )


@pytest.mark.parametrize("person", ["anna", "love", "cecilia", "rut", "gun", "bo"])
def test_others_define_nothing_for_the_central_office(town, person, request):
    with pytest.raises(PermissionDenied):
        define_indicator(town.central_office, actor=request.getfixturevalue(person), **definition())


def test_agreed_definition_no_longer_changes(indicator, disa):
    agree_indicator(indicator, actor=disa, on=date(2025, 5, 28))

    with pytest.raises(ActionRefused, match="överenskommen och ändras inte"):
        edit_indicator(indicator, actor=disa, **definition(name="Något annat"))
    with pytest.raises(ActionRefused):
        agree_indicator(indicator, actor=disa, on=date(2025, 5, 29))


def test_database_keeps_an_agreed_definition(indicator, disa):
    agree_indicator(indicator, actor=disa, on=date(2025, 5, 28))

    with pytest.raises(DatabaseError, match="keeps its definition"), transaction.atomic():
        Indicator.objects.filter(pk=indicator.pk).update(unit="antal")


def test_database_lets_a_proposed_definition_change(indicator):
    assert Indicator.objects.filter(pk=indicator.pk).update(unit="antal") == 1


def test_measuring_committee_does_not_agree_for_the_programme(programme, town, bo):
    indicator = IndicatorFactory(programme=programme, organization=town.participant)

    with pytest.raises(PermissionDenied):
        agree_indicator(indicator, actor=bo, on=date(2025, 5, 28))


def test_meaning_of_entered_figures_stays(indicator, disa):
    MeasurementFactory(indicator=indicator)

    with pytest.raises(ActionRefused, match="redan mätvärden"):
        edit_indicator(indicator, actor=disa, **definition(unit="antal"))
    assert edit_indicator(indicator, actor=disa, **definition(name="Nytt namn")).name == "Nytt namn"


@pytest.mark.parametrize(
    ("direction", "value", "reached"),
    [("higher", 92, True), ("higher", 91, False), ("lower", 92, True), ("lower", 93, False)],
)
def test_target_is_reached_in_the_indicators_direction(direction, value, reached):
    indicator = Indicator(direction=direction, target_value=Decimal(92))

    assert indicator.reaches(Decimal(value)) is reached


def test_nothing_is_reached_without_value_or_target():
    assert Indicator(target_value=Decimal(92)).reaches(None) is None
    assert Indicator().reaches(Decimal(1)) is None


def test_source_that_counts_the_other_way_is_turned_round():
    assert Indicator(shows_complement=True).shown(Decimal("9.6")) == Decimal("90.4")
    assert Indicator(shows_complement=True).shown(None) is None
