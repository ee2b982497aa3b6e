"""The board: who is late in which referral, in words and as a grid."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.domain.consultee import remind_consultees
from coordination.domain.queries.board import (
    SHOWN_AT_MOST,
    Board,
    board_of,
    grid_of,
    headline,
    in_words,
)
from coordination.domain.queries.consultee import progress
from coordination.domain.queries.referral_guide import unable_tasks
from coordination.domain.referral import send_referral
from coordination.enums import ConsulteeState, ReferralState
from coordination.models import Meeting
from tests.factories import (
    ConsulteeFactory,
    MatterPartyFactory,
    OrganizationFactory,
    ReferralFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return timezone.localdate()


@pytest.fixture
def ask(matter, town, day):
    """Ask a body in a referral from the central office, with a day so many days from now."""

    def asked(body, title="Kraftsamlande insatser", days=30, **fields):
        referral = matter.referrals.filter(title=title).first() or ReferralFactory(
            matter=matter,
            sender=town.central_office,
            title=title,
            due_on=day + timedelta(days=days),
            state=ReferralState.SENT,
            sent_at=timezone.now(),
        )
        fields = {"due_on": day + timedelta(days=days), **fields}
        return ConsulteeFactory(referral=referral, organization=body, **fields)

    return asked


def kinds(board):
    return {each.body.name: each.progress.kind for each in board.asked}


@pytest.mark.parametrize(
    ("state", "days", "kind", "word", "text"),
    [
        ("awaited", 30, "wait", "Inväntas", "Inväntas"),
        ("started", 30, "started", "Pågår", "Pågår"),
        ("started", 7, "soon", "7 dagar", "Om 7 dagar"),
        ("awaited", 1, "soon", "1 dag", "Om 1 dag"),
        ("awaited", 0, "soon", "I dag", "I dag"),
        ("awaited", -1, "late", "Sen", "Försenad 1 dag"),
        ("started", -9, "late", "Sen", "Försenad 9 dagar"),
        ("incomplete", 5, "missing", "Brister", "Uppgifter saknas"),
        ("incomplete", -2, "late", "Sen", "Försenad 2 dagar"),
        ("answered", -9, "answered", "Svarat", "Svarat"),
        ("declined", -9, "declined", "Avstår", "Avstår"),
    ],
)
def test_cell_says_how_far_the_body_has_come(town, ask, day, state, days, kind, word, text):
    consultee = ask(town.participant, days=days, state=state, declined_reason="Skäl")

    found = progress(consultee, today=day)

    assert (found.kind, found.word, found.text) == (kind, word, text)


def test_board_shows_what_is_out_and_nothing_else(town, ask, disa, day, referral):
    ask(town.participant, title="Ute")
    ConsulteeFactory(referral=referral, organization=town.lead)
    closed = ask(town.outside, title="Avslutad").referral
    closed.state = ReferralState.CLOSED
    closed.save()

    assert kinds(board_of(disa, today=day)) == {"Stadsbyggnadsnämnden": "wait"}


def test_board_of_an_outsider_is_empty(town, ask, cecilia, day):
    ask(town.participant)

    assert board_of(cecilia, today=day).asked == []


def test_late_to_me_is_what_my_body_asked_for(town, ask, matter, disa, bo, day):
    ask(town.participant, days=-3)
    MatterPartyFactory(matter=matter, organization=town.participant)

    assert len(board_of(disa, today=day).late_to_me) == 1
    assert board_of(bo, today=day).late_to_me == []
    assert len(board_of(bo, today=day).late) == 1


def test_to_us_is_what_my_body_owes(town, ask, matter, bo, day):
    MatterPartyFactory(matter=matter, organization=town.participant)
    ask(town.lead)
    ask(town.participant, title="Senare", days=20)
    ask(town.participant, title="Först", days=2)
    ask(town.participant, title="Klart", state=ConsulteeState.ANSWERED)

    assert [each.referral.title for each in board_of(bo, today=day).to_us] == ["Först", "Senare"]


def test_late_ones_say_when_they_were_reminded(town, referral, disa, bo, day):
    consultee = ConsulteeFactory(referral=referral, organization=town.participant)
    send_referral(referral, actor=disa)
    consultee.refresh_from_db()
    remind_consultees([consultee], actor=disa)
    late = consultee.due_on + timedelta(days=1)

    (found,) = board_of(disa, today=late).late

    assert timezone.localdate(found.reminded_at) == day


def test_next_meeting_that_can_decide_is_known_for_each_body(town, ask, disa, day):
    ask(town.participant)
    for days, papers in ((-5, -9), (3, -1), (9, 0), (20, 15)):
        Meeting.objects.create(
            organization=town.participant,
            held_on=day + timedelta(days=days),
            papers_due_on=day + timedelta(days=papers),
        )

    calendar = board_of(disa, today=day).calendars[town.participant.pk]

    assert calendar.next_deciding(today=day).held_on == day + timedelta(days=9)


@pytest.mark.parametrize("number", [10, 50])
def test_board_costs_five_statements(town, ask, disa, day, number, django_assert_num_queries):
    for each in range(number):
        ask(OrganizationFactory(municipality=town.municipality), f"Remiss {each % 12}", days=-1)
    disa.refresh_from_db()
    board_of(disa, today=day)

    with django_assert_num_queries(5):
        board = board_of(disa, today=day)
        assert len(board.late) == number
        grid_of(board)
        headline(board)


# --- In words -------------------------------------------------------------------------------------


def test_headline_counts_in_words(town, ask, disa, day):
    ask(town.participant, days=-9)
    ask(town.lead, days=-2)
    ask(town.outside, days=5, state=ConsulteeState.INCOMPLETE)
    ask(town.participant, title="Trygghetsmedel", days=0)

    words = headline(board_of(disa, today=day))

    assert words.out == "Tre nämnder, två remisser ute."
    assert words.late == "Två svar är sena"
    assert words.rest == ", ett behöver kompletteras och ett har sista dag i dag."


def test_headline_without_trouble_is_short(town, ask, disa, day):
    ask(town.participant)

    words = headline(board_of(disa, today=day))

    assert (words.out, words.late, words.rest) == (
        "En nämnd, en remiss ute.",
        "Inget svar är sent",
        ".",
    )


def test_headline_says_asked_when_not_all_are_committees(town, ask, disa, day):
    ask(town.participant)
    ask(town.participant_office)

    assert headline(board_of(disa, today=day)).out.startswith("Två tillfrågade, ")


@pytest.mark.parametrize(("number", "words"), [(0, "noll"), (2, "två"), (12, "tolv"), (13, "13")])
def test_numbers_up_to_twelve_are_words(number, words):
    assert in_words(number) == words


# --- As a grid ------------------------------------------------------------------------------------


def board_with(ask, town, bodies, referrals, user, day) -> Board:
    made = [
        OrganizationFactory(municipality=town.municipality, name=f"Nämnd {number:02}")
        for number in range(bodies)
    ]
    for number in range(referrals):
        for body in made:
            ask(body, f"Remiss {number:02}", days=number)
    return board_of(user, today=day)


def test_grid_has_bodies_down_and_referrals_across(town, ask, disa, day):
    ask(town.participant, state=ConsulteeState.ANSWERED)
    ask(town.lead)
    ask(town.lead, title="Lokaler för unga", days=40)

    grid = grid_of(board_of(disa, today=day))

    assert [column.label for column in grid.columns] == [
        "Kraftsamlande insatser",
        "Lokaler för unga",
    ]
    assert [row.label.replace("\xad", "") for row in grid.rows] == [
        "Fritidsnämnden",
        "Stadsbyggnadsnämnden",
    ]
    assert [cell and cell.progress.kind for cell in grid.rows[1].cells] == ["answered", None]
    assert [column.done for column in grid.columns] == ["1 av 2", "0 av 1"]


def test_many_referrals_go_down_the_page_instead(town, ask, disa, day):
    grid = grid_of(board_with(ask, town, 3, 13, disa, day))

    assert (grid.corner, len(grid.columns), len(grid.rows)) == ("Remiss", 3, 13)
    assert not grid.is_tight


def test_tall_grid_is_set_tight(town, ask, disa, day):
    assert grid_of(board_with(ask, town, 15, 2, disa, day)).is_tight


def test_grid_stops_at_what_a_page_can_show(town, ask, disa, day):
    grid = grid_of(board_with(ask, town, 1, SHOWN_AT_MOST + 3, disa, day))

    assert (len(grid.rows), grid.hidden) == (SHOWN_AT_MOST, 3)


def test_long_names_may_be_divided_where_they_are_joined(town, ask, disa, day):
    ask(town.participant, title="Trygghetsmedel")

    grid = grid_of(board_of(disa, today=day))

    assert grid.rows[0].label == "Stads\xadbyggnads\xadnämnden"
    assert grid.columns[0].label == "Trygghets\xadmedel"


def test_empty_board_is_an_empty_grid(day):
    grid = grid_of(Board([], {}, day))

    assert (grid.rows, grid.columns) == ([], [])


def test_body_without_a_meeting_in_time_is_named_with_the_day_that_would_do(town, ask, disa, day):
    late = ask(town.participant, days=10)
    Meeting.objects.create(organization=town.participant, held_on=day + timedelta(days=20))
    in_time = ask(town.lead, days=30)
    Meeting.objects.create(organization=town.lead, held_on=day + timedelta(days=5))

    board = board_of(disa, today=day)

    assert {each.consultee: each.cannot for each in board.asked} == {late: True, in_time: False}
    (task,) = unable_tasks(board)
    assert task.action.url == f"/remissinstanser/{late.pk}/forlang/"
