"""Forms whose rules live in the domain."""

import pytest
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.forms.rules import RuleForm, SeenField


class DayForm(RuleForm):
    field_of = {"day_has_been": "day"}

    day = forms.CharField()


def refuse(error):
    def act(values):
        raise error

    return act


def test_form_hands_its_values_to_the_act_and_keeps_the_answer():
    form = DayForm({"day": "i dag"})

    assert form.carries_out(lambda values: values["day"].upper())
    assert form.result == "I DAG"


@pytest.mark.parametrize("data", [None, {"day": ""}])
def test_act_is_not_tried_without_valid_input(data):
    assert not DayForm(data).carries_out(refuse(AssertionError("tried")))


def test_refusal_stands_by_the_field_that_answers_for_it():
    form = DayForm({"day": "i går"})

    assert not form.carries_out(refuse(ValidationError("Dagen har varit.", code="day_has_been")))
    assert form.errors == {"day": ["Dagen har varit."]}


@pytest.mark.parametrize(
    "error",
    [
        ValidationError("Nej.", code="other"),
        ValidationError(["Nej."]),
        ValidationError({"__all__": ["Nej."]}),
        ValidationError({"name": ["Nej."]}),
    ],
)
def test_refusal_without_a_field_stands_above_the_form(error):
    form = DayForm({"day": "i dag"})

    assert not form.carries_out(refuse(error))
    assert form.non_field_errors() == ["Nej."]


def test_missing_right_is_no_matter_for_the_form():
    with pytest.raises(PermissionDenied):
        DayForm({"day": "i dag"}).carries_out(refuse(PermissionDenied()))


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", ["99999999999999999999", "-99999999999999999999", "x", "\x00"])
def test_number_beyond_the_database_is_no_choice(chosen):
    from coordination.forms.rules import SeveralField
    from coordination.models import Area

    with pytest.raises(ValidationError):
        SeveralField(Area.objects.all()).clean([chosen])


# --- What is said of a value -------------------------------------------------------------------------


class ManyForm(RuleForm):
    line = forms.CharField(max_length=200, required=False)
    number = forms.IntegerField(max_value=999, min_value=1, required=False)
    choice = forms.ChoiceField(choices=[("yes", "Ja")], required=False)
    several = forms.MultipleChoiceField(choices=[("yes", "Ja")], required=False)
    day = forms.DateField(required=False)
    own = forms.CharField(
        max_length=2, required=False, error_messages={"max_length": "Högst två bokstäver."}
    )
    version = SeenField()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("line", "x" * 5007, "Skriv högst 200 tecken. Nu är det 5\xa0007."),
        ("line", "a\0b", "Texten innehåller tecken som inte går att spara."),
        ("number", "1000", "Skriv ett tal som är högst 999."),
        ("number", "0", "Skriv ett tal som är minst 1."),
        ("number", "٢٠١", "Skriv med siffrorna 0–9."),
        ("choice", "banana", "Välj ett av alternativen."),
        ("several", ["banana"], "Välj ett av alternativen."),
        ("own", "abc", "Högst två bokstäver."),
    ],
)
def test_refusal_is_in_our_words_unless_the_field_has_its_own(field, value, said):
    assert ManyForm({field: value}).errors[field][0] == said


def test_values_within_bounds_are_taken():
    form = ManyForm({"line": "x" * 200, "number": "999", "choice": "yes", "day": "2025-05-28"})

    assert form.errors == {}


@pytest.mark.parametrize("seen", ["", "banana", "-1", "٣", "9" * 40])
def test_version_that_cannot_be_read_is_one_that_nothing_has(seen):
    form = ManyForm({"version": seen})

    assert (form.errors, form.cleaned_data["version"]) == ({}, SeenField.UNSEEN)
    assert ManyForm({"version": "3"}).is_valid()
