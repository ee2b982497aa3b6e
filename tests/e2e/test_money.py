"""The official's main job with money: outcome pasted from Excel is booked, in few fields and no barriers."""

import pytest
from django.utils import timezone

from tests.e2e.reader import Reader

pytestmark = pytest.mark.e2e

MOST_FIELDS = 12
TYPED = "input:not([type=hidden]):not([type=file]), textarea, select"


def project_of(world) -> str:
    """A running project of the official's committee that money is left for."""
    ((title,),) = world.ask(
        "SELECT g.title FROM funding_grant g JOIN coordination_organization o ON o.id = "
        "g.recipient_id WHERE o.name LIKE 'Grundskole%' AND g.granted_ore - g.used_ore > 300000 "
        "ORDER BY g.id LIMIT 1"
    )
    return title


def pasted(title) -> str:
    """Three rows as Excel copies them; the last one could mean two amounts."""
    today = timezone.localdate().isoformat()
    rows = (
        ("Projekt", "Belopp", "Datum", "Ver.nr"),
        (title, "1 250,50", today, "V9001"),
        (title, "749,50", today, "V9002"),
        (title, "12.345", today, "V9003"),
    )
    return "\n".join("\t".join(row) for row in rows)


def test_official_reports_outcome_pasted_from_excel(visit, world):
    """One field is filled; the bad row is told by row and column; the good ones are booked."""
    title = project_of(world)
    handlaggare: Reader = visit("handlaggare")
    handlaggare.open("/pengar/utfall/nytt/")
    assert handlaggare.page.locator("main form").locator(TYPED).count() <= MOST_FIELDS
    handlaggare.fill("Klistra in tabellen", pasted(title))
    handlaggare.press("Kontrollera tabellen")

    handlaggare.sees("12.345")
    handlaggare.press("Spara de 2 felfria raderna")

    handlaggare.sees("V9001")
    rows = world.ask("SELECT amount_ore FROM funding_ledgerentry WHERE document LIKE 'V900%'")
    assert sorted(rows) == [(74_950,), (125_050,)]
