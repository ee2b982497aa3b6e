from datetime import date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from coordination.domain.audit import registered_afterwards
from coordination.exceptions import ActionRefused
from coordination.models import OutgoingMessage
from funding.domain.round import close_round, open_round, record_applications
from funding.enums import ROUND_TRANSITIONS, RoundState
from funding.models import LedgerEntry
from tests.factories.funding import RoundFactory
from tests.funding.helpers import MKR, new_key


def period(**values):
    return {"opens_on": date(2025, 1, 15), "closes_on": date(2025, 2, 15)} | values


def test_round_opens_for_applications(source, oskar):
    opened = open_round(source, actor=oskar, name="Våren 2025", **period())

    assert (opened.state, opened.decided_on) == ("open", None)


def test_round_that_closes_before_it_opens_is_refused(source, oskar):
    with pytest.raises(ValidationError, match="före första"):
        open_round(source, actor=oskar, name="Våren", **period(closes_on=date(2025, 1, 14)))


def test_source_has_one_round_of_a_name(source, oskar):
    open_round(source, actor=oskar, name="Våren", **period())

    with pytest.raises(ValidationError, match="redan en omgång"):
        open_round(source, actor=oskar, name="Våren", **period())


@pytest.mark.parametrize("state", RoundState)
def test_round_is_closed_only_while_open(source, oskar, state):
    decided = date(2025, 3, 5) if state == RoundState.DECIDED else None
    found = RoundFactory(source=source, state=state, decided_on=decided)

    if (state, "close") in ROUND_TRANSITIONS:
        assert close_round(found, actor=oskar).state == RoundState.CLOSED
        return
    with pytest.raises(ActionRefused):
        close_round(found, actor=oskar)
    found.refresh_from_db()
    assert found.state == state


@pytest.mark.parametrize("person", ["bo", "erik", "anna", "love", "cecilia", "rut", "gun"])
def test_others_open_and_close_nothing(source, person, request):
    actor = request.getfixturevalue(person)

    with pytest.raises(PermissionDenied):
        open_round(source, actor=actor, name="Våren", **period())
    with pytest.raises(PermissionDenied):
        close_round(RoundFactory(source=source, state="open"), actor=actor)


def test_what_was_applied_for_is_booked_once(funding_round, oskar):
    said = {
        "amount_ore": 5 * MKR,
        "document": "Avslagna ansökningar",
        "booked_on": date(2025, 2, 28),
        "key": new_key(),
    }
    first = record_applications(funding_round, actor=oskar, **said)

    assert record_applications(funding_round, actor=oskar, **said) == first
    assert LedgerEntry.objects.filter(kind="applied").count() == 1


@pytest.fixture
def early():
    """Ten days before the round was to close."""
    with registered_afterwards(timezone.make_aware(datetime(2025, 2, 5, 14, 30))):  # noqa: DTZ001
        yield


def test_round_is_not_closed_early_without_a_reason(open_round, oskar, early):
    with pytest.raises(ActionRefused, match="går ut först 15 februari 2025"):
        close_round(open_round, actor=oskar)
    open_round.refresh_from_db()
    assert open_round.state == RoundState.OPEN


def test_round_closed_early_has_the_day_it_closed_and_writes_to_those_with_drafts(
    draft, oskar, lars, early
):
    found = close_round(draft.round, actor=oskar, reason="Pengarna behövs i förskolan")

    found.refresh_from_db()
    assert (found.closes_on, found.closing_time) == (date(2025, 2, 5), time(14, 30))
    (letter,) = OutgoingMessage.objects.filter(kind="round")
    assert (letter.person, "Pengarna behövs i förskolan" in letter.text) == (lars.person, True)


def test_round_closed_in_time_keeps_its_day_and_writes_to_nobody(draft, oskar):
    found = close_round(draft.round, actor=oskar)

    assert found.closes_on == date(2025, 2, 15)
    assert not OutgoingMessage.objects.filter(kind="round").exists()
