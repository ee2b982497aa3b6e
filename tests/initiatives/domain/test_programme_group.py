"""The groups of a programme."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.enums import OrganizationKind
from coordination.models import AuditEvent, Organization
from initiatives.domain.programme_group import attach_group, set_up_programme_group
from tests.factories import OrganizationFactory


def test_set_up_programme_group_attaches_it(programme, disa, today):
    group = set_up_programme_group(
        programme,
        actor=disa,
        kind=OrganizationKind.WORKING_GROUP,
        name="Arbetsgruppen",
        founded_on=today,
    )

    assert (list(programme.groups.all()), group.matter) == ([group], programme.matter)


def test_attach_group_twice_is_told_once(programme, steering_group, disa):
    attach_group(programme, steering_group, actor=disa)

    assert AuditEvent.objects.count() == 0


def test_attach_group_refuses_a_committee_and_a_foreign_group(programme, town, disa):
    foreign = OrganizationFactory(kind=OrganizationKind.STEERING_GROUP)

    for organization in (town.lead, foreign):
        with pytest.raises(ValidationError):
            attach_group(programme, organization, actor=disa)

    assert not programme.groups.exists()


@pytest.mark.parametrize("person", ["anna", "bo", "cecilia", "love", "rut"])
def test_set_up_programme_group_is_refused_to_others(programme, person, request, today):
    with pytest.raises(PermissionDenied):
        set_up_programme_group(
            programme,
            actor=request.getfixturevalue(person),
            kind=OrganizationKind.WORKING_GROUP,
            name="Arbetsgruppen",
            founded_on=today,
        )

    assert not Organization.objects.filter(kind=OrganizationKind.WORKING_GROUP).exists()
