from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from coordination import guards
from coordination.exceptions import ActionRefused
from coordination.models import Deadline
from funding.domain.round import (
    close_round,
    draft_round,
    open_for_applications,
    record_applications,
)
from funding.domain.round_form import (
    add_criterion,
    change_criterion,
    choose_parts,
    copy_form,
    remove_criterion,
    write_instructions,
)
from funding.domain.round_trial import end_trial, try_round
from funding.enums import ROUND_TRANSITIONS, RoundState
from funding.models import (
    Application,
    Criterion,
    Grant,
    Instruction,
    LedgerEntry,
    Round,
    Score,
)
from tests.factories.funding import GrantFactory, RoundFactory
from tests.funding.applications import LEVELS, drafted, judged, opened, submitted
from tests.funding.helpers import MKR, new_key


def test_drafted_round_owes_its_opening_and_closing(source, oskar):
    found = drafted(source, oskar)

    days = Deadline.objects.order_by("due_on").values_list("kind", "due_on", "done_by")
    assert list(days) == [
        ("round_opens", found.opens_on, ""),
        ("round_closes", found.closes_on, ""),
    ]


def test_opening_and_closing_keep_the_days(source, oskar):
    close_round(opened(source, oskar), actor=oskar)

    assert set(Deadline.objects.values_list("done_by", flat=True)) == {
        "Omgången öppnades",
        "Ansökan stängdes",
    }


def test_unfinished_round_does_not_open(source, oskar):
    days = {"opens_on": date(2025, 1, 15), "closes_on": date(2025, 2, 15)}
    bare = draft_round(source, actor=oskar, name="Tom", **days)

    with pytest.raises(ActionRefused, match="saknar anvisningar, delar som ansökan ska ha och kr"):
        open_for_applications(bare, actor=oskar)


def test_instructions_are_kept_in_versions(source, oskar):
    found = drafted(source, oskar)
    for text in ("<p>Ny.</p>", "<p>Ny.</p>"):
        write_instructions(found, actor=oskar, html=text)

    assert [each.number for each in found.instructions.all()] == [2, 1]


