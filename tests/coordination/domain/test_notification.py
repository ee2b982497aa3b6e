"""What someone chooses about their reminders, on the page and from a letter."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from coordination.domain.delivery import build_email
from coordination.domain.notification import (
    kinds_in,
    remove_absence,
    set_absence,
    set_preferences,
    subscribe_again,
    unsubscribe,
)
from coordination.domain.unsubscribe import letter_of, unsubscribe_address
from coordination.enums import ReminderDelivery
from coordination.exceptions import ActionRefused
from coordination.models import Absence, AuditEvent, Reminder, ReminderPreference
from tests.factories import DeadlineFactory, OutgoingMessageFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 5, 28)


def choices_of(user):
    return dict(
        ReminderPreference.objects.filter(person=user.person).values_list("kind", "delivery")
    )


def test_only_what_differs_from_the_usual_is_kept(bo):
    daily, weekly = ReminderDelivery.DAILY, ReminderDelivery.WEEKLY
    set_preferences(bo.person, actor=bo, choices={"statement": weekly, "requests": daily})
    assert choices_of(bo) == {"statement": "weekly"}

    set_preferences(bo.person, actor=bo, choices={"statement": daily})
    assert choices_of(bo) == {}
    assert AuditEvent.objects.filter(action="reminders.chosen").count() == 2


def test_choosing_the_same_again_is_no_event(bo):
    set_preferences(bo.person, actor=bo, choices={"statement": ReminderDelivery.DAILY})

    assert not AuditEvent.objects.exists()


def test_what_the_law_asks_for_is_not_turned_off(bo):
    with pytest.raises(ActionRefused, match="följer av lag"):
        set_preferences(bo.person, actor=bo, choices={"approval": ReminderDelivery.NEVER})


def test_nobody_chooses_for_another(bo, gun):
    with pytest.raises(PermissionDenied):
        set_preferences(bo.person, actor=gun, choices={"statement": ReminderDelivery.NEVER})


def set_away(bo, **changes):
    values = {"first_day": TODAY, "last_day": TODAY, "stand_in": None, "today": TODAY}
    return set_absence(bo.person, actor=bo, **values | changes)


def test_absence_is_set_and_removed(bo, cecilia):
    absence = set_away(bo, last_day=date(2025, 6, 13), stand_in=cecilia.person)
    assert absence.stand_in == cecilia.person

    remove_absence(absence, actor=bo)
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"first_day": date(2025, 6, 2), "last_day": date(2025, 6, 1)}, "wrong_order"),
        ({"first_day": date(2025, 5, 1), "last_day": date(2025, 5, 2)}, "wrong_order"),
    ],
)
def test_absence_that_cannot_be_is_refused(bo, days, code):
    with pytest.raises(ActionRefused) as refused:
        set_away(bo, **days)
    assert refused.value.code == code


def test_nobody_stands_in_for_themselves(bo):
    with pytest.raises(ActionRefused, match="någon annan"):
        set_away(bo, stand_in=bo.person)


# --- From the letter -----------------------------------------------------------------------------


@pytest.fixture
def letter(town, bo):
    letter = OutgoingMessageFactory(person=bo.person, may_unsubscribe=True)
    for kind in ("statement", "assignment", "statement"):
        deadline = DeadlineFactory(organization=town.participant, kind=kind)
        Reminder.objects.create(
            deadline=deadline,
            due_on=deadline.due_on,
            offset_days=0,
            recipient=bo.person,
            message=letter,
        )
    return letter


def test_one_click_turns_off_what_the_letter_was_about(letter, bo):
    unsubscribe(letter)
    unsubscribe(letter)

    assert choices_of(bo) == {"statement": "never", "assignment": "never"}
    assert AuditEvent.objects.get().action == "reminders.chosen_from_letter"


def test_it_can_be_undone(letter, bo):
    unsubscribe(letter)
    subscribe_again(letter)

    assert choices_of(bo) == {}


def test_letter_carries_the_address_in_its_head(letter):
    head = build_email(letter).message()

    assert head["List-Unsubscribe"] == f"<{unsubscribe_address(letter.dedupe_key)}>"
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_letter_that_the_law_asks_for_carries_none(letter):
    """Negative control."""
    letter.may_unsubscribe = False
    letter.save()

    assert build_email(letter).message()["List-Unsubscribe"] is None
    assert letter_of(token_of(letter)) is None


def token_of(letter):
    return unsubscribe_address(letter.dedupe_key).rstrip("/").rpartition("/")[2]


def test_token_names_its_letter_and_no_other(letter):
    token = token_of(letter)

    assert letter_of(token) == letter
    assert [letter_of(bad) for bad in ("", "x", token[:-1], f"{letter.pk}:{token}")] == [None] * 4


def test_kinds_of_the_law_are_not_in_what_can_be_turned_off(letter, town, bo):
    deadline = DeadlineFactory(organization=town.participant, kind="approval")
    Reminder.objects.create(
        deadline=deadline,
        due_on=deadline.due_on,
        offset_days=0,
        recipient=bo.person,
        message=letter,
    )

    assert kinds_in(letter) == ["assignment", "statement"]


def test_absence_within_another_is_refused(bo):
    week = timedelta(days=7)
    days = {"first_day": TODAY, "last_day": TODAY + week}
    set_absence(bo.person, actor=bo, stand_in=None, today=TODAY, **days)

    with pytest.raises(ActionRefused, match="Du är redan borta"):
        set_absence(bo.person, actor=bo, stand_in=None, today=TODAY, **days)
    later = {"first_day": TODAY + 2 * week, "last_day": TODAY + 3 * week}
    set_absence(bo.person, actor=bo, stand_in=None, today=TODAY, **later)
