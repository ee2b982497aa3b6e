"""The ledger is read page by page, forwards and back, without a row lost or shown twice (P4)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from funding.domain.queries.balance import balance
from funding.domain.queries.ledger import Cursor, ledger_page
from funding.models import LedgerEntry
from tests.factories.funding import EntryFactory


@pytest.fixture
def rows(grant):
    """Eleven rows, several to a day."""
    for n in range(9):
        EntryFactory(grant=grant, amount_ore=1, booked_on=date(2025, 3, 5) + timedelta(days=n // 3))
    return list(LedgerEntry.objects.newest_first().values_list("pk", flat=True))


def page(cursor=None):
    return ledger_page(LedgerEntry.objects.all(), cursor=cursor, size=4)


def test_pages_forward_show_every_row_once_in_order(rows):
    shown, cursor = [], None
    while True:
        found = page(cursor)
        shown += [row.pk for row in found.rows]
        cursor = found.next
        if cursor is None:
            break

    assert shown == rows


def test_page_back_is_the_page_one_came_from(rows):
    first = page()
    second = page(first.next)
    back = page(second.previous)

    assert [row.pk for row in back.rows] == [row.pk for row in first.rows]
    assert (back.previous, first.previous) == (None, None)


def test_every_page_is_one_statement(rows, django_assert_num_queries):
    last = page(page(page().next).next)
    with django_assert_num_queries(1):
        page(last.previous)


@pytest.mark.parametrize("text", ["", "x", "a", "a2025-13-01_1", "a2025-01-01_x", "q2025-01-01_1"])
def test_unreadable_cursor_shows_the_first_page(client, disa, rows, text):
    client.force_login(disa)
    answer = client.get(reverse("funding:ledger"), {"fran": text})

    assert (answer.status_code, len(answer.context["rows"])) == (200, len(rows))


def test_cursor_is_read_as_it_was_written():
    cursor = Cursor(date(2025, 3, 5), 17, backwards=True)

    assert Cursor.read(str(cursor)) == cursor


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"bidrag": "999999"}, 404),
        ({"bidrag": "abc"}, 200),
        ({"bidrag": "9" * 30}, 200),
        ({"visa": "påhittat"}, 200),
        ({"per": "igår"}, 200),
        ({"per": "2025-03-05"}, 200),
    ],
)
def test_ledger_answers_any_address(client, disa, rows, params, status):
    client.force_login(disa)

    assert client.get(reverse("funding:ledger"), params).status_code == status


def test_ledger_of_a_grant_one_may_not_see_is_a_404(client, cecilia, grant):
    client.force_login(cecilia)

    assert client.get(reverse("funding:ledger"), {"bidrag": grant.pk}).status_code == 404


def test_ledger_of_what_is_left_has_signs_and_sums_to_the_figure(client, disa, rows):
    client.force_login(disa)

    page = client.get(reverse("funding:ledger"), {"visa": "left"}).context

    written = {row.amount_ore for row in page["rows"] if row.entry.kind == "used"}
    assert all(ore < 0 for ore in written)
    assert page["sum"].ore == balance(LedgerEntry.objects.all(), as_of=date.max).left


def test_ledger_of_every_row_has_no_sum(client, disa, rows):
    client.force_login(disa)

    assert client.get(reverse("funding:ledger")).context["sum"] is None
