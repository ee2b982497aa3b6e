"""Referrals through the browser's eyes: the board, writing, sending, ending."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from coordination.domain.referral import send_referral
from coordination.domain.referred_text import refer_text
from coordination.enums import ConsulteeState, ReferralState, Role
from coordination.models import Consultee, OutgoingMessage, Referral
from tests.conftest import member
from tests.factories import (
    ConsulteeFactory,
    MatterPartyFactory,
    OrganizationFactory,
    ReferralFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return timezone.localdate()


@pytest.fixture
def values(matter, town, day):
    """A filled-in form that asks Bo's committee."""
    return {
        "matter": matter.pk,
        "sender": town.central_office.pk,
        "title": "Trygghetsmedel",
        "question": "Vad anser nämnden?",
        "due_on": (day + timedelta(days=30)).isoformat(),
        "background": "Detta är **viktigt**.",
        f"ask_{town.participant.pk}": "on",
    }


@pytest.fixture
def sent(referral, town, disa, bo):
    """The referral, out at Bo's committee."""
    ConsulteeFactory(referral=referral, organization=town.participant)
    return send_referral(referral, actor=disa)


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


# --- The board ------------------------------------------------------------------------------------


def test_board_names_who_is_late_with_a_way_to_remind(client, sent, disa, day):
    Consultee.objects.update(due_on=day - timedelta(days=9))

    html = page(client, "referrals", user=disa).content.decode()

    assert "Vem är sen?" in html
    assert "Försenad 9 dagar" in html
    assert reverse("coordination:remind_consultee", args=[Consultee.objects.get().pk]) in html


def test_board_of_who_is_asked_starts_with_their_own(client, sent, bo):
    response = page(client, "referrals", user=bo)

    assert [task.title for task in response.context["to_us"]] == ["Kraftsamlande insatser"]
    assert "Remisser till oss" in response.content.decode()
    assert "Vem är sen?" not in response.content.decode()


def test_filter_shows_only_its_kind(client, sent, town, disa):
    ConsulteeFactory(referral=sent, organization=town.lead, state=ConsulteeState.ANSWERED)

    response = page(client, "referrals", user=disa, visa="svarat")

    assert [each.body for each in response.context["chosen"]] == [town.lead]
    assert response.context["grid"] is None
    assert [(choice.label, choice.count) for choice in response.context["choices"]][:2] == [
        ("Alla", 2),
        ("Sena", 0),
    ]


def test_unknown_filter_shows_all(client, sent, disa):
    assert page(client, "referrals", user=disa, visa="banan").context["grid"] is not None


def test_empty_board_says_the_next_step(client, disa):
    assert "Ny remiss" in page(client, "referrals", user=disa).content.decode()


def test_reader_is_offered_nothing_to_write(client, love):
    assert page(client, "referrals", user=love).context["can_write"] is False


@pytest.mark.parametrize("number", [10, 50])
def test_board_does_not_grow_in_statements(
    client, matter, town, disa, day, number, django_assert_num_queries
):
    for each in range(number):
        ConsulteeFactory(
            referral=ReferralFactory(
                matter=matter,
                sender=town.central_office,
                state=ReferralState.SENT,
                sent_at=timezone.now(),
            ),
            organization=OrganizationFactory(municipality=town.municipality),
            due_on=day - timedelta(days=each),
        )
    client.force_login(disa)

    with django_assert_num_queries(9):
        client.get(reverse("coordination:referrals"))


# --- Writing --------------------------------------------------------------------------------------


def test_referral_is_written_and_waits_to_be_checked(client, values, disa, town):
    response = send(client, "create_referral", user=disa, **values)

    referral = Referral.objects.get()
    assert response.url == reverse("coordination:send_referral", args=[referral.pk])
    assert (referral.title, referral.state) == ("Trygghetsmedel", "draft")
    assert referral.background == "<p>Detta är <strong>viktigt</strong>.</p>"
    assert [each.organization for each in referral.consultees.all()] == [town.participant]


def test_body_gets_its_own_day(client, values, disa, town, day):
    own = day + timedelta(days=60)

    send(client, "create_referral", user=disa, **values, **{f"day_{town.participant.pk}": own})

    assert Consultee.objects.get().due_on == own


