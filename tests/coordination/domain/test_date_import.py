"""A budget process of 34 events: read in, read in again, moved and called off."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from coordination.domain.date_import import DateVerdict, import_dates, plan_import
from coordination.enums import Role
from coordination.imports.meeting_ics import read_calendar
from coordination.models import Deadline, OutgoingMessage, PlannedDate
from tests.conftest import member

pytestmark = pytest.mark.django_db

FILE = Path(__file__).parents[1] / "data" / "budget.ics"
TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 12, tzinfo=timezone.get_default_timezone())
HEARING = "DTSTART;TZID=W. Europe Standard Time:20270406T090000"
NEW = DateVerdict.NEW


def rows(**changes):
    text = FILE.read_bytes().decode()
    for old, new in changes.get("swap", ()):
        assert old in text
        text = text.replace(old, new, 1)
    return read_calendar(text.encode())


def imported(town, actor, found=None):
    return import_dates(
        town.participant,
        actor=actor,
        rows=rows() if found is None else found,
        role=Role.SECRETARY,
        today=TODAY,
        now=AT,
    )


def test_thirty_four_events_become_dates(town, bo):
    assert imported(town, bo) == {NEW: 34}

    first, last = Deadline.objects.order_by("due_on")[0], Deadline.objects.latest("due_on")
    assert (first.due_on, first.title) == (
        date(2026, 12, 7),
        "KF fastställer fokusområden för budgeten",
    )
    assert last.due_on == date(2028, 1, 17)
    assert first.rule == "Ur en kalender som lästes in"


def test_hour_of_the_file_stands_in_the_name(town, bo):
    imported(town, bo)

    found = Deadline.objects.get(due_on=date(2027, 4, 6))
    assert found.title == "Hearing med socialnämnden, kl. 09.00"


def test_same_file_again_changes_nothing(town, bo):
    imported(town, bo)

    assert imported(town, bo) == {DateVerdict.SAME: 34}
    assert PlannedDate.objects.count() == 34
    assert not OutgoingMessage.objects.exists()


def test_moved_event_moves_its_date_and_tells_whoever_keeps_it(town, bo):
    imported(town, bo)
    found = rows(swap=[(HEARING, HEARING.replace("0406", "0413"))])

    assert imported(town, bo, found) == {DateVerdict.SAME: 33, DateVerdict.MOVED: 1}

    moved = Deadline.objects.get(title__startswith="Hearing med socialnämnden")
    assert moved.due_on == date(2027, 4, 13)
    assert moved.moves.get().from_day == date(2027, 4, 6)
    letter = OutgoingMessage.objects.get()
    assert letter.person == bo.person
    assert "Från 6 april 2027 till 13 april 2027" in letter.text


def test_cancelled_event_withdraws_its_date(town, bo):
    imported(town, bo)
    found = rows(swap=[(HEARING, f"STATUS:CANCELLED\r\n{HEARING}")])

    assert imported(town, bo, found)[DateVerdict.CANCELLED] == 1
    assert Deadline.objects.get(withdrawn=True).done_by == "Inställt i kalendern."


# --- The letter about it -------------------------------------------------------------------------

COUNCIL = "DTSTART;VALUE=DATE:20261207"
OFF, MOVED = (HEARING, f"STATUS:CANCELLED\r\n{HEARING}"), (COUNCIL, COUNCIL.replace("1207", "1214"))


def test_one_letter_holds_all_that_moved_or_was_called_off(town, bo):
    imported(town, bo)
    imported(town, bo, rows(swap=[OFF, MOVED]))

    letter = OutgoingMessage.objects.get()
    assert "Från 7 december 2026 till 14 december 2026" in letter.text
    assert "Hearing med socialnämnden, kl. 09.00\nInställt" in letter.text
    told = Deadline.objects.filter(Q(moves__isnull=False) | Q(withdrawn=True))
    addresses = {f"http://testserver/datum/{deadline.pk}/" for deadline in told}
    assert set(re.findall(r"http://testserver/datum/\d+/", letter.text)) == addresses
    assert len(addresses) == 2


def test_each_keeper_has_a_letter_in_their_own_language(town, bo):
    berit = member(town.participant, Role.SECRETARY, "Berit")
    berit.language = "en"
    berit.save()
    imported(town, bo)
    imported(town, bo, rows(swap=[OFF]))

    letters = {letter.person: letter for letter in OutgoingMessage.objects.all()}
    assert letters.keys() == {bo.person, berit.person}
    assert '<html lang="en">' in letters[berit.person].html


def test_moving_again_is_another_letter(town, bo):
    """Negative control: the name that keeps a letter from being doubled holds the moment too."""
    imported(town, bo)
    for number, swap in enumerate([MOVED, (COUNCIL, COUNCIL.replace("1207", "1221"))]):
        import_dates(
            town.participant,
            actor=bo,
            rows=rows(swap=[swap]),
            role=Role.SECRETARY,
            today=TODAY,
            now=AT + timedelta(hours=number),
        )

    assert [letter.text.count("Från ") for letter in OutgoingMessage.objects.all()] == [1, 1]


def test_renamed_event_renames_its_date(town, bo):
    imported(town, bo)
    found = rows(swap=[("SUMMARY:Bokslutsdag", "SUMMARY:Bokslutsdagen")])

    assert imported(town, bo, found)[DateVerdict.CHANGED] == 1
    assert Deadline.objects.get(due_on=date(2027, 2, 22)).title == "Bokslutsdagen, kl. 08.30"


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("20261207", "20261107", DateVerdict.PAST),
        ("UID:budget-2028-02@kommunen.example", "X-NO:1", DateVerdict.ERROR),
        ("UID:budget-2028-02@", "UID:budget-2028-01@", DateVerdict.ERROR),
        ("SUMMARY:Bokslutsdag", "X-NO:1", DateVerdict.ERROR),
        ("DTSTART;VALUE=DATE:20261214", "DTSTART;VALUE=DATE:i morgon", DateVerdict.ERROR),
    ],
)
def test_what_cannot_be_kept_is_left_out(town, bo, old, new, verdict):
    found = rows(swap=[(old, new)])

    assert imported(town, bo, found) == {NEW: 33, verdict: 1}
    assert PlannedDate.objects.count() == 33


def test_looking_saves_nothing(town):
    planned = plan_import(town.participant, rows(), today=TODAY)

    assert {each.verdict for each in planned} == {NEW}
    assert not Deadline.objects.exists()


def test_other_body_s_officials_import_nothing(town, cecilia):
    with pytest.raises(PermissionDenied):
        imported(town, cecilia)

    assert not PlannedDate.objects.exists()


@pytest.mark.parametrize(
    ("swap", "said"),
    [
        ((COUNCIL, COUNCIL.replace("2026", "2099")), "Året ska vara mellan 1900 och 2056"),
        (("SUMMARY:Bokslutsdag", "SUMMARY:Bok\u202eslutsdag"), "osynliga tecken"),
    ],
)
def test_event_that_cannot_be_saved_is_found_before_the_others_are(town, bo, swap, said):
    found = rows(swap=[swap])

    wrong = [e for e in plan_import(town.participant, found, today=TODAY) if not e.has_effect]
    imported(town, bo, found)

    assert [(each.verdict, said in each.text) for each in wrong] == [(DateVerdict.ERROR, True)]
    assert PlannedDate.objects.count() == 33
