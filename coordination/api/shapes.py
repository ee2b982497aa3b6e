"""The shapes of what the API gives and takes.

``Row`` describes what is given: a list reads its columns without model instances. ``Input`` describes
what is taken: a field that is not in it is refused, so that nobody sets what is not theirs to set.
"""

import functools
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.domain.referred_text import PDF_LIMIT
from coordination.models import Matter, Organization, Person
from coordination.validators import has_other_digits, validate_day

GREATEST = 2**63 - 1


class UtcDateTimeField(serializers.DateTimeField):
    """A moment, in UTC whatever the reader's clock says."""

    def __init__(self, **kwargs):
        super().__init__(default_timezone=UTC, **kwargs)


class Row(serializers.ModelSerializer):
    """One object as it is given. Every field is read only: what is taken is an ``Input``."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateTimeField: UtcDateTimeField,
    }

    def get_fields(self):
        fields = super().get_fields()
        for name, each in fields.items():
            each.read_only, each.required = True, False
            if isinstance(each, Row):  # a nested object may be missing where its column may
                each.allow_null = self.Meta.model._meta.get_field(name).null
        return fields

    def get_validators(self):
        return []


@functools.cache
def columns(row_class) -> dict:
    """``{field: its column}`` for a row's serializer; a nested one gives a nested mapping."""
    return _columns(row_class(), "")


def _columns(serializer, prefix):
    return {
        name: _columns(each, f"{prefix}{path}__")
        if isinstance(each, serializers.BaseSerializer)
        else f"{prefix}{path}"
        for name, each in serializer.fields.items()
        for path in ["__".join(each.source.split("."))]
    }


def nest(row: dict, rows: dict) -> dict:
    """A flat row of ``values()`` in the shape that ``rows`` describes."""
    return {
        name: (nest(row, path) if row[path["id"]] is not None else None)
        if isinstance(path, dict)
        else row[path]
        for name, path in rows.items()
    }


def paths(rows: dict) -> list[str]:
    """The columns that ``rows`` reads, nested ones too."""
    found: list[str] = []
    for path in rows.values():
        found += paths(path) if isinstance(path, dict) else [path]
    return found


# --- What is taken -------------------------------------------------------------------------------


# What REST framework says in English in every language.
OUR_WORDS = {
    serializers.BooleanField: {"invalid": gettext_lazy("Skriv true eller false.")},
    serializers.CharField: {"invalid": gettext_lazy("Skriv text.")},
    serializers.ListField: {"max_length": gettext_lazy("Ange högst {max_length}.")},
    serializers.ListSerializer: {"max_length": gettext_lazy("Ange högst {max_length}.")},
}


def in_our_words(field) -> dict:
    """The messages of a field that are not translated where they come from."""
    return {
        code: said
        for kind, words in OUR_WORDS.items()
        if isinstance(field, kind)
        for code, said in words.items()
    }


class Input(serializers.Serializer):
    """What a write takes. An unknown field is refused: nothing is set by guessing its name.

    Every day is a likely one (``validate_day``).
    """

    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            field.error_messages |= in_our_words(field)
            if isinstance(field, serializers.DateField):
                field.validators = [*field.validators, validate_day]
        return fields

    def to_internal_value(self, data):
        if isinstance(data, Mapping) and (
            unknown := [key for key in data if key not in self.fields]
        ):
            raise serializers.ValidationError(
                {name: [_("Fältet finns inte eller kan inte sättas.")] for name in unknown}
            )
        values = super().to_internal_value(data)
        self._refuse_other_digits(data)
        return values

    def _refuse_other_digits(self, data):
        numbers = serializers.IntegerField | serializers.DecimalField | serializers.DateField
        if wrong := [
            name
            for name, field in self.fields.items()
            if isinstance(field, numbers) and has_other_digits(data.get(name))
        ]:
            raise serializers.ValidationError(
                {name: [_("Skriv med siffrorna 0–9.")] for name in wrong}
            )


class Visible(serializers.PrimaryKeyRelatedField):
    """The number of an object that the caller may see; another one does not exist."""

    default_error_messages = {"does_not_exist": gettext_lazy("Nummer {pk_value} finns inte.")}

    def __init__(self, model, **kwargs):
        self.model = model
        super().__init__(
            queryset=model._default_manager.none(), pk_field=serializers.IntegerField(), **kwargs
        )

    def get_queryset(self):
        return self.model._default_manager.visible_to(self.context["request"].user)


class VisibleList(serializers.ListField):
    """Numbers of objects that the caller may see, found in one statement."""

    child = serializers.IntegerField(min_value=1, max_value=GREATEST)

    def __init__(self, model, **kwargs):
        self.model = model
        super().__init__(max_length=200, **kwargs)

    def to_internal_value(self, data):
        return find_visible(self.model, super().to_internal_value(data), self.context)


def find_visible(model, numbers, context) -> list:
    """Objects by number, in the order given, among what the caller may see; or the missing ones."""
    found = model._default_manager.visible_to(context["request"].user).in_bulk(numbers)
    if missing := [str(number) for number in numbers if number not in found]:
        raise serializers.ValidationError(
            _("Nummer %(numbers)s finns inte.") % {"numbers": ", ".join(missing)},
            code="does_not_exist",
        )
    return [found[number] for number in dict.fromkeys(numbers)]


@extend_schema_field(OpenApiTypes.BYTE)
class PdfField(serializers.CharField):
    """A file's bytes as base64. Whether they are a whole PDF is for the domain to say."""

    default_error_messages = {"not_base64": gettext_lazy("Skicka filen som base64.")}

    def __init__(self, **kwargs):
        super().__init__(max_length=PDF_LIMIT * 4 // 3 + 4, **kwargs)

    def to_internal_value(self, data):
        try:
            return b64decode(super().to_internal_value(data), validate=True)
        except ValueError:  # also what is not ASCII
            self.fail("not_base64")


class Version(serializers.IntegerField):
    """The version that the writer saw; another one by now is a conflict (409)."""

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=GREATEST, **kwargs)


class Reason(Input):
    """Why it is done."""

    reason = serializers.CharField(max_length=2000)


# --- How others are named in a row ---------------------------------------------------------------


class OrganizationName(Row):
    """A body by number and name."""

    class Meta:
        model = Organization
        fields = ["id", "name"]


class MatterNumber(Row):
    """A matter by its registry number: its title is for those who may see it."""

    class Meta:
        model = Matter
        fields = ["id", "registry_number"]


class PersonName(Row):
    """A person by name, an elected member with the party's label."""

    class Meta:
        model = Person
        fields = ["id", "given_name", "family_name", "party_label"]