def test_form_starts_with_the_matter_and_the_writer_s_own_office(client, matter, disa, town):
    form = page(client, "create_referral", user=disa, arende=matter.pk).context["form"]

    assert str(form["matter"].value()) == str(matter.pk)
    assert form["sender"].value() == town.central_office.pk


def test_garbled_matter_in_the_address_is_left_out(client, disa):
    assert page(client, "create_referral", user=disa, arende="banan").status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Skriv en rubrik."),
        ("title", "x" * 201, "Rubriken är för lång"),
        ("question", "", "Det kräver förvaltningslagen."),
        ("question", "a\0b", "tecken som inte går att spara"),
        ("question", "x" * 1_000_000, "är för långt"),
        ("due_on", "", "Välj vilken dag ni behöver svaren."),
        ("due_on", "2020-01-01", "Dagen har redan varit."),
        ("due_on", "31 juni 2027", "finns inte i kalendern"),
        ("due_on", "nästa vecka", "går inte att läsa som ett datum"),
        ("background", "x" * 1_000_000, "Korta den"),
        ("matter", "999999", "Du kan inte skicka remisser i det ärendet."),
        ("matter", "banan", "Du kan inte skicka remisser i det ärendet."),
        ("sender", "999999", "Du kan inte skicka remisser för dem."),
    ],
)
def test_bad_input_is_told_by_its_field_and_kept(client, values, disa, field, value, words):
    response = send(client, "create_referral", user=disa, **{**values, field: value})

    assert words in " ".join(errors_of(response)[field])
    assert response.context["form"]["title"].value() == values["title"] or field == "title"
    assert not Referral.objects.exists()


def test_day_without_a_tick_is_noticed(client, values, disa, town, day):
    own = {f"day_{town.lead.pk}": day + timedelta(days=9)}

    response = send(client, "create_referral", user=disa, **values, **own)

    assert "Fritidsnämnden har en egen dag" in errors_of(response)[f"ask_{town.lead.pk}"][0]


def test_own_day_that_has_been_is_told_by_its_body(client, values, disa, town):
    own = {f"day_{town.participant.pk}": "2020-01-01"}

    response = send(client, "create_referral", user=disa, **values, **own)

    assert "redan varit" in errors_of(response)[f"day_{town.participant.pk}"][0]


def test_sender_that_asks_itself_is_refused_in_words(client, values, disa, town):
    own = {f"ask_{town.central_office.pk}": "on"}

    response = send(client, "create_referral", user=disa, **values, **own)

    assert "Stadskontoret kan inte få den här remissen" in errors_of(response)["__all__"][0]


@pytest.mark.parametrize("who", ["love", "rut", "erik"])
def test_who_coordinates_nothing_may_not_write(client, request, who):
    assert page(client, "create_referral", user=request.getfixturevalue(who)).status_code == 403


def test_draft_is_changed(client, values, referral, disa):
    response = send(client, "edit_referral", referral.pk, user=disa, **values, version=1)

    referral.refresh_from_db()
    assert response.url == reverse("coordination:referral", args=[referral.pk])
    assert (referral.title, referral.version) == ("Trygghetsmedel", 2)


def test_draft_form_shows_what_is_there(client, referral, disa, town, day):
    own = day + timedelta(days=3)
    ConsulteeFactory(referral=referral, organization=town.lead, due_on=own)

    form = page(client, "edit_referral", referral.pk, user=disa).context["form"]

    assert form["title"].value() == referral.title
    assert form[f"ask_{town.lead.pk}"].value() is True
    assert form[f"day_{town.lead.pk}"].value() == own
    assert not form[f"ask_{town.participant.pk}"].value()


def test_two_writers_both_keep_their_text(client, values, referral, disa):
    referral.title, referral.version = "Deras rubrik", 2
    referral.save()

    response = send(client, "edit_referral", referral.pk, user=disa, **values, version=1)

    html = response.content.decode()
    assert response.status_code == 409
    assert "Deras rubrik" in html
    assert 'value="Trygghetsmedel"' in html
    assert response.context["form"]["version"].value() == 2


