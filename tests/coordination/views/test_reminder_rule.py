"""The administration of reminders through the browser's eyes: rules, words, a letter to try."""

import pytest
from django.urls import reverse

from coordination.models import OutgoingMessage, ReminderPolicy, ReminderText
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

RULES = reverse("administration:reminder_rules")
RULE = reverse("administration:reminder_rule", args=["statement"])
TEXT = reverse("administration:reminder_text", args=["late", "sv"])


@pytest.fixture
def gun(gun):
    """Gun may open the installation's administration."""
    gun.is_staff = True
    gun.save()
    return gun


@pytest.fixture
def client(client, gun):
    client.force_login(gun)
    return client


def steps(*rows, **settings):
    """What the page sends: rows of days, side, audience, every."""
    sent = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 6}
    for number, values in enumerate(rows):
        for name, value in zip(("days", "side", "audience", "every"), values, strict=True):
            sent[f"form-{number}-{name}"] = value
    return sent | {"pause": "days_off", "too_old_after_days": 30, "version": 0} | settings


def test_every_kind_stands_with_its_rule(client):
    html = client.get(RULES).content.decode()

    assert "Justering av protokoll" in html
    assert "Följer av lag" in html


def test_rule_of_ones_own_is_saved_and_dropped(client, town):
    DeadlineFactory(organization=town.lead)
    sent = steps((14, "fore", "owner", ""), (7, "efter", "chair", 7), ("", "fore", "owner", ""))

    client.post(RULE, sent)
    assert [
        (step.offset_days, step.audience, step.repeat_every_days)
        for step in ReminderPolicy.objects.get(kind="statement").steps.all()
    ] == [(-14, "owner", None), (7, "chair", 7)]
    assert "Påminnelse 14 dagar före." in client.get(RULES).content.decode()

    client.post(reverse("administration:drop_reminder_rule", args=["statement"]))
    assert not ReminderPolicy.objects.filter(kind="statement").exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (steps((0, "fore", "chair", "")), "tidigast dagen efter sista dagen"),
        (steps((7, "fore", "owner", ""), (7, "fore", "owner", "")), "Två steg är likadana"),
        (steps(("sju", "fore", "owner", "")), "Skriv ett antal dagar"),
        (steps((7, "fore", "owner", ""), version=3), "Någon annan har ändrat"),
    ],
)
def test_rule_that_makes_no_sense_keeps_what_was_typed(client, sent, told):
    html = client.post(RULE, sent).content.decode()

    assert told in html
    assert not ReminderPolicy.objects.filter(kind="statement").exists()


def test_kind_that_does_not_exist_has_no_page(client):
    assert client.get(reverse("administration:reminder_rule", args=["banan"])).status_code == 404


def test_letter_is_seen_before_it_is_saved(client):
    sent = {"subject": "Oj: {titel}", "opening": "Hej {namn}.", "version": 0, "visa": "1"}

    html = client.post(TEXT, sent).content.decode()

    assert "Oj: Yttrande över Trygga parker" in html
    assert not ReminderText.objects.exists()


def test_words_are_saved_and_restored(client):
    client.post(TEXT, {"subject": "Oj: {titel}", "opening": "Hej {namn}.", "version": 0})
    assert ReminderText.objects.get().subject == "Oj: {titel}"

    client.post(reverse("administration:restore_reminder_text", args=["late", "sv"]))
    assert not ReminderText.objects.exists()


def test_unknown_placeholder_is_told_by_its_field(client):
    sent = {"subject": "Oj: {tittel}", "opening": "Hej.", "version": 0}

    answer = client.post(TEXT, sent)

    assert "tittel" in answer.context["form"].errors["subject"][0]
    assert client.post(TEXT, sent | {"visa": "1"}).status_code == 200


def test_edit_conflict_shows_both_texts_and_saves_the_second_time(client):
    client.post(TEXT, {"subject": "Ett: {titel}", "opening": "Först.", "version": 0})

    answer = client.post(TEXT, {"subject": "Två: {titel}", "opening": "Sedan.", "version": 0})
    html = answer.content.decode()

    assert "Gun Testsson sparade medan du skrev" in html
    assert "Ett: {titel}" in html
    assert "Två: Yttrande över Trygga parker" in html
    seen = answer.context["form"]["version"].value()
    client.post(TEXT, {"subject": "Två: {titel}", "opening": "Sedan.", "version": seen})
    assert ReminderText.objects.get().subject == "Två: {titel}"


def test_edit_conflict_on_a_rule_shows_both_and_saves_the_second_time(client):
    client.post(RULE, steps((14, "fore", "owner", "")))

    answer = client.post(RULE, steps((3, "fore", "owner", "")))

    assert "sparade medan du skrev" in answer.content.decode()
    assert "Påminnelse 14 dagar före." in answer.content.decode()
    seen = answer.context["form"]["version"].value()
    client.post(RULE, steps((3, "fore", "owner", ""), version=seen))
    assert ReminderPolicy.objects.get(kind="statement").steps.get().offset_days == -3


def test_letter_to_try_goes_to_oneself(client, gun):
    client.post(reverse("administration:try_reminder_text", args=["late", "sv"]))

    assert OutgoingMessage.objects.get().person == gun.person


@pytest.mark.parametrize("url", [RULES, RULE, TEXT, reverse("administration:reminder_texts")])
@pytest.mark.parametrize("who", ["disa", "rut", "bo"])
def test_others_have_no_business_there(client, request, who, url):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url).status_code == 403
