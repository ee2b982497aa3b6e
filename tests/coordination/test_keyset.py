"""Pages of a long list by the last row seen."""

import pytest
from django.http import QueryDict

from coordination.keyset import keyset_page
from coordination.models import Organization
from tests.factories import OrganizationFactory

NAMES = ["Alvik", "Bromma", "Bromma", "Öja", "Åby", "Äng", "Zinken"]
IN_ORDER = ["Alvik", "Bromma", "Bromma", "Zinken", "Åby", "Äng", "Öja"]


@pytest.fixture
def rows(db):
    for name in NAMES:
        OrganizationFactory(name=name)
    return Organization.objects.all()


def columns(rows):
    return rows.values("id", "sort_key", "name")


def page(rows, query="", **options):
    return keyset_page(rows, QueryDict(query), columns=columns, size=3, **options)


def names(found):
    return [row["name"] for row in found.rows]


def walk(rows, direction, start=""):
    found = page(rows, start)
    while True:
        yield names(found)
        url = getattr(found, direction)
        if not url:
            return
        found = page(rows, url.removeprefix("?"))


def test_pages_follow_each_other_in_swedish_order_without_gap_or_repeat(rows):
    assert list(walk(rows, "next_url")) == [IN_ORDER[:3], IN_ORDER[3:6], IN_ORDER[6:]]


def test_pages_lead_back_the_same_way(rows):
    last = page(rows, page(rows, page(rows).next_url[1:]).next_url[1:])

    back = list(walk(rows, "previous_url", last.previous_url[1:]))
    assert back == [IN_ORDER[3:6], IN_ORDER[:3]]


def test_first_and_last_page_have_no_neighbour_beyond(rows):
    first = page(rows)
    last = page(rows, "efter=z3.1")

    assert (first.previous_url, last.next_url) == ("", "")


def test_filters_stay_in_the_addresses(rows):
    url = page(rows, "lage=running&q=%C3%A5&efter=0.1").next_url

    assert url.startswith("?lage=running&q=%C3%A5&efter=bromma.")


@pytest.mark.parametrize("cursor", ["", "x", "a.b", "a.1.2", "'; drop", "a.1" + "0" * 30, "Å.1"])
def test_cursor_that_cannot_be_read_shows_the_first_page(rows, cursor):
    query = QueryDict(mutable=True)
    query["efter"] = cursor

    assert names(keyset_page(rows, query, columns=columns, size=3)) == IN_ORDER[:3]


def test_nothing_has_no_neighbours(rows):
    found = page(rows.none())

    assert (found.rows, found.previous_url, found.next_url) == ([], "", "")


def test_label_tells_how_many_are_shown(rows):
    assert page(rows, label=lambda shown: f"{shown} visas").label == "3 visas"


def test_page_is_one_statement(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        page(rows, "efter=bromma.1")