def test_second_writer_may_save_knowing(client, values, referral, disa):
    referral.version = 2
    referral.save()
    send(client, "edit_referral", referral.pk, user=disa, **values, version=1)

    send(client, "edit_referral", referral.pk, **values, version=2)

    referral.refresh_from_db()
    assert referral.title == "Trygghetsmedel"


def test_draft_is_removed(client, referral, disa):
    assert (
        "går inte att ångra"
        in page(client, "delete_referral", referral.pk, user=disa).content.decode()
    )

    send(client, "delete_referral", referral.pk)

    assert not Referral.objects.exists()


# --- Sending --------------------------------------------------------------------------------------


def test_check_page_shows_who_gets_what(client, referral, town, disa, bo):
    ConsulteeFactory(referral=referral, organization=town.participant)

    response = page(client, "send_referral", referral.pk, user=disa)

    assert [each.people for each in response.context["deliveries"]] == [[bo.person]]
    assert ["Hej Bo!" in letter.text for letter in response.context["letters"]] == [True]
    assert not OutgoingMessage.objects.exists()


def test_check_page_shows_every_letter(client, referral, town, disa, bo, cecilia):
    for organization in (town.participant, town.outside):
        ConsulteeFactory(referral=referral, organization=organization)

    response = page(client, "send_referral", referral.pk, user=disa)

    assert {letter.person for letter in response.context["letters"]} == {bo.person, cecilia.person}
    shown = response.content.decode()
    assert ["Hej Bo!" in shown, "Hej Cecilia!" in shown] == [True, True]


def test_check_page_warns_when_the_body_meets_too_late(client, referral, town, disa, bo, day):
    ConsulteeFactory(referral=referral, organization=town.participant)
    town.participant.meetings.create(held_on=referral.due_on + timedelta(days=2))

    html = page(client, "send_referral", referral.pk, user=disa).content.decode()

    assert "Nästa möte som kan besluta är" in html


NO_TEXT = "Ingen text är bifogad. De tillfrågade ser bara frågan."


def test_sender_of_a_referral_without_text_is_warned_and_offered_to_add_it(
    client, referral, town, disa
):
    ConsulteeFactory(referral=referral, organization=town.participant)
    html = page(client, "send_referral", referral.pk, user=disa).content.decode()

    assert (NO_TEXT in html, "Skicka remissen" in html) == (True, True)
    assert reverse("coordination:write_referred_text", args=[referral.pk]) in html


def test_sender_of_a_referral_with_text_is_shown_it(client, referral, disa):
    refer_text(referral, actor=disa, html="<p>Vårt förslag.</p>")

    html = page(client, "send_referral", referral.pk, user=disa).content.decode()

    assert (NO_TEXT in html, "Text och versioner" in html) == (False, True)


def test_sending_shows_a_receipt(client, referral, town, disa, bo):
    ConsulteeFactory(referral=referral, organization=town.participant)

    response = send(client, "send_referral", referral.pk, user=disa)

    referral.refresh_from_db()
    assert referral.receipt_number in client.get(response.url).content.decode()


def test_second_click_sends_nothing_more(client, sent, disa):
    response = send(client, "send_referral", sent.pk, user=disa)

    assert response.url == reverse("coordination:referral", args=[sent.pk])
    assert OutgoingMessage.objects.count() == 1


def test_body_without_a_receiver_is_named_before_and_after(client, referral, town, disa):
    ConsulteeFactory(referral=referral, organization=town.participant)

    before = page(client, "send_referral", referral.pk, user=disa)
    after = send(client, "send_referral", referral.pk)

    assert before.context["unreachable"] == [town.participant]
    assert "Stadsbyggnadsnämnden" in errors_of(after)["__all__"][0]
    assert Referral.objects.get().state == ReferralState.DRAFT


def test_nobody_asked_is_refused_in_words(client, referral, disa):
    response = send(client, "send_referral", referral.pk, user=disa)

    assert "Välj minst en nämnd" in errors_of(response)["__all__"][0]


