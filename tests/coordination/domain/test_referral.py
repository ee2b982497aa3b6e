"""Referrals while they are written."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.domain.referral import delete_draft, draft_referral, edit_referral
from coordination.enums import OrganizationKind, ReferralState
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import AuditEvent, Referral
from tests.factories import ConsulteeFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(town, disa, today):
    """What Disa writes in a referral from the central office."""
    return {
        "actor": disa,
        "title": "Kraftsamlande insatser",
        "question": "Vad anser nämnden?",
        "due_on": today + timedelta(days=30),
        "today": today,
    }


@pytest.fixture
def draft(matter, town, words):
    return draft_referral(
        matter, sender=town.central_office, consultees=[town.participant, town.lead], **words
    )


def edited(draft, words, **changes):
    values = {"consultees": {}, "version": draft.version, **words, **changes}
    return edit_referral(draft, **values)


def days(referral):
    return dict(referral.consultees.values_list("organization__name", "due_on"))


def test_draft_asks_everyone_by_the_common_day(draft, words):
    assert days(draft) == {
        "Stadsbyggnadsnämnden": words["due_on"],
        "Fritidsnämnden": words["due_on"],
    }
    assert draft.state == ReferralState.DRAFT


def test_draft_keeps_a_body_s_own_day(matter, town, words, today):
    later = today + timedelta(days=60)

    draft = draft_referral(
        matter,
        sender=town.central_office,
        consultees={town.participant: later, town.lead: None},
        **words,
    )

    assert days(draft) == {"Stadsbyggnadsnämnden": later, "Fritidsnämnden": words["due_on"]}


def test_draft_leaves_a_trail(draft):
    event = AuditEvent.objects.get(action="referral.drafted")

    assert (event.subject_id, event.data) == (draft.pk, {"title": "Kraftsamlande insatser"})


def test_outsider_may_not_draft(matter, town, words, cecilia):
    with pytest.raises(PermissionDenied):
        draft_referral(matter, sender=town.outside, **words | {"actor": cecilia})

    assert not Referral.objects.exists()


def test_secretary_may_not_draft_in_a_matter_of_others(matter, town, words, bo):
    with pytest.raises(PermissionDenied):
        draft_referral(matter, sender=town.participant, **words | {"actor": bo})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "missing"),
        ({"title": "x" * 201}, "too_long"),
        ({"question": "Vad\0?"}, "control_character"),
        ({"question": ""}, "missing"),
    ],
)
def test_draft_refuses_text_that_cannot_be_kept(matter, town, words, change, code):
    with pytest.raises(ValidationError) as refused:
        draft_referral(matter, sender=town.central_office, **words | change)

    assert refused.value.code == code
    assert not Referral.objects.exists()


def test_draft_refuses_a_day_that_has_been(matter, town, words, today):
    with pytest.raises(ValidationError) as refused:
        draft_referral(
            matter,
            sender=town.central_office,
            consultees={town.participant: today - timedelta(days=1)},
            **words,
        )

    assert refused.value.code == "day_has_been"


def test_draft_refuses_bodies_that_cannot_be_asked(matter, town, words):
    group = OrganizationFactory(kind=OrganizationKind.STEERING_GROUP)

    for body in (group, town.council, town.central_office):
        with pytest.raises(ActionRefused) as refused:
            draft_referral(matter, sender=town.central_office, consultees=[body], **words)
        assert refused.value.code == "not_consultable"


def test_background_is_stored_clean(matter, town, words):
    draft = draft_referral(
        matter,
        sender=town.central_office,
        background="<p onclick='x()'>Skäl<script>alert(1)</script></p>",
        **words,
    )

    assert draft.background == "<p>Skäl</p>"


def test_edit_changes_texts_and_who_is_asked(draft, words, town, today):
    later = today + timedelta(days=40)

    edited(draft, words, title="Ny rubrik", consultees={town.participant: later})

    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Ny rubrik", 2)
    assert days(draft) == {"Stadsbyggnadsnämnden": later}


def test_edit_keeps_the_same_row_for_who_is_still_asked(draft, words, town):
    before = draft.consultees.get(organization=town.participant).pk

    edited(draft, words, consultees={town.participant: None})

    assert draft.consultees.get().pk == before


def test_edit_notices_that_somebody_saved_in_between(draft, words, town):
    edited(draft, words, title="Deras rubrik", consultees={town.lead: None})

    with pytest.raises(EditConflict) as conflict:
        edited(draft, words, title="Min rubrik", version=1)

    assert conflict.value.theirs.title == "Deras rubrik"
    assert days(draft).keys() == {"Fritidsnämnden"}


def test_sent_referral_is_not_edited(consultee, words):
    with pytest.raises(PermissionDenied):
        edited(consultee.referral, words)


def test_deleted_draft_leaves_only_its_trail(draft, disa):
    delete_draft(draft, actor=disa)

    assert not Referral.objects.exists()
    assert AuditEvent.objects.filter(action="referral.deleted").count() == 1


def test_sent_referral_is_not_deleted(consultee, disa):
    with pytest.raises(ActionRefused) as refused:
        delete_draft(consultee.referral, actor=disa)

    assert refused.value.code == "wrong_state"
    assert Referral.objects.exists()


@pytest.mark.parametrize("number", [2, 12])
def test_draft_costs_the_same_whatever_the_number_asked(
    matter, town, words, number, django_assert_num_queries
):
    bodies = OrganizationFactory.create_batch(number)

    with django_assert_num_queries(11):
        draft_referral(matter, sender=town.central_office, consultees=bodies, **words)


def test_consultees_survive_only_with_their_referral(draft, town):
    other = ConsulteeFactory(organization=town.participant)

    draft.delete()

    assert list(type(other).objects.all()) == [other]
