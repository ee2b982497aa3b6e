"""One consulted body through the browser's eyes: its answer, its day, and reminding it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.queries.desk import desk_of
from coordination.domain.referral import close_referral, send_referral
from coordination.enums import ConsulteeState, Role
from coordination.models import Consultee, Deadline, OutgoingMessage
from tests.conftest import member
from tests.factories import ConsulteeFactory, StatementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return timezone.localdate()


@pytest.fixture
def asked(referral, town, disa, bo):
    """Bo's committee, which has got the referral; its first letter is out of the way."""
    consultee = ConsulteeFactory(referral=referral, organization=town.participant)
    send_referral(referral, actor=disa)
    OutgoingMessage.objects.all().delete()
    return Consultee.objects.get(pk=consultee.pk)


@pytest.fixture
def answered(asked):
    asked.state, asked.finished_on = ConsulteeState.ANSWERED, asked.due_on
    asked.save()
    Deadline.objects.update(done_at=timezone.now(), done_by="Yttrande")
    return asked


def page(client, name, *args, user=None, **query):
    if user:
        client.force_login(user)
    return client.get(reverse(f"coordination:{name}", args=args), query)


def send(client, name, *args, user=None, **data):
    if user:
        client.force_login(user)
    return client.post(reverse(f"coordination:{name}", args=args), data)


def errors_of(response):
    return response.context["form"].errors


# --- The page -------------------------------------------------------------------------------------


def test_body_sees_what_is_asked_and_how_to_begin(client, asked, bo):
    html = page(client, "consultee", asked.pk, user=bo).content.decode()

    assert asked.referral.question in html
    assert reverse("coordination:start_statement", args=[asked.pk]) in html


def test_body_that_has_begun_goes_on(client, asked, bo):
    draft = StatementFactory(consultee=asked)

    response = page(client, "consultee", asked.pk, user=bo)

    (action,) = response.context["next"].actions
    assert action.url == reverse("coordination:statement", args=[draft.pk])


def test_beginning_leads_to_the_draft(client, asked, bo):
    html = page(client, "consultee", asked.pk, user=bo).content.decode()
    assert "Skriv yttrandet" in html

    response = send(client, "start_statement", asked.pk)

    assert response.url == reverse("coordination:statement", args=[asked.statements.get().pk])


def test_sender_reads_no_draft_and_may_remind(client, asked, disa):
    StatementFactory(consultee=asked)

    response = page(client, "consultee", asked.pk, user=disa)

    assert response.context["statements"] == []
    assert response.context["next"].title == "Vänta på svaret från stadsbyggnadsnämnden"


def test_page_tells_whether_the_body_has_time(client, asked, disa):
    asked.organization.meetings.create(held_on=asked.due_on + timedelta(days=2))

    response = page(client, "consultee", asked.pk, user=disa)

    assert response.context["fit"].is_late
    assert "som ny dag hinner de" in response.content.decode()


def test_body_in_time_is_left_in_peace(client, asked, disa):
    asked.organization.meetings.create(held_on=asked.due_on - timedelta(days=2))

    assert not page(client, "consultee", asked.pk, user=disa).context["fit"].is_late


def test_page_of_an_ended_referral_says_so(client, asked, bo, disa):
    close_referral(asked.referral, actor=disa)

    response = page(client, "consultee", asked.pk, user=bo)

    assert "Ingen behöver svara på den." in response.content.decode()
    assert response.context["can"]["write"] is False


def test_outsider_finds_nothing(client, asked, cecilia):
    names = (
        "consultee",
        "decline_referral",
        "extend_consultee",
        "find_incomplete",
        "complete_consultee",
        "remind_consultee",
    )

    statuses = [page(client, name, asked.pk, user=cecilia).status_code for name in names]

    assert statuses == [404] * len(names)


def test_reader_may_look_and_not_touch(client, asked, love):
    names = ("decline_referral", "extend_consultee", "find_incomplete", "remind_consultee")

    assert page(client, "consultee", asked.pk, user=love).status_code == 200
    assert [send(client, name, asked.pk).status_code for name in names] == [403] * len(names)


def test_body_may_not_steer_its_own_answer(client, asked, bo):
    names = ("extend_consultee", "find_incomplete", "complete_consultee", "remind_consultee")

    assert [send(client, n, asked.pk, user=bo).status_code for n in names] == [403] * len(names)


