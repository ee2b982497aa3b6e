"""A long list in Excel: ordered, made as a job that survives its maker, stopped, taken away."""

import hashlib
import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone

from coordination.domain import list_file as job
from coordination.domain.list_file import (
    KEPT,
    LEASE,
    cancel_list_file,
    claim_list_file,
    make_list_files,
    order_list_file,
    remove_old_list_files,
    retry_list_file,
)
from coordination.enums import JobState
from coordination.exceptions import ActionRefused
from coordination.exports import listing as writing
from coordination.exports.listing import Column, Listing
from coordination.models import AuditEvent, ListFile, Matter, Organization
from coordination.registry import listings


def _bodies(user, params):
    return (
        Organization.objects.visible_to(user)
        .filter(name__contains=params.get("q", ""))
        .order_by("pk")
    )


BODIES = Listing("test-organ", "Organ", (Column("Namn", "name"),), _bodies, lambda _params: "/")

MATTERS = Listing(
    "test-arenden",
    "Ärenden",
    (Column("Rubrik", "title"),),
    lambda user, _params: Matter.objects.visible_to(user),
    lambda _params: "/",
)


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    for listing in (BODIES, MATTERS):
        monkeypatch.setitem(listings, listing.code, listing)


@pytest.fixture
def ordered(bo):
    return order(bo)


def order(actor, query="q=n%C3%A4mnden", **values):
    return order_list_file(BODIES, actor=actor, query=query, rows=3, language="sv", **values)


def test_made_file_holds_the_rows_that_the_orderer_sees(ordered, town):
    assert make_list_files() == 1

    ordered.refresh_from_db()
    with ordered.file.open() as stream:
        content = stream.read()
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Organ"]
    names = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert sorted(names) == sorted([town.participant.name, town.lead.name, town.outside.name])
    assert (ordered.rows_done, ordered.sha256) == (3, hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(("still_there", "rows"), [(True, 1), (False, 0)])
def test_right_is_asked_for_when_the_file_is_made(anna, matter, still_there, rows):
    """T35: whoever leaves the committee between the order and the job gets nothing of it."""
    ordered = order_list_file(MATTERS, actor=anna, query="", rows=1, language="sv")
    if not still_there:
        anna.person.memberships.all().delete()

    make_list_files()

    ordered.refresh_from_db()
    assert ordered.rows_done == rows


def test_same_list_twice_is_one_order(ordered, bo):
    assert order(bo) == ordered
    assert AuditEvent.objects.filter(action="list.ordered").count() == 1


def test_no_more_than_three_wait(bo):
    for number in range(3):
        order(bo, query=f"q={number}")

    with pytest.raises(ActionRefused) as refused:
        order(bo, query="q=4")

    assert refused.value.code == "too_many"


def test_two_makers_do_not_make_the_same(ordered):
    now = timezone.now()

    assert (claim_list_file(now=now), claim_list_file(now=now)) == (ordered, None)


def test_list_of_a_dead_maker_is_taken_up_again_but_not_for_ever(ordered):
    now = timezone.now()
    for attempt in range(3):
        assert claim_list_file(now=now + attempt * 2 * LEASE) == ordered

    assert make_list_files(now=now + 8 * LEASE) == 0

    ordered.refresh_from_db()
    assert (ordered.state, bool(ordered.error)) == (JobState.FAILED, True)


def test_failure_is_told_and_can_be_tried_again(ordered, bo, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(job, "_write", lambda *_args: 1 // 0)
        assert make_list_files() == 0
    ordered.refresh_from_db()

    retry_list_file(ordered, actor=bo)

    assert make_list_files() == 1


def test_stopped_list_stops_between_two_chunks(ordered, bo, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK", 1)
    told = []

    def progress(found, rows, real=job._progress):
        told.append(rows)
        if rows == 2:
            cancel_list_file(ListFile.objects.get(pk=found.pk), actor=bo)
        real(found, rows)

    monkeypatch.setattr(job, "_progress", progress)
    make_list_files()

    ordered.refresh_from_db()
    assert (told, ordered.state, ordered.file.name) == ([1, 2], JobState.CANCELLED, "")


def test_only_the_orderer_stops_it(ordered, cecilia):
    with pytest.raises(PermissionDenied):
        cancel_list_file(ordered, actor=cecilia)


@pytest.mark.parametrize("act", [cancel_list_file, retry_list_file])
def test_what_is_done_is_neither_stopped_nor_made_again(ordered, bo, act):
    make_list_files()
    ordered.refresh_from_db()

    with pytest.raises(ActionRefused):
        act(ordered, actor=bo)


def test_old_file_is_taken_away(ordered):
    make_list_files()
    ordered.refresh_from_db()

    assert remove_old_list_files(now=ordered.requested_at + KEPT - timedelta(hours=1)) == 0
    assert remove_old_list_files(now=ordered.requested_at + KEPT + timedelta(hours=1)) == 1
    assert not default_storage.exists(ordered.file.name)