@pytest.mark.parametrize("number", [10, 50])
def test_check_page_does_not_grow_in_statements(
    client, referral, town, disa, bo, number, django_assert_num_queries
):
    for _ in range(number):
        body = OrganizationFactory(municipality=town.municipality)
        ConsulteeFactory(referral=referral, organization=body)
        member(body, Role.SECRETARY, "Sigrid")
    ConsulteeFactory(referral=referral, organization=town.participant)
    client.force_login(disa)

    with django_assert_num_queries(10):
        client.get(reverse("coordination:send_referral", args=[referral.pk]))


# --- One referral ---------------------------------------------------------------------------------


def test_page_shows_how_far_everyone_has_come(client, sent, disa):
    response = page(client, "referral", sent.pk, user=disa)

    assert response.context["answered"] == "0 av 1"
    assert "Stadsbyggnadsnämnden" in response.content.decode()


def test_page_hides_a_draft_statement_from_others(client, sent, disa, bo):
    draft = StatementFactory(consultee=sent.consultees.get())

    link = reverse("coordination:statement", args=[draft.pk])
    assert link not in page(client, "referral", sent.pk, user=disa).content.decode()
    assert link in page(client, "referral", sent.pk, user=bo).content.decode()


def test_page_shows_requests_and_what_they_became(client, adopted, disa):
    referral = adopted.consultee.referral

    response = page(client, "referral", referral.pk, user=disa)

    assert "Vad blev det av svaren?" in response.content.decode()
    assert response.context["next"].title == "Besvara önskemålen från stadsbyggnadsnämnden"


def test_draft_is_the_sender_s_own_business(client, referral, bo, disa):
    assert page(client, "referral", referral.pk, user=bo).status_code == 404
    assert page(client, "referral", referral.pk, user=disa).status_code == 200


def test_outsider_finds_nothing(client, sent, cecilia):
    names = ("referral", "edit_referral", "send_referral", "recall_referral", "close_referral")

    statuses = [page(client, name, sent.pk, user=cecilia).status_code for name in names]

    assert statuses == [404] * len(names)


def test_reader_may_look_and_not_touch(client, sent, love):
    names = ("edit_referral", "send_referral", "recall_referral", "close_referral")

    assert page(client, "referral", sent.pk, user=love).status_code == 200
    assert [send(client, name, sent.pk).status_code for name in names] == [403] * 4


@pytest.mark.parametrize("number", [10, 50])
def test_page_does_not_grow_in_statements(
    client, sent, town, disa, number, django_assert_num_queries
):
    for _ in range(number):
        StatementFactory(
            consultee__referral=sent,
            consultee__organization=OrganizationFactory(municipality=town.municipality),
        )
    client.force_login(disa)

    with django_assert_num_queries(8):
        client.get(reverse("coordination:referral", args=[sent.pk]))


# --- Ending ---------------------------------------------------------------------------------------


def test_recall_asks_for_a_reason_and_keeps_it(client, sent, disa):
    refused = send(client, "recall_referral", sent.pk, user=disa, reason=" ")
    assert errors_of(refused)["reason"]

    send(client, "recall_referral", sent.pk, reason="Förslaget skrivs om.")

    sent.refresh_from_db()
    assert sent.state == ReferralState.RECALLED


def test_closing_names_who_has_not_answered_and_can_be_undone(client, sent, disa):
    assert (
        "Stadsbyggnadsnämnden"
        in page(client, "close_referral", sent.pk, user=disa).content.decode()
    )

    send(client, "close_referral", sent.pk)
    sent.refresh_from_db()
    assert sent.state == ReferralState.CLOSED

    send(client, "reopen_referral", sent.pk, reason="Fler svar väntas.")
    sent.refresh_from_db()
    assert sent.state == ReferralState.SENT


def test_step_that_is_not_possible_is_told_not_a_crash(client, sent, disa):
    response = send(client, "reopen_referral", sent.pk, user=disa, reason="Fler.")

    assert "Det går inte i läget ”Skickad”" in errors_of(response)["__all__"][0]