@pytest.mark.parametrize("number", [10, 50])
def test_page_does_not_grow_in_statements(client, asked, disa, number, django_assert_num_queries):
    for each in range(number):
        StatementFactory(consultee=asked, number=each + 1)
        asked.organization.meetings.create(held_on=asked.due_on + timedelta(days=each))
    client.force_login(disa)

    with django_assert_num_queries(10):
        client.get(reverse("coordination:consultee", args=[asked.pk]))


# --- Acts -----------------------------------------------------------------------------------------


def test_declining_is_told_to_the_sender(client, asked, bo):
    send(client, "decline_referral", asked.pk, user=bo, reason="Frågan rör inte oss.")

    asked.refresh_from_db()
    assert asked.state == ConsulteeState.DECLINED
    html = page(client, "consultee", asked.pk).content.decode()
    assert "Frågan rör inte oss." in html
    assert "Vill ni svara ändå?" in html


@pytest.mark.parametrize("reason", ["", " ", "a\0b", "x" * 2001])
def test_declining_with_bad_words_changes_nothing(client, asked, bo, reason):
    response = send(client, "decline_referral", asked.pk, user=bo, reason=reason)

    assert errors_of(response)["reason"]
    asked.refresh_from_db()
    assert asked.state == ConsulteeState.AWAITED


def test_declining_twice_is_told_not_a_crash(client, asked, bo):
    send(client, "decline_referral", asked.pk, user=bo, reason="Rör inte oss.")

    response = send(client, "decline_referral", asked.pk, reason="Rör inte oss.")

    assert "Det går inte i läget ”Avstår”" in errors_of(response)["__all__"][0]


def test_day_is_moved(client, asked, disa):
    later = asked.due_on + timedelta(days=14)

    send(client, "extend_consultee", asked.pk, user=disa, due_on=later, reason="Mötet flyttades.")

    asked.refresh_from_db()
    html = page(client, "consultee", asked.pk).content.decode()
    assert asked.due_on == later
    assert "Mötet flyttades." in html


def test_day_that_has_been_is_told_by_its_field(client, asked, disa):
    response = send(
        client, "extend_consultee", asked.pk, user=disa, due_on="2020-01-01", reason="Nej."
    )

    assert "redan varit" in errors_of(response)["due_on"][0]


def test_form_proposes_a_day_that_the_body_can_keep(client, asked, disa):
    meeting = asked.due_on + timedelta(days=2)
    asked.organization.meetings.create(held_on=meeting)

    form = page(client, "extend_consultee", asked.pk, user=disa).context["form"]

    assert form["due_on"].value() >= meeting + timedelta(days=7)


def test_incomplete_answer_is_asked_for_again_and_completed(client, answered, disa, bo, day):
    send(
        client,
        "find_incomplete",
        answered.pk,
        user=disa,
        reason="Kostnaden saknas.",
        due_on=day + timedelta(days=20),
    )
    answered.refresh_from_db()
    assert answered.state == ConsulteeState.INCOMPLETE
    title = page(client, "consultee", answered.pk, user=bo).context["next"].title
    assert title == "Komplettera yttrandet i en ny version"

    send(client, "complete_consultee", answered.pk, user=disa, reason="I ett mejl.")

    answered.refresh_from_db()
    assert answered.state == ConsulteeState.ANSWERED


def test_what_is_not_answered_cannot_be_incomplete(client, asked, disa, day):
    values = {"reason": "Allt.", "due_on": day + timedelta(days=20)}

    response = send(client, "find_incomplete", asked.pk, user=disa, **values)

    assert "Det går inte i läget" in errors_of(response)["__all__"][0]


# --- Reminding ------------------------------------------------------------------------------------


def test_letter_is_seen_before_it_is_sent(client, asked, disa, bo):
    response = page(client, "remind_consultee", asked.pk, user=disa)

    (letter,) = response.context["letters"]
    assert letter.person == bo.person
    assert "Yttrande över Kraftsamlande insatser" in response.content.decode()
    assert not OutgoingMessage.objects.exists()


def test_reminder_is_sent_once_a_day_and_says_so(client, asked, disa):
    first = send(client, "remind_consultee", asked.pk, user=disa, note="Hör av dig!")
    second = client.post(reverse("coordination:remind_consultee", args=[asked.pk]), follow=True)

    assert first.url == reverse("coordination:consultee", args=[asked.pk])
    assert "har redan fått en påminnelse i dag" in second.content.decode()
    assert "Hör av dig!" in OutgoingMessage.objects.get().text


