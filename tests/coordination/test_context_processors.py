from datetime import date

import pytest
from django.test import RequestFactory

from coordination import context_processors
from coordination.context_processors import MenuEntry, Reader, page
from coordination.enums import Role
from coordination.registry import NavItem, Register
from tests.factories import MembershipFactory, SeatFactory, UserFactory


@pytest.fixture
def menu(monkeypatch):
    """A menu of two: Min sida and the help pages."""
    register = Register()
    register.register(NavItem(20, "Hjälp", "coordination:help", ("/hjalp/", "/ordlista/")))
    register.register(NavItem(10, "Min sida", "coordination:desk"))
    monkeypatch.setattr(context_processors, "navigation", register)

    def menu(path):
        return list(page(RequestFactory().get(path))["navigation"])

    return menu


@pytest.mark.parametrize(
    ("path", "desk", "help_page"),
    [("/", "page", ""), ("/hjalp/", "", "page"), ("/ordlista/", "", "true"), ("/organ/", "", "")],
)
def test_navigation_marks_where_one_is(menu, path, desk, help_page):
    assert menu(path) == [
        MenuEntry("Min sida", "/", desk),
        MenuEntry("Hjälp", "/hjalp/", help_page),
    ]


def reader_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return page(request)["reader"]


def test_reader_is_named_with_seat_and_municipality(bo):
    assert reader_of(bo) == Reader("Bo Testsson", "Sekreterare, stadsbyggnadsnämnden", "Storköping")


def test_reader_with_two_seats_is_named_with_the_first(bo, town):
    seat = SeatFactory(organization=town.lead, role=Role.MEMBER, position=99)
    MembershipFactory(person=bo.person, seat=seat)

    assert reader_of(bo).role == "Sekreterare, stadsbyggnadsnämnden"


def test_reader_whose_seat_has_ended_is_only_a_name(bo):
    bo.person.memberships.update(valid_from=date(2019, 1, 1), valid_until=date(2020, 1, 1))

    assert reader_of(bo) == Reader("Bo Testsson")


def test_reader_without_a_person_is_the_address(db):
    assert reader_of(UserFactory(person=None, email="it@demo.example")) == Reader("it@demo.example")


def test_today_is_the_date_in_stockholm(monkeypatch):
    monkeypatch.setattr(context_processors.timezone, "localdate", lambda: date(2025, 6, 4))

    assert page(RequestFactory().get("/"))["today"] == date(2025, 6, 4)
