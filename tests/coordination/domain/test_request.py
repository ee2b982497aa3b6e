"""What a statement asks for, and what becomes of it."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from coordination import guards
from coordination.domain.disposition_link import addresses_of
from coordination.domain.request import (
    Answer,
    answer_request,
    answer_requests,
    edit_request,
    groups_without_seat,
)
from coordination.enums import Outcome, RequestKind, Role
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import (
    AuditEvent,
    Deadline,
    Decision,
    Disposition,
    DispositionLink,
    OutgoingMessage,
    Request,
    Seat,
)
from tests.factories import DecisionFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat_request(adopted):
    """”Kontoret ingår i styrgruppen”, adopted."""
    return adopted.requests.get(kind=RequestKind.SEAT)


@pytest.fixture
def money_request(adopted):
    """”Redovisa hur arbetet ska betalas”, adopted."""
    return adopted.requests.get(kind=RequestKind.GENERAL)


def letters():
    return OutgoingMessage.objects.filter(kind="request")


def accept(request, actor, **changes):
    values = {"outcome": Outcome.ACCEPTED, "reason": "Det behövs.", **changes}
    return answer_request(request, actor=actor, **values)


def edit(request, actor, text, **changes):
    values = {"kind": RequestKind.GENERAL, "addressee": request.addressee, **changes}
    return edit_request(request, actor=actor, text=text, **values)


def test_edits_are_counted_and_a_stale_one_meets_the_saved_text(written, bo):
    request = written.requests.first()
    edit(request, bo, "Deras.", version=1)

    with pytest.raises(EditConflict) as conflict:
        edit(request, bo, "Mitt.", version=1)

    assert (conflict.value.theirs.text, conflict.value.mine) == ("Deras.", "Mitt.")
    assert edit(request, bo, "Mitt.", version=2).version == 3


def test_request_that_was_removed_meanwhile_does_not_come_back(written, bo):
    request = written.requests.first()
    Request.objects.filter(pk=request.pk).delete()

    with pytest.raises(ActionRefused) as refused:
        edit(request, bo, "Mitt.", version=1)

    assert refused.value.code == "removed_meanwhile"
    assert not Request.objects.filter(pk=request.pk).exists()


def test_answer_says_what_why_who_and_tells_who_asked(money_request, disa, bo):
    disposition = accept(money_request, disa, outcome=Outcome.PARTLY)

    assert (disposition.outcome, disposition.answered_by) == ("partly", disa)
    assert letters().get().person == bo.person
    assert "Bifalls delvis" in letters().get().text
    assert AuditEvent.objects.filter(action="request.answered").count() == 1


def test_accepted_request_for_seats_makes_them_vacant(seat_request, disa, steering_group, town):
    accept(seat_request, disa)

    seat = Seat.objects.get(requested_in=seat_request)
    assert (seat.organization, seat.on_behalf_of) == (steering_group, town.participant_office)
    assert (seat.role, seat.memberships.count()) == (Role.MEMBER, 0)


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.ACCEPTED}))
def test_other_answers_make_no_seat(seat_request, disa, outcome):
    accept(seat_request, disa, outcome=outcome)

    assert not Seat.objects.filter(requested_in=seat_request).exists()


def test_seat_that_is_there_already_is_not_made_again(seat_request, disa, steering_group, town):
    SeatFactory(organization=steering_group, on_behalf_of=town.participant_office)

    accept(seat_request, disa)

    assert not Seat.objects.filter(requested_in=seat_request).exists()


def test_seats_to_come_are_known_before(seat_request, money_request, steering_group, today):
    assert groups_without_seat(seat_request, on=today) == [steering_group]
    assert groups_without_seat(money_request, on=today) == []


def test_second_click_adds_nothing(seat_request, disa):
    first = accept(seat_request, disa)

    assert accept(seat_request, disa) == first
    assert letters().count() == Seat.objects.filter(requested_in=seat_request).count() == 1


def test_new_answer_stands_beside_the_old_and_takes_no_seat_away(seat_request, disa):
    accept(seat_request, disa)
    accept(seat_request, disa, outcome=Outcome.REJECTED, reason="Gruppen är full.")

    outcomes = list(seat_request.dispositions.values_list("outcome", flat=True))
    assert outcomes == ["rejected", "accepted"]
    assert Seat.objects.filter(requested_in=seat_request).exists()


def test_sender_s_duty_is_kept_when_all_are_answered(seat_request, money_request, disa):
    duty = Deadline.objects.get(kind="requests")

    accept(seat_request, disa)
    duty.refresh_from_db()
    assert duty.done_at is None

    accept(money_request, disa)
    duty.refresh_from_db()
    assert duty.done_by == "alla önskemål är besvarade"


def test_several_answers_are_one_letter(adopted, seat_request, money_request, disa):
    answers = [
        Answer(seat_request, Outcome.ACCEPTED, "Det behövs."),
        Answer(money_request, Outcome.REJECTED, "Budgeten är beslutad."),
    ]

    answer_requests(adopted, answers, actor=disa)

    text = letters().get().text
    assert all(reason in text for reason in ("Det behövs.", "Budgeten är beslutad."))
    assert letters().get().subject.startswith("2 av era önskemål är besvarade")


def test_one_bad_answer_saves_none(adopted, seat_request, money_request, disa):
    answers = [
        Answer(seat_request, Outcome.ACCEPTED, "Ja."),
        Answer(money_request, "banan", "Nej."),
    ]

    with pytest.raises(ActionRefused) as refused:
        answer_requests(adopted, answers, actor=disa)

    assert refused.value.code == "unknown_outcome"
    assert not Disposition.objects.exists()


@pytest.mark.parametrize(
    ("reason", "code"), [("", "missing"), ("x" * 2001, "too_long"), ("a\0b", "control_character")]
)
def test_answer_needs_a_reason_that_can_be_kept(money_request, disa, reason, code):
    with pytest.raises(ValidationError) as refused:
        accept(money_request, disa, reason=reason)

    assert refused.value.code == code


@pytest.mark.parametrize("who", ["bo", "cecilia", "love", "rut", "anna"])
def test_others_may_not_answer(money_request, request, who):
    with pytest.raises(PermissionDenied):
        accept(money_request, request.getfixturevalue(who))


def test_draft_s_requests_are_not_answered(written, disa):
    with pytest.raises(PermissionDenied):
        accept(written.requests.first(), disa)


@pytest.mark.django_db(transaction=True)
def test_two_last_answers_at_once_still_keep_the_duty(adopted, disa):
    start = threading.Barrier(2)
    failures = []

    def run(pk):
        start.wait()
        try:
            accept(Request.objects.get(pk=pk), disa)
        except Exception as error:  # noqa: BLE001  (whatever it is, the test wants to know)
            failures.append(error)
        finally:
            connection.close()

    pks = adopted.requests.values_list("pk", flat=True)
    runners = [threading.Thread(target=run, args=[pk]) for pk in list(pks)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()

    assert failures == []
    assert Deadline.objects.get(kind="requests").done_at is not None


# --- What the answer led to ----------------------------------------------------------------------


@pytest.fixture
def decision(matter, town):
    return DecisionFactory(matter=matter, body=town.board)


def links_of(disposition):
    return list(disposition.links.values_list("subject_type", "subject_id"))


def test_answer_points_at_what_changed_under_its_name_then(money_request, disa, decision):
    disposition = accept(money_request, disa, links=[("decision", decision.pk)])
    Decision.objects.filter(pk=decision.pk).update(title="Ett annat namn")

    link = disposition.links.get()
    assert links_of(disposition) == [("decision", decision.pk)]
    assert link.label.startswith(decision.title)
    assert addresses_of([link]) == {link: f"/beslut/{decision.pk}/"}


def test_seat_that_an_acceptance_made_is_linked(seat_request, disa):
    disposition = accept(seat_request, disa)

    assert links_of(disposition) == [("seat", Seat.objects.get(requested_in=seat_request).pk)]


@pytest.mark.parametrize("kind", ["decision", "banana"])
def test_what_is_not_in_the_matter_is_not_linked(money_request, disa, kind):
    with pytest.raises(ActionRefused) as refused:
        accept(money_request, disa, links=[(kind, DecisionFactory().pk)])

    assert refused.value.code == "unknown_link"
    assert not Disposition.objects.exists()


def test_same_answer_with_a_new_link_is_a_new_answer(money_request, disa, decision):
    first = accept(money_request, disa)

    second = accept(money_request, disa, links=[("decision", decision.pk)])

    assert second != first
    assert accept(money_request, disa, links=[("decision", decision.pk)]) == second


def test_database_keeps_what_an_answer_led_to(money_request, disa, decision):
    accept(money_request, disa, links=[("decision", decision.pk)])

    with pytest.raises(IntegrityError), transaction.atomic():
        DispositionLink.objects.update(label="Annat.")

    guards.remove(connection)  # negative control
    assert DispositionLink.objects.update(label="Annat.") == 1


# --- Two who answer the same ------------------------------------------------------------------------


def test_answer_after_one_that_was_not_seen_is_a_conflict_with_both(money_request, disa):
    first = accept(money_request, disa, seen=0)

    with pytest.raises(EditConflict) as conflict:
        accept(money_request, disa, outcome=Outcome.REJECTED, reason="Mitt.", seen=0)

    assert (conflict.value.theirs, conflict.value.mine) == (first, "Mitt.")
    assert (money_request.dispositions.count(), letters().count()) == (1, 1)
    accept(money_request, disa, outcome=Outcome.REJECTED, reason="Mitt.", seen=first.pk)
    assert money_request.dispositions.count() == 2


def test_same_answer_from_two_is_one_answer_and_one_letter(money_request, disa, decision):
    first = accept(money_request, disa, decision=decision, seen=0)

    assert accept(money_request, disa, decision=decision, seen=0) == first
    assert letters().count() == 1
    assert accept(money_request, disa) != first  # without the decision it is another answer