@pytest.mark.parametrize("person", ["bo", "erik", "anna", "love", "cecilia", "rut", "gun"])
def test_only_who_keeps_the_money_writes_the_form(source, oskar, person, request):
    found, actor = drafted(source, oskar), request.getfixturevalue(person)

    for act in (
        lambda: write_instructions(found, actor=actor, html="<p>x</p>"),
        lambda: choose_parts(found, actor=actor, parts={}),
        lambda: add_criterion(found, actor=actor, name="Ny", weight=1, levels=LEVELS),
        lambda: try_round(found, actor=actor),
        lambda: open_for_applications(found, actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_open_round_is_frozen(open_round, oskar):
    criterion = open_round.criteria.first()
    for act in (
        lambda: write_instructions(open_round, actor=oskar, html="<p>x</p>"),
        lambda: choose_parts(open_round, actor=oskar, parts={}),
        lambda: add_criterion(open_round, actor=oskar, name="Ny", weight=1, levels=LEVELS),
        lambda: change_criterion(criterion, actor=oskar, name="Ny", weight=1, levels=LEVELS),
        lambda: remove_criterion(criterion, actor=oskar),
    ):
        with pytest.raises(ActionRefused, match="ändras bara"):
            act()


def test_database_freezes_an_open_round(open_round, oskar):
    acts = [
        lambda: Criterion.objects.update(weight=9),
        lambda: Criterion.objects.all().delete(),
        lambda: Criterion.objects.create(
            round=open_round, position=9, name="Ny", weight=1, levels=LEVELS
        ),
        lambda: open_round.parts.all().delete(),
        lambda: Instruction.objects.create(
            round=open_round, number=9, html="x", written_by=oskar, written_at="2025-01-01T00:00Z"
        ),
        lambda: Instruction.objects.update(html="x"),
        lambda: Round.objects.update(purpose="Annat"),
        lambda: Round.objects.update(state="draft"),
    ]
    for act in acts:
        with pytest.raises(DatabaseError), transaction.atomic():
            act()

    guards.remove(connection)
    assert Criterion.objects.update(weight=9) == 2


@pytest.mark.parametrize("weight", [0, 101, -1])
def test_weight_is_one_to_a_hundred(source, oskar, weight):
    with pytest.raises(ValidationError, match="mellan 1 och 100"):
        add_criterion(drafted(source, oskar), actor=oskar, name="Ny", weight=weight, levels=LEVELS)


@pytest.mark.parametrize("levels", [LEVELS[:4], [*LEVELS[:4], " "]])
def test_all_five_levels_are_in_words(source, oskar, levels):
    with pytest.raises(ValidationError):
        add_criterion(drafted(source, oskar), actor=oskar, name="Ny", weight=1, levels=levels)


def test_criterion_has_one_name(source, oskar):
    with pytest.raises(ValidationError, match="redan ett kriterium"):
        add_criterion(drafted(source, oskar), actor=oskar, name="Trygghet", weight=1, levels=LEVELS)


def test_form_is_copied_from_an_earlier_round(open_round, source, oskar):
    days = {"opens_on": open_round.opens_on, "closes_on": open_round.closes_on}
    fresh = draft_round(source, actor=oskar, name="Hösten", **days)
    copy_form(fresh, actor=oskar, earlier=open_round)

    assert list(fresh.criteria.values_list("name", "weight", "levels")) == list(
        open_round.criteria.values_list("name", "weight", "levels")
    )
    assert fresh.instructions.get().html == open_round.instructions.get().html


@pytest.mark.parametrize("state", RoundState)
@pytest.mark.parametrize("action", ["open", "try", "end_trial"])
def test_every_state_and_action_outside_the_table_is_refused(source, oskar, state, action):
    found = drafted(source, oskar)
    guards.remove(connection)
    day = found.opens_on if state == RoundState.DECIDED else None
    Round.objects.filter(pk=found.pk).update(state=state, decided_on=day)
    act = {"open": open_for_applications, "try": try_round, "end_trial": end_trial}[action]

    if (state, action) in ROUND_TRANSITIONS:
        assert act(found, actor=oskar).state == ROUND_TRANSITIONS[state, action]
        return
    with pytest.raises(ActionRefused):
        act(found, actor=oskar)
    assert Round.objects.get(pk=found.pk).state == state


# --- A round tried before it opens ----------------------------------------------------------------


@pytest.fixture
def tried(source, oskar, town):
    found = try_round(drafted(source, oskar), actor=oskar)
    sent = submitted(found, oskar, town.lead, chairs={town.lead: oskar})
    judged(sent, oskar, 3, 3)
    return found


def test_trial_leaves_nothing_behind(tried, oskar):
    assert Score.objects.count() == 2
    ended = end_trial(tried, actor=oskar)

    assert (ended.state, Application.objects.count(), Score.objects.count()) == ("draft", 0, 0)
    assert not LedgerEntry.objects.filter(round=ended).exists()
    assert open_for_applications(ended, actor=oskar).state == "open"


def test_trial_books_and_grants_nothing(tried, oskar, decision):
    with pytest.raises(ActionRefused, match="inte öppnad"):
        record_applications(
            tried,
            actor=oskar,
            amount_ore=MKR,
            document="Prov",
            booked_on=tried.opens_on,
            key=new_key(),
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        GrantFactory(round=tried, decision=decision)
    assert Grant.objects.count() == 0


@pytest.mark.parametrize("person", ["lars", "erik", "cecilia"])
def test_trial_is_nobody_elses(tried, person, request):
    user = request.getfixturevalue(person)

    assert not Round.objects.visible_to(user).exists()


def test_open_round_is_seen_by_every_body_in_the_municipality(open_round, cecilia, source):
    RoundFactory(source=source)

    assert list(Round.objects.visible_to(cecilia)) == [open_round]
