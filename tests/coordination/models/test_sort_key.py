"""Swedish order is kept in a column of its own."""

import pytest
from django.apps import apps

from coordination.swedish import SORT_KEY_LENGTH, sort_key
from tests.factories import OrganizationFactory

RANKED = {"funding.Application"}  # its key holds a rank, not a name
KEPT = [
    model
    for model in apps.get_models()
    if any(field.name == "sort_key" for field in model._meta.fields)
    and model._meta.label not in RANKED
]


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_column_holds_the_longest_key(model):
    assert model._meta.get_field("sort_key").max_length == SORT_KEY_LENGTH


@pytest.mark.django_db
def test_longest_name_of_the_longest_letters_is_stored():
    body = OrganizationFactory(name="Ö" * 200)

    body.refresh_from_db()
    assert body.sort_key == sort_key("Ö" * 200)
