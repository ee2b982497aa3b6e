"""Likely days and plain names, wherever they are given."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from coordination.api.shapes import Input
from coordination.domain.area import create_area
from coordination.domain.meeting import plan_meeting
from coordination.domain.seat import add_seat, fill_seat
from coordination.enums import AreaKind, Role
from coordination.forms.rules import RuleForm
from coordination.validators import plain_name, validate_day, validate_plain_text
from tests.factories import PersonFactory

TODAY = date(2026, 5, 4)
TURNED = "Norra \u202enemmah"


class PeriodForm(RuleForm):
    name = forms.CharField()
    text = forms.CharField(widget=forms.Textarea, required=False)
    starts_on = forms.DateField()


@pytest.mark.parametrize("day", [date(1900, 1, 1), TODAY, date(2056, 12, 31), None])
def test_day_that_a_municipality_can_mean_is_taken(day):
    assert validate_day(day, today=TODAY) is None


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2057, 1, 1), date.max])
def test_day_with_a_slip_of_the_year_is_refused(day):
    with pytest.raises(ValidationError, match="Kontrollera årtalet"):
        validate_day(TODAY, day, today=TODAY)


@pytest.mark.parametrize(("day", "fields"), [("0001-01-01", ["starts_on"]), ("2025-01-01", [])])
def test_every_form_minds_its_days(day, fields):
    assert list(PeriodForm({"name": "Norra hamnen", "starts_on": day}).errors) == fields


def test_every_input_of_the_api_minds_its_days():
    from rest_framework import serializers

    class Period(Input):
        starts_on = serializers.DateField()

    sent = Period(data={"starts_on": "9999-12-31"})

    assert not sent.is_valid()
    assert "Kontrollera årtalet" in sent.errors["starts_on"][0]
    assert Period(data={"starts_on": "2025-01-01"}).is_valid()


def test_the_rules_themselves_mind_their_days(town, gun):
    with pytest.raises(ValidationError, match="årtalet"):
        plan_meeting(town.lead, actor=gun, held_on=date.max)
    seat = add_seat(town.lead, actor=gun, role=Role.MEMBER)
    with pytest.raises(ValidationError, match="årtalet"):
        fill_seat(seat, actor=gun, person=PersonFactory(), valid_from=date.min)


def test_name_is_composed_and_trimmed():
    assert plain_name(" A\u030angermanland ", what="Namnet", limit=20) == "Ångermanland"


@pytest.mark.parametrize("name", [TURNED, "Norra\nhamnen", "Norra\x00hamnen", "Norra\u200fhamnen"])
def test_name_with_unseen_signs_is_refused(name):
    with pytest.raises(ValidationError) as refused:
        plain_name(name, what="Namnet", limit=20)

    assert refused.value.code == "control_character"


def test_running_text_keeps_its_lines_but_is_not_turned():
    assert validate_plain_text("En\nrad", what="Texten", limit=20) == "En\nrad"
    with pytest.raises(ValidationError, match="vänder texten"):
        validate_plain_text(TURNED, what="Texten", limit=20)


def test_every_form_minds_what_stands_on_one_line():
    form = PeriodForm({"name": TURNED, "text": "En\nrad", "starts_on": "2025-01-01"})

    assert list(form.errors) == ["name"]


def test_area_has_a_plain_name(town, gun):
    with pytest.raises(ValidationError, match="Namnet innehåller"):
        create_area(town.municipality, actor=gun, name=TURNED, kind=AreaKind.FOCUS_AREA)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("Rubriken", "Rubriken är för lång"),
        ("Meningen om insatsen", "Meningen om insatsen är för lång"),
        ("Motförslagets inledning", "Motförslagets inledning är för lång"),
        ("Namnet", "Namnet är för långt"),
        ("Gruppens namn", "Gruppens namn är för långt"),
        ("Varifrån ramen kommer", "Varifrån ramen kommer är för långt"),
    ],
)
def test_what_is_too_long_is_told_in_its_own_gender(what, said):
    with pytest.raises(ValidationError) as refused:
        validate_plain_text("x" * 11, what=what, limit=10)

    assert refused.value.messages == [f"{said}: 11 tecken. Korta till högst 10."]
