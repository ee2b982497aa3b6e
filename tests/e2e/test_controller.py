"""The controller decides a round: tries in the table, and enters what the board has decided."""

import pytest
from django.utils import timezone

pytestmark = pytest.mark.e2e

ROUND = "Kvällar och helger"


def states(world) -> dict[str, str]:
    rows = world.ask(
        "SELECT a.title, a.state FROM funding_application a "
        "JOIN funding_round r ON r.id = a.round_id WHERE r.name = ?",
        ROUND,
    )
    return dict(rows)


def test_controller_decides_a_round(visit, world):
    controller = visit("controller")
    controller.follow("Pengar")
    controller.follow(ROUND)
    controller.follow("Öppna beslutstabellen")
    controller.sees("Ramen räcker hit", "Utesluts av", "Inte långsiktig")
    annex = controller.download("Hämta beslutsbilaga (PDF)")
    workbook = controller.download("Hämta Excel")

    controller.main.get_by_label("Räkna med Läxhjälp med praktik").uncheck()
    controller.press("Räkna om")
    controller.sees("Inte vald")
    controller.follow("Börja om från toppen")
    controller.sees("Läxhjälp med praktik")
    assert (annex[:5], workbook[:2]) == (b"%PDF-", b"PK")
    assert set(states(world).values()) == {"submitted"}
    table = controller.path

    coordinator = visit("koordinator")
    coordinator.open(table)
    coordinator.follow("För in beslutet")
    coordinator.follow("Anteckna det först")
    coordinator.choose("Ärende", "KS-2024-1188 Kraftsamlande insatser")
    coordinator.fill("Beslutsdag", timezone.localdate().isoformat())
    coordinator.fill("Paragraf", "321")
    coordinator.fill("Finansiering", "Kommunstyrelsens budget.")
    coordinator.press("Anteckna beslutet")
    reasons = coordinator.main.get_by_label("Skäl vid avslag").all()
    amounts = coordinator.main.get_by_label("Beviljat belopp").all()
    for amount, reason in zip(amounts, reasons, strict=True):
        if not amount.input_value():
            reason.fill("Ramen räcker inte, eller ansökan är spärrad.")
    coordinator.press("För in beslutet")

    coordinator.sees("bidrag är beviljade och bokförda", "Avslag")
    assert states(world) == {
        "Kvällsöppet i fritidsgården": "granted",
        "Läxhjälp med praktik": "granted",
        "Torget som scen": "granted",
        "Ny belysning på torget": "refused",
        "Väktare vid stationen": "refused",
    }


def test_secretary_reads_and_consents(visit, world):
    reader = visit("sekreterare")
    reader.follow("Pengar")
    reader.follow("Ansökningar")
    reader.follow("Trygg väg till skolan")
    reader.follow("Läs och samtyck")
    reader.sees("Det här gör ni", "Kostnad och andelar")

    reader.press("Samtyck till ansökan")

    reader.sees("Stadsbyggnadsnämnden har samtyckt till ansökan.")
    [(count,)] = world.ask("SELECT count(*) FROM funding_consent WHERE withdrawn_at IS NULL")
    assert count >= 2
