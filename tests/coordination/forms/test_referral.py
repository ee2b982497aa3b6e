"""The form of a referral: whom it offers, in which order."""

import pytest

from coordination.enums import OrganizationKind
from coordination.forms.referral import MATTERS_OFFERED, NewReferralForm
from tests.factories import MatterFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(disa, matter, town, today):
    return NewReferralForm(user=disa, today=today)


def test_bodies_are_grouped_as_they_are_usually_asked(disa, matter, town, today):
    OrganizationFactory(name="Länsstyrelsen", kind=OrganizationKind.STATE_AGENCY)
    OrganizationFactory(name="Grannkommun", kind=OrganizationKind.MUNICIPALITY)

    groups = NewReferralForm(user=disa, today=today).groups()

    assert [(str(title), [row.body.name for row in rows]) for title, rows in groups] == [
        (
            "Nämnder och styrelser",
            ["Fritidsnämnden", "Kommunstyrelsen", "Kulturnämnden", "Stadsbyggnadsnämnden"],
        ),
        ("Förvaltningar", ["Stadsbyggnadskontoret", "Stadskontoret"]),
        ("Utanför kommunen", ["Länsstyrelsen"]),
    ]


def test_body_that_is_no_more_is_not_offered(disa, matter, town, today):
    town.outside.dissolved_on = today
    town.outside.save()

    assert town.outside not in NewReferralForm(user=disa, today=today).bodies


def test_only_own_matters_and_senders_are_offered(form, matter, town):
    MatterFactory(organization=town.outside)

    assert list(form.fields["matter"].queryset) == [matter]
    assert [b.name for b in form.fields["sender"].queryset] == ["Kommunstyrelsen", "Stadskontoret"]


def test_closed_matter_is_not_offered(disa, matter, town, today):
    matter.closed_on = today
    matter.save()

    assert not NewReferralForm(user=disa, today=today).fields["matter"].queryset.exists()


def test_older_matter_than_the_list_shows_is_still_accepted(disa, matter, town, today):
    MatterFactory.create_batch(MATTERS_OFFERED, organization=town.board, opened_on=today)
    form = NewReferralForm({"matter": matter.pk}, user=disa, today=today)

    assert f'value="{matter.pk}"' not in str(form["matter"])
    assert "matter" not in form.errors


@pytest.mark.parametrize("number", [10, 50])
def test_form_does_not_grow_in_statements(
    disa, matter, town, today, number, django_assert_num_queries
):
    OrganizationFactory.create_batch(number, municipality=town.municipality)
    MatterFactory.create_batch(number, organization=town.board)

    with django_assert_num_queries(6):
        form = NewReferralForm(user=disa, today=today)
        str(form)
