"""A statement of the demo's committee in our own words, as a document and as a file."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from coordination.documents.sandbox import shared_sandbox
from coordination.documents.statement import (
    RequestLine,
    SeparateOpinionDocument,
    Signature,
    StatementDocument,
    render_statement,
)
from tests.pdf import Pdf

SUMMARY = """
<p>Den 26 september 2024, § 189, gav kommunfullmäktige kommunstyrelsen ansvaret för att samordna
stadens kraftsamlande insatser.</p>
<p>Nämnden ställer sig bakom förslaget och begär en plats i de två föreslagna grupperna.</p>
"""
BODY = """
<h3>Närvaro</h3>
<p>Staden behöver synas mer i de områden som prioriteras.</p>
<h4>Mötesplatser</h4>
<ul><li>Torg</li><li>Parker</li></ul>
<h3>Resurser</h3>
<p>Det ska framgå vad nämnderna ska betala <strong>inom sina egna ramar</strong>.</p>
"""
OPINION = """
<p>Vi delar målet men vill skicka med några synpunkter.</p>
<h3>Våra medskick</h3>
<ol><li>Välj få områden.</li><li>Låt varje krona gå att följa.</li></ol>
"""
SEPARATE_OPINION = SeparateOpinionDocument(
    label="bilaga § 201a",
    authors=["Henrik Wallin (M)", "Sara Ekström (M)", "Jonas Palm (M)"],
    concurring=["Lena Hedman (M)", "Karin Thorell (C)"],
    title="Särskilt yttrande om kraftsamlande insatser",
    text_html=OPINION,
)
STATEMENT = StatementDocument(
    body_name="Stadsbyggnadsnämnden",
    municipality_name="Malmö stad",
    postal_line="205 80 Malmö",
    registry_number="SBN-2025-388",
    addressee="Kommunstyrelsen",
    title="Yttrande över förslag till kraftsamlande insatser",
    lead="Svar på stadskontorets remiss.",
    decided_on=date(2025, 6, 12),
    minute_item="201",
    summary_html=SUMMARY,
    body_html=BODY,
    requests=[
        RequestLine(
            label="Plats i grupperna",
            text="Kontoret ingår i arbetsgruppen och i styrgruppen.",
            addressee="Kommunstyrelsen",
            due="2025-09-30",
        )
    ],
    chair=Signature("Maja Lindqvist (MP)", "ordförande"),
    secretary=Signature("Oskar Nyberg", "sekreterare"),
    separate_opinions=[SEPARATE_OPINION],
    receipt_number="K-2025-000412",
    established_at=datetime(2025, 6, 12, 16, 20, tzinfo=ZoneInfo("Europe/Stockholm")),
    source_sha256="da4a5207b470e8b92be7cadd814d928066256e09c85fdd68f227c2dbf465a612",
)


@pytest.fixture
def statement() -> StatementDocument:
    return STATEMENT


@pytest.fixture(scope="session")
def pdf() -> Pdf:
    """The adopted statement as a file (made once: reading it changes nothing)."""
    return Pdf(render_statement(STATEMENT))


@pytest.fixture
def render(statement):
    """Render the statement with some values changed."""
    return lambda **changes: Pdf(render_statement(replace(statement, **changes)))


@pytest.fixture
def sandbox():
    """A printing process of its own, for tests that break it."""
    sandbox = type(shared_sandbox())()
    yield sandbox
    sandbox.stop()
