"""Filters of lists: each value is checked, and what cannot be read is 400, never ignored."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from coordination.api.shapes import GREATEST


@extend_schema_field({"type": "integer", "format": "int64", "minimum": 1, "maximum": GREATEST})
class IdFilter(filters.Filter):
    """By an object's number. One that does not exist gives an empty list."""

    field_class = forms.IntegerField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, min_value=1, max_value=GREATEST, **kwargs)


@extend_schema_field(OpenApiTypes.DATE)
class DayFilter(filters.Filter):
    """By a day, ``2025-05-28``."""

    field_class = forms.DateField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, input_formats=["%Y-%m-%d"], **kwargs)


class FlagField(forms.Field):
    """``true`` or ``false``, and nothing else."""

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if value not in {"true", "false"}:
            raise ValidationError(_("Skriv true eller false."), code="invalid")
        return value == "true"


@extend_schema_field(OpenApiTypes.BOOL)
class FlagFilter(filters.Filter):
    """By whether something is so."""

    field_class = FlagField


def since(column) -> DayFilter:
    """From a day on."""
    return DayFilter(column, "gte")


def until(column) -> DayFilter:
    """Up to and including a day."""
    return DayFilter(column, "lte")


class ApiFilter(filters.FilterSet):
    """The filters of one list."""
