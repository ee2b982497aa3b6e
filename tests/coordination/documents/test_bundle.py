"""Twelve statements bound into one file: how long it takes stands in the test's output (``-s``)."""

import time

from coordination.domain.bundle import draw_up_bundles, order_bundle, read_bundle
from coordination.domain.queries.bundle import candidates_for
from coordination.enums import StatementState
from coordination.models import Bundle, Meeting
from tests.factories import ConsulteeFactory, StatementFactory

REASONS = "<h3>Skälen</h3>" + "<p>Nämnden delar målet och ser tre frågor att lösa. </p>" * 40


def test_twelve_statements_become_one_file(town, matter, bo, today):
    meeting = Meeting.objects.create(organization=town.participant, held_on=today)
    for number in range(12):
        consultee = ConsulteeFactory(
            referral__matter=matter,
            referral__sender=town.central_office,
            referral__title=f"Remiss {number}",
            organization=town.participant,
        )
        StatementFactory(
            consultee=consultee,
            title=f"Yttrande över remiss {number}",
            state=StatementState.REVIEW,
            stance="endorses",
            sections={"summary": "<p>Nämnden tillstyrker.</p>", "body": REASONS},
        )
    order_bundle(meeting, actor=bo, chosen=candidates_for(meeting, bo))

    began = time.monotonic()
    draw_up_bundles()
    print(f"12 statements bound in {time.monotonic() - began:.1f} s")  # noqa: T201 (the figure asked for)

    bundle = Bundle.objects.get()
    assert (bundle.error, bundle.parts.count()) == ("", 12)
    assert read_bundle(bundle).startswith(b"%PDF")
