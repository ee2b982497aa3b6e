"""Who sits in groups and who is missing."""

from datetime import date

import pytest

from coordination.domain.queries.seat import candidates_for, seats_in
from coordination.enums import OrganizationKind, Role
from coordination.models import Organization
from tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SeatFactory,
)


@pytest.fixture
def group(steering_group, town):
    steering_group.parent = town.board
    steering_group.save()
    return steering_group


def seats(group, today):
    (found,) = seats_in(Organization.objects.filter(pk=group.pk), today=today)
    return found


def details(group, today):
    return [place.detail for place in seats(group, today).places]


def test_group_without_seats_is_shown_without(group, today):
    assert (seats(group, today).places, seats(group, today).vacancy_text) == ([], "")


def test_filled_seat_shows_who_and_for_whom(group, town, today):
    person = PersonFactory(given_name="Elsa", family_name="Mård", party_label="S")
    seat = SeatFactory(organization=group, on_behalf_of=town.lead, role=Role.CHAIR)
    MembershipFactory(seat=seat, person=person)

    (place,) = seats(group, today).places
    assert (place.person, str(place.person)) == (person, "Elsa Mård\N{NO-BREAK SPACE}(S)")
    assert place.detail == "Ordförande · Fritidsnämnden"


def test_vacant_seat_says_since_when(group, town, today):
    seat = SeatFactory(organization=group, on_behalf_of=town.outside)
    MembershipFactory(seat=seat, valid_until=date(2025, 5, 12))

    assert details(group, today) == ["Kulturnämnden · ledig sedan 12 maj 2025"]


def test_vacant_seat_says_in_which_statement_it_was_asked_for(group, town, today, adopted):
    SeatFactory(
        organization=group,
        on_behalf_of=town.participant_office,
        requested_in=adopted.requests.first(),
    )

    assert details(group, today) == [
        "Stadsbyggnadskontoret · begärd i yttrande §\N{NO-BREAK SPACE}201"
    ]


def test_vacancies_count_only_what_must_be_filled_today(group, today):
    MembershipFactory(seat=SeatFactory(organization=group))
    SeatFactory(organization=group)
    SeatFactory(organization=group, required=False)
    SeatFactory(organization=group, valid_until=date(2025, 1, 1))

    assert seats(group, today).vacancy_text == "1 av 3 platser lediga"


def test_rows_offer_what_the_reader_may_do(group, today, disa, love):
    vacant = SeatFactory(organization=group)
    taken = MembershipFactory(seat=SeatFactory(organization=group)).seat

    def offered(user):
        found = seats(group, today).rows(user, with_leaving=True)
        return [row.action and row.action.url for row in found]

    assert offered(disa) == [f"/platser/{vacant.pk}/tillsatt/", f"/platser/{taken.pk}/avsluta/"]
    assert offered(love) == [None, None]


def test_groups_come_steering_first_in_one_statement(
    group, matter, town, today, django_assert_num_queries
):
    for kind in (OrganizationKind.REFERENCE_GROUP, OrganizationKind.WORKING_GROUP):
        other = OrganizationFactory(name=kind, kind=kind, matter=matter)
        for _turn in range(20):
            MembershipFactory(seat=SeatFactory(organization=other))

    with django_assert_num_queries(1):
        found = seats_in(matter.groups.all(), today=today)
        assert [(each.group.kind, len(each.places)) for each in found] == [
            ("steering_group", 0),
            ("working_group", 20),
            ("reference_group", 20),
        ]


def test_candidates_are_the_people_of_the_body_and_its_administration(
    group, town, today, bo, erik, anna
):
    for body in (town.participant, town.participant_office):
        seat = SeatFactory(organization=group, on_behalf_of=body)
        assert {person.given_name for person in candidates_for(seat, today=today)} == {"Bo", "Erik"}


def test_candidates_of_an_open_seat_are_the_people_of_the_body_above(group, today, disa, love, bo):
    seat = SeatFactory(organization=group)

    assert {person.given_name for person in candidates_for(seat, today=today)} == {"Disa", "Love"}


def test_candidates_who_have_left_are_not_offered(group, town, today):
    gone = MembershipFactory(
        seat=SeatFactory(organization=town.outside), valid_until=date(2025, 1, 1)
    )
    seat = SeatFactory(organization=group, on_behalf_of=gone.seat.organization)

    assert list(candidates_for(seat, today=today)) == []
