"""The words of reminders: placeholders that hold, our own texts, both languages, and a letter to try."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from coordination.domain.reminder_sample import sample_letter, send_sample
from coordination.domain.reminder_text import (
    Texts,
    change_text,
    restore_text,
    standard_words,
    validate_placeholders,
)
from coordination.enums import ReminderOccasion
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, OutgoingMessage

pytestmark = pytest.mark.django_db

BEFORE = ReminderOccasion.BEFORE
NOW = datetime(2025, 6, 2, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def gun(gun):
    """Gun may open the installation's administration."""
    gun.is_staff = True
    gun.save()
    return gun


def change(actor, **changes):
    values = {"subject": "Snart dags: {titel}", "opening": "Hej {namn}!", "version": 0}
    return change_text(BEFORE, "sv", actor=actor, **values | changes)


def test_our_own_words_stand_in_the_letter(gun):
    change(gun)

    letter = sample_letter(BEFORE, "sv", Texts().words(BEFORE, "sv"), now=NOW)

    assert letter.subject == "Snart dags: Yttrande över Trygga parker"
    assert "Hej Maria!" in letter.text
    assert "Hej Maria!" in letter.html


def test_other_languages_and_occasions_keep_theirs(gun):
    change(gun)

    texts = Texts()
    assert texts.words(BEFORE, "en") == standard_words(BEFORE, "en")
    assert texts.words(ReminderOccasion.TODAY, "sv").subject == "Sista dagen i dag: {titel}"


@pytest.mark.parametrize("text", ["{titel} {dag} {namn}", "{title} {days}", "inga alls"])
def test_known_placeholders_pass(text):
    assert validate_placeholders(text) is None


@pytest.mark.parametrize("text", ["{tittel}", "{}", "{titel", "titel}", "{{titel}}", "{titel.pk}"])
def test_letter_never_goes_out_with_a_hole(text, gun):
    with pytest.raises(ValidationError):
        validate_placeholders(text)
    with pytest.raises(ValidationError) as refused:
        change(gun, opening=text)
    assert [each.code for each in refused.value.error_list] == ["opening"]


def test_subject_is_one_line(gun):
    with pytest.raises(ValidationError) as refused:
        change(gun, subject="En\nrad till")
    assert refused.value.code == "subject"


def test_second_writer_is_told(gun):
    change(gun)

    with pytest.raises(ActionRefused, match="Någon annan"):
        change(gun, subject="Min: {titel}")


def test_words_it_comes_with_are_a_click_away(gun):
    change(gun)
    restore_text(BEFORE, "sv", actor=gun)

    assert Texts().words(BEFORE, "sv") == standard_words(BEFORE, "sv")
    assert list(AuditEvent.objects.values_list("action", flat=True)) == [
        "reminder_text.restored",
        "reminder_text.changed",
    ]


def test_only_who_administers_changes_words(disa):
    with pytest.raises(PermissionDenied):
        change(disa)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("occasion", ReminderOccasion)
def test_every_letter_can_be_seen_before_anybody_gets_it(occasion, language):
    letter = sample_letter(occasion, language, standard_words(occasion, language), now=NOW)

    assert "{" not in letter.subject + letter.text
    assert f'<html lang="{language}">' in letter.html


def test_html_of_what_was_typed_is_escaped(gun):
    change(gun, opening="<b>Hej</b> & hå")

    letter = sample_letter(BEFORE, "sv", Texts().words(BEFORE, "sv"), now=NOW)

    assert "&lt;b&gt;Hej&lt;/b&gt; &amp; hå" in letter.html
    assert "<b>Hej</b> & hå" in letter.text


def test_letter_to_try_goes_to_oneself(gun):
    send_sample(ReminderOccasion.LATE, "sv", actor=gun, now=NOW)

    letter = OutgoingMessage.objects.get()
    assert letter.person == gun.person
    assert letter.subject == "Prov: Försenat 7 dagar: Yttrande över Trygga parker"


def test_account_without_a_person_has_nowhere_to_try(admin_user):
    with pytest.raises(ActionRefused, match="ingen person"):
        send_sample(BEFORE, "sv", actor=admin_user, now=NOW)


def test_english_words_name_what_they_may_hold_in_english():
    words = standard_words(ReminderOccasion.LATE, "en")

    assert "{days}" in words.subject
    assert "{dagar}" not in words.subject + words.opening
