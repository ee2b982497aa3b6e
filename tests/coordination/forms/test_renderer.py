"""Selects are written in one go, and byte for byte as Django would write them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from coordination.forms.renderer import FormRenderer

CHOICES = [
    ("", "Välj ett alternativ"),
    (1, "Bo & <b>bygga</b>"),
    ("Nämnder", [(2, "Kulturnämnden"), ('3"', mark_safe("Fritid&shy;nämnden"))]),
    ("Tom <grupp>", []),
]


@pytest.mark.parametrize("value", [None, "", 1, "2", '3"', "finns inte"])
@pytest.mark.parametrize("attrs", [{}, {"id": "id_body", "required": True, "disabled": False}])
def test_select_is_written_as_django_writes_it(value, attrs):
    select = forms.Select(choices=CHOICES)

    assert _written(select, value, attrs) == _by_django(select, value, attrs)


def test_select_of_several_is_written_as_django_writes_it():
    select = forms.SelectMultiple(choices=CHOICES, attrs={"class": "ds-input"})

    assert _written(select, [1, "2"], {}) == _by_django(select, [1, "2"], {})


def test_select_escapes_what_it_is_given():
    written = _written(forms.Select(choices=[('"><script>', "<script>")]), None, {})

    assert "<script>" not in written


def test_other_controls_are_left_to_django():
    field = forms.Textarea()

    assert _written(field, "<b>", {"rows": 2}) == _by_django(field, "<b>", {"rows": 2})


def _written(widget, value, attrs):
    return widget.render("body", value, attrs, FormRenderer())


def _by_django(widget, value, attrs):
    return widget.render("body", value, attrs, DjangoTemplates())
