"""What the database itself guards of an indicator, whatever the programme above it asked."""

import pytest
from django.db import IntegrityError

from tests.factories.coordination import OrganizationFactory
from tests.factories.evaluation import IndicatorFactory


def test_same_name_twice_in_a_body_is_refused_where_nothing_else_is_named(indicator):
    own = IndicatorFactory(organization=indicator.organization, programme=None)

    with pytest.raises(IntegrityError):
        IndicatorFactory(organization=own.organization, name=own.name, programme=None)


def test_same_name_is_free_for_another_body_and_another_version(indicator):
    IndicatorFactory(organization=OrganizationFactory(), name=indicator.name)
    again = IndicatorFactory(
        organization=indicator.organization,
        name=indicator.name,
        programme=indicator.programme,
        version=indicator.version + 1,
    )

    assert again.name == indicator.name
