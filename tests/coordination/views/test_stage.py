"""The pages of a stage: its result after the meeting, and the dissent there."""

import pytest
from django.utils import timezone

from coordination.domain.stage import next_stage
from coordination.models import Request, SeparateOpinion
from tests.coordination.views.test_memorandum import get, url


@pytest.fixture
def stage(presented):
    return next_stage(presented)


def opinion_of(people, **values):
    rows = {f"person_{number}": person.pk for number, person in enumerate(people, 1)}
    return {"kind": "reservation", "rows": "3", "save": "1", **rows, **values}


@pytest.fixture
def filed(as_disa, stage, opposition):
    """A reservation by three people of two parties, with a counter-proposal."""
    facts = opinion_of(
        opposition,
        proposal_lead="Vi föreslår följande.",
        clauses="- att delvis godkänna\n- att därutöver anföra",
        body="Samarbetet är viktigt.",
    )
    as_disa.post(url("file_stage_opinion", stage.pk), facts)
    return SeparateOpinion.objects.get()


def test_reservation_stands_on_the_page(as_disa, presented, filed):
    shown = get(as_disa, "memorandum", presented.pk).content.decode()

    assert "Agnes Testsson\N{NO-BREAK SPACE}(M), Jon" in shown
    assert "<li>att delvis godkänna</li>" in shown
    assert "Vi föreslår följande." in shown


def test_nobody_is_named(as_disa, stage):
    shown = as_disa.post(url("file_stage_opinion", stage.pk), opinion_of([])).content.decode()

    assert "Välj minst en person" in shown


def test_reservation_is_changed_and_taken_back(as_disa, filed, opposition):
    as_disa.post(
        url("edit_stage_opinion", filed.pk), opinion_of(opposition[:1], version=filed.version)
    )
    assert filed.signers.count() == 1

    assert (
        "Ta tillbaka: reservation?"
        in get(as_disa, "withdraw_stage_opinion", filed.pk).content.decode()
    )
    as_disa.post(url("withdraw_stage_opinion", filed.pk))
    assert not SeparateOpinion.objects.exists()


def test_suggestion_becomes_a_request_with_a_page_of_its_own(as_disa, filed, town):
    facts = {"text": "Rapportera till utskottet.", "addressee": town.board.pk}

    as_disa.post(url("add_suggestion", filed.pk), facts)

    shown = get(as_disa, "request", Request.objects.get().pk).content.decode()
    assert "Rapportera till utskottet." in shown
    assert "skickar med det" in shown


def record(as_disa, stage, **values):
    facts = {"result": "approval", "held_on": "2025-05-28", "final": "on", **values}
    return as_disa.post(url("record_stage", stage.pk), facts, follow=True)


def test_result_is_recorded_and_the_next_body_waits(as_disa, presented, stage):
    shown = record(as_disa, stage).content.decode()

    assert "Tillstyrker föredragandens förslag." in shown
    assert "Kommunstyrelsen ska ta ställning" in shown


def test_deciding_body_needs_its_paragraph(as_disa, presented, stage):
    record(as_disa, stage)
    board = next_stage(presented)

    assert "Skriv paragrafens nummer" in record(as_disa, board).content.decode()
    assert "§\N{NO-BREAK SPACE}18" in record(as_disa, board, paragraph="18").content.decode()


def test_votes_that_do_not_fit_are_refused_at_the_field(as_disa, stage):
    form = record(as_disa, stage, yes="9", no="2").context["form"]

    assert form.errors["yes"]


def test_recorded_stage_refuses_another_result(as_disa, stage):
    record(as_disa, stage)

    assert "Det går inte i läget" in record(as_disa, stage).content.decode()


def test_result_is_final_only_when_somebody_says_so(as_disa, stage):
    shown = record(as_disa, stage, final="")

    assert "Kryssa i att resultatet stämmer" in shown.context["form"].errors["final"][0]
    stage.refresh_from_db()
    assert stage.state == "awaited"


def test_day_is_proposed_only_when_the_body_meets(as_disa, stage):
    def proposed():
        return get(as_disa, "record_stage", stage.pk).context["form"]["held_on"].value()

    assert proposed() is None
    stage.body.meetings.create(held_on=timezone.localdate())
    assert proposed() == timezone.localdate()