def test_body_without_a_receiver_is_named(client, asked, disa, bo):
    bo.person.memberships.update(valid_until="2024-01-01")

    shown = page(client, "remind_consultee", asked.pk, user=disa).content.decode()
    refused = send(client, "remind_consultee", asked.pk)

    assert "Ingen mottagare finns hos:" in shown
    assert "Stadsbyggnadsnämnden" in errors_of(refused)["__all__"][0]


def test_all_who_are_late_are_reminded_in_one_go(client, asked, matter, town, disa, day):
    Consultee.objects.update(due_on=day - timedelta(days=2))
    Deadline.objects.update(due_on=day - timedelta(days=2))

    assert len(page(client, "remind_late", user=disa).context["letters"]) == 1
    send(client, "remind_late")

    assert OutgoingMessage.objects.count() == 1


def test_late_ones_of_one_referral_only(client, asked, disa, day):
    Consultee.objects.update(due_on=day - timedelta(days=2))

    there = page(client, "remind_late", user=disa, remiss=asked.referral_id)
    elsewhere = page(client, "remind_late", remiss=0)

    assert len(there.context["letters"]) == 1
    assert elsewhere.context["letters"] == []


def test_nobody_late_is_an_empty_page_not_a_crash(client, asked, disa):
    assert "Ingen att påminna nu" in page(client, "remind_late", user=disa).content.decode()
    assert errors_of(send(client, "remind_late"))["__all__"]


def test_several_who_were_reminded_today_are_named(client, asked, town, disa, bo):
    member(town.participant, Role.SECRETARY, "Berit")
    send(client, "remind_consultee", asked.pk, user=disa)

    html = page(client, "remind_consultee", asked.pk).content.decode()

    assert "Bo Testsson och Berit Testsson har redan fått en påminnelse i dag" in html


def test_whoever_was_reminded_is_not_offered_again_that_day(client, asked, disa, day):
    Consultee.objects.update(due_on=day - timedelta(days=2))
    Deadline.objects.update(due_on=day - timedelta(days=2))
    before = page(client, "consultee", asked.pk, user=disa).context["can"]["remind"]
    send(client, "remind_consultee", asked.pk)

    after = page(client, "consultee", asked.pk)

    assert (before, after.context["can"]["remind"]) == (True, False)
    assert "Påmind i dag" in after.content.decode()


def test_somebody_new_in_a_reminded_body_is_spared_that_day(client, asked, town, disa, bo):
    send(client, "remind_consultee", asked.pk, user=disa)
    member(town.participant, Role.SECRETARY, "Berit")

    send(client, "remind_consultee", asked.pk)

    assert OutgoingMessage.objects.get().person == bo.person


@pytest.mark.parametrize("name", ["referrals", "desk"])
def test_reminded_today_stands_where_the_button_was(client, asked, disa, day, name):
    Consultee.objects.update(due_on=day - timedelta(days=2))
    Deadline.objects.update(due_on=day - timedelta(days=2))
    button = reverse("coordination:remind_consultee", args=[asked.pk])
    before = page(client, name, user=disa).content.decode()
    send(client, "remind_consultee", asked.pk)

    after = page(client, name).content.decode()

    assert (button in before, "Påmind i dag" in before) == (True, False)
    assert (button in after, "Påmind i dag" in after) == (False, True)


def test_whoever_was_reminded_today_waits_apart_and_is_not_counted_late(client, asked, disa, day):
    Consultee.objects.update(due_on=day - timedelta(days=2))
    Deadline.objects.update(due_on=day - timedelta(days=2))
    before = desk_of(disa, today=day)
    send(client, "remind_consultee", asked.pk, user=disa)

    after = desk_of(disa, today=day)

    assert (before.overdue(day), len(before.others)) == (1, 0)
    assert (after.overdue(day), len(after.others)) == (0, 1)


def test_next_step_no_longer_says_remind_when_all_have_been(client, asked, disa, day):
    Consultee.objects.update(due_on=day - timedelta(days=2))
    asks = page(client, "referrals", user=disa).context["next"].title
    send(client, "remind_consultee", asked.pk)

    titles = {
        page(client, "referrals").context["next"].title,
        getattr(page(client, "referral", asked.referral_id).context["next"], "title", ""),
    }

    assert asks == "Påminn en som är sen"
    assert not [title for title in titles if "Påminn" in title]
