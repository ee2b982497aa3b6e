"""Answering what statements ask for, through the browser's eyes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.request import answer_request
from coordination.enums import RequestKind
from coordination.models import Deadline, Disposition, OutgoingMessage, Request, Seat
from tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat_request(adopted):
    return adopted.requests.get(kind=RequestKind.SEAT)


@pytest.fixture
def money_request(adopted):
    return adopted.requests.get(kind=RequestKind.GENERAL)


def url(name, pk):
    return reverse(f"coordination:{name}", args=[pk])


def answer(request, outcome="accepted", reason="Det behövs."):
    """The fields of one request in the page of all."""
    return {f"onskemal-{request.pk}-outcome": outcome, f"onskemal-{request.pk}-reason": reason}


def test_page_says_who_asked_for_what_and_what_an_answer_does(client, seat_request, disa):
    client.force_login(disa)

    html = client.get(url("request", seat_request.pk)).content.decode()

    assert "Kontoret ingår i styrgruppen." in html
    assert "inrättas en plats för stadsbyggnadskontoret i styrgruppen" in html


def test_accepted_seat_is_made_with_a_link_that_fills_it(client, seat_request, disa):
    client.force_login(disa)

    client.post(url("request", seat_request.pk), {"outcome": "accepted", "reason": "Det behövs."})

    seat = Seat.objects.get(requested_in=seat_request)
    html = client.get(url("request", seat_request.pk)).content.decode()
    assert url("seat_fill", seat.pk) in html
    assert "Bifalls" in html


def test_earlier_answers_stay_to_be_read(client, money_request, disa):
    client.force_login(disa)
    for outcome, reason in (("deferred", "Vi väntar."), ("rejected", "Ingen budget.")):
        latest = money_request.dispositions.first()
        values = {"outcome": outcome, "reason": reason, "seen": latest.pk if latest else 0}
        client.post(url("request", money_request.pk), values)

    html = client.get(url("request", money_request.pk)).content.decode()

    assert html.index("Ingen budget.") < html.index("Vi väntar.")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": "", "reason": "Ja."}, "outcome"),
        ({"outcome": "banan", "reason": "Ja."}, "outcome"),
        ({"outcome": "accepted", "reason": ""}, "reason"),
        ({"outcome": "accepted", "reason": "a\0b"}, "reason"),
        ({"outcome": "accepted", "reason": "x" * 1_000_000}, "reason"),
    ],
)
def test_bad_answer_is_told_by_its_field_and_kept(client, money_request, disa, values, field):
    client.force_login(disa)

    response = client.post(url("request", money_request.pk), values)

    assert response.context["form"].errors.keys() == {field}
    assert not Disposition.objects.exists()


def test_who_asked_reads_but_does_not_answer(client, money_request, bo):
    client.force_login(bo)

    assert client.get(url("request", money_request.pk)).context["form"] is None
    values = {"outcome": "accepted", "reason": "Ja."}
    assert client.post(url("request", money_request.pk), values).status_code == 403


def test_outsider_finds_nothing(client, adopted, money_request, cecilia):
    client.force_login(cecilia)

    assert client.get(url("request", money_request.pk)).status_code == 404
    assert client.get(url("statement_requests", adopted.pk)).status_code == 404


def test_draft_s_requests_are_not_the_sender_s_to_read(client, written, disa, bo):
    client.force_login(disa)
    assert client.get(url("statement_requests", written.pk)).status_code == 404

    client.force_login(bo)
    assert client.get(url("statement_requests", written.pk)).status_code == 200


# --- All of a statement's in one go ---------------------------------------------------------------


def test_all_are_answered_in_one_go_with_one_letter(
    client, adopted, seat_request, money_request, disa
):
    client.force_login(disa)

    response = client.post(
        url("statement_requests", adopted.pk),
        answer(seat_request) | answer(money_request, "rejected", "Ingen budget."),
        follow=True,
    )

    assert "2 svar är sparade" in response.content.decode()
    assert OutgoingMessage.objects.filter(kind="request").count() == 1
    assert Deadline.objects.get(kind="requests").done_at is not None


def test_what_is_left_empty_waits(client, adopted, seat_request, money_request, disa):
    client.force_login(disa)

    client.post(url("statement_requests", adopted.pk), answer(seat_request))

    assert [each.request for each in Disposition.objects.all()] == [seat_request]
    assert client.get(url("statement_requests", adopted.pk)).context["waiting"] == 1


def test_one_bad_answer_saves_none_and_keeps_the_other(
    client, adopted, seat_request, money_request, disa
):
    client.force_login(disa)

    response = client.post(
        url("statement_requests", adopted.pk),
        answer(seat_request) | answer(money_request, "rejected", ""),
    )

    assert not Disposition.objects.exists()
    html = response.content.decode()
    assert f"Önskemål {money_request.position}: skriv skälet." in html
    assert "Det behövs." in html


def test_nothing_answered_is_told(client, adopted, disa):
    client.force_login(disa)

    response = client.post(url("statement_requests", adopted.pk), {})

    assert "Välj ett svar på minst ett." in response.content.decode()


def test_reader_may_not_answer_in_one_go(client, adopted, seat_request, love):
    client.force_login(love)

    assert client.get(url("statement_requests", adopted.pk)).status_code == 200
    response = client.post(url("statement_requests", adopted.pk), answer(seat_request))
    assert response.status_code == 403


def test_sender_s_date_opens_the_page(adopted):
    from coordination.registry import deadline_subjects

    duty = Deadline.objects.get(kind="requests")

    address = deadline_subjects[duty.subject_type].url(duty.subject_id)
    assert address == url("statement_requests", adopted.pk)


@pytest.mark.parametrize("number", [10, 50])
def test_page_does_not_grow_in_statements(
    client, statement, disa, bo, town, number, adoption, plain_document, django_assert_num_queries
):
    from coordination.domain.statement import adopt_statement, submit_statement

    requests = [
        Request(statement=statement, position=each, text="Mer.", addressee=town.board)
        for each in range(number)
    ]
    Request.objects.bulk_create(requests)
    adopt_statement(submit_statement(statement, actor=bo), **adoption)
    Disposition.objects.bulk_create(
        Disposition(
            request=each,
            outcome="accepted",
            reason="Ja.",
            answered_by=disa,
            answered_at=timezone.now(),
        )
        for each in Request.objects.all()
    )
    client.force_login(disa)

    with django_assert_num_queries(10):
        client.get(url("statement_requests", statement.pk))


def test_answers_in_the_list_link_to_what_changed(client, adopted, money_request, disa, town):
    matter = adopted.consultee.referral.matter
    decision = DecisionFactory(matter=matter, body=town.board)
    values = answer(money_request) | {
        f"onskemal-{money_request.pk}-links": f"decision:{decision.pk}"
    }
    client.force_login(disa)

    assert "Vad ändrades?" in client.get(url("statement_requests", adopted.pk)).content.decode()
    client.post(url("statement_requests", adopted.pk), values)

    (link,) = Disposition.objects.get().links.all()
    assert (link.subject_type, link.subject_id) == ("decision", decision.pk)


def test_second_click_is_told_not_refused(client, adopted, seat_request, money_request, disa):
    client.force_login(disa)
    values = answer(seat_request) | answer(money_request)
    client.post(url("statement_requests", adopted.pk), values)

    response = client.post(url("statement_requests", adopted.pk), values, follow=True)

    assert "Alla önskemål är redan besvarade." in response.content.decode()
    assert Disposition.objects.count() == 2


def test_seat_made_in_the_list_is_told_with_a_link_that_fills_it(
    client, adopted, seat_request, disa
):
    answer_request(seat_request, actor=disa, outcome="accepted", reason="Ja.")
    client.force_login(disa)

    text = client.get(
        reverse("coordination:statement_requests", args=[adopted.pk])
    ).content.decode()

    seat = seat_request.seats_created.get()
    assert reverse("coordination:seat_fill", args=[seat.pk]) in text


# --- What the answer led to ----------------------------------------------------------------------


def test_what_changed_is_chosen_and_shown_at_both_ends(
    client, adopted, money_request, matter, town, disa
):
    decision = DecisionFactory(matter=matter, body=town.board, title="Styrgruppen utökas")
    client.force_login(disa)
    values = {"outcome": "accepted", "reason": "Ja.", "links": f"decision:{decision.pk}"}

    client.post(url("request", money_request.pk), values)

    asked = client.get(url("request", money_request.pk)).content.decode()
    assert f'<a href="{url("decision", decision.pk)}">Styrgruppen utökas' in asked
    assert "Styrgruppen utökas" in client.get(url("statement", adopted.pk)).content.decode()
    changed = client.get(url("decision", decision.pk)).content.decode()
    assert f'<a href="{url("request", money_request.pk)}">' in changed


def test_made_seat_s_group_tells_what_led_there(client, seat_request, disa, steering_group):
    client.force_login(disa)
    client.post(url("request", seat_request.pk), {"outcome": "accepted", "reason": "Ja."})

    html = client.get(url("group", steering_group.pk)).content.decode()

    assert "Önskemål som ledde hit" in html
    assert url("request", seat_request.pk) in html


@pytest.mark.parametrize("link", ["decision:999999", "banan", "decision:x"])
def test_what_is_not_offered_is_told_by_its_field(client, money_request, disa, link):
    client.force_login(disa)
    values = {"outcome": "accepted", "reason": "Ja.", "links": link}

    response = client.post(url("request", money_request.pk), values)

    assert response.context["form"].errors.keys() == {"links"}


def test_answer_of_a_colleague_is_shown_beside_one_s_own_and_not_overwritten(
    client, money_request, disa
):
    client.force_login(disa)
    theirs = answer_request(money_request, actor=disa, outcome="accepted", reason="Deras skäl.")
    values = {"outcome": "rejected", "reason": "Mitt skäl.", "seen": "0"}

    response = client.post(url("request", money_request.pk), values)

    form = response.context["form"]
    assert (response.status_code, form["seen"].value()) == (409, theirs.pk)
    assert all(text in response.content.decode() for text in ("Deras skäl.", "Mitt skäl."))
    client.post(url("request", money_request.pk), values | {"seen": theirs.pk})
    assert money_request.dispositions.count() == 2


@pytest.mark.parametrize("seen", ["", "banan", "-1", "9" * 30])
def test_page_too_old_to_say_what_it_saw_overwrites_nothing(client, money_request, disa, seen):
    client.force_login(disa)
    answer_request(money_request, actor=disa, outcome="accepted", reason="Deras skäl.")

    values = {"outcome": "rejected", "reason": "Mitt skäl.", "seen": seen}
    response = client.post(url("request", money_request.pk), values)

    assert (response.status_code, money_request.dispositions.count()) == (409, 1)


def test_answer_in_the_list_to_what_a_colleague_answered_is_kept_and_told(
    client, adopted, seat_request, money_request, disa
):
    client.force_login(disa)
    answer_request(money_request, actor=disa, outcome="accepted", reason="Deras skäl.")
    values = answer(seat_request) | answer(money_request, "rejected", "Mitt skäl.")

    response = client.post(url("statement_requests", adopted.pk), values)

    html = response.content.decode()
    assert response.status_code == 409
    assert all(text in html for text in ("Deras skäl.", "Mitt skäl.", "Ditt svar står kvar"))
    assert (
        Disposition.objects.count(),
        OutgoingMessage.objects.filter(kind="request").count(),
    ) == (1, 1)