def test_ended_referrals_have_a_list_of_their_own(client, sent, disa, matter, bo):
    send(client, "close_referral", sent.pk, user=disa)
    MatterPartyFactory(matter=matter)

    html = page(client, "ended_referrals").content.decode()

    assert "Kraftsamlande insatser" in html
    assert "0 av 1" in html


@pytest.mark.parametrize("number", [10, 50])
def test_ended_list_does_not_grow_in_statements(
    client, matter, town, disa, number, django_assert_num_queries
):
    ReferralFactory.create_batch(
        number,
        matter=matter,
        sender=town.central_office,
        state=ReferralState.CLOSED,
        sent_at=timezone.now(),
    )
    client.force_login(disa)

    with django_assert_num_queries(5):
        client.get(reverse("coordination:ended_referrals"))


def test_anonymous_visitor_is_sent_to_sign_in(client, sent):
    for name, args in (("referrals", []), ("create_referral", []), ("referral", [sent.pk])):
        assert page(client, name, *args).url.startswith(reverse("account_login"))


# --- Two at once, nobody chosen, days without a tick ---------------------------------------------


def test_nobody_chosen_is_told_by_the_boxes(client, values, disa, town):
    del values[f"ask_{town.participant.pk}"]

    response = send(client, "create_referral", user=disa, **values)

    first = next(response.context["form"].groups())[1][0].body.pk
    assert response.context["form"].errors == {f"ask_{first}": ["Kryssa i minst en att fråga."]}
    assert not Referral.objects.exists()


def test_garbled_day_without_a_tick_is_told_and_kept(client, values, disa, town):
    field = f"day_{town.lead.pk}"

    response = send(client, "create_referral", user=disa, **values, **{field: "31/31/2025"})

    assert list(response.context["form"].errors) == [field]
    assert 'value="31/31/2025"' in response.content.decode()


def test_second_sender_is_told_who_was_first_and_when(client, sent, disa):
    client.force_login(disa)
    response = client.get(reverse("coordination:send_referral", args=[sent.pk]), follow=True)

    at = timezone.localtime(sent.sent_at)
    assert (
        f"redan skickad av Disa Testsson {date_format(at)} kl. {at:%H.%M}."
        in response.content.decode()
    )


def test_loser_of_two_clicks_is_told_the_same(client, sent, disa, monkeypatch):
    stale = Referral.objects.get(pk=sent.pk)
    stale.state = ReferralState.DRAFT
    monkeypatch.setattr("coordination.views.referral.find_or_404", lambda *_a, **_k: stale)

    response = send(client, "send_referral", sent.pk, user=disa)

    assert response.url == reverse("coordination:referral", args=[sent.pk])
    assert "redan skickad av Disa Testsson" in str(*get_messages(response.wsgi_request))
    assert OutgoingMessage.objects.count() == 1


@pytest.mark.parametrize(("referrals", "shown", "url"), [(2, 2, ""), (7, 5, "?visa=sena")])
def test_late_list_leaves_room_for_the_grid(client, matter, town, disa, day, referrals, shown, url):
    for _each in range(referrals):
        ConsulteeFactory(
            referral__matter=matter,
            referral__sender=town.central_office,
            organization=town.participant,
            due_on=day - timedelta(days=3),
        )

    context = page(client, "referrals", user=disa).context

    assert (len(context["late"]), context["late_url"]) == (shown, url)


def test_twelve_by_thirty_is_told_tight_with_whole_titles(
    client, matter, town, disa, django_assert_num_queries
):
    bodies = OrganizationFactory.create_batch(12, municipality=town.municipality)
    for number in range(30):
        sent = ReferralFactory(
            matter=matter,
            sender=town.central_office,
            title=f"Trygghetsprogram för centrum {number}",
            state=ReferralState.SENT,
            sent_at=timezone.now(),
        )
        ConsulteeFactory.create_batch(1, referral=sent, organization=bodies[number % 12])
    client.force_login(disa)

    with django_assert_num_queries(7):
        html = client.get(reverse("coordination:referrals")).content.decode()

    assert html.count("data-density") == 1
    assert 'title="Trygghetsprogram för centrum 29"' in html
    assert "Dra rutnätet i sidled" in html
