"""The controller decides a round: tries in the table, and enters what the board has decided."""

import pytest
from django.utils import timezone

pytestmark = pytest.mark.e2e

GRANTED = "Fördelning"
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
    coordinator.follow("Anteckna beslutet")
    coordinator.choose("Ärende", "KS-2024-1188 Kraftsamlande insatser")
    coordinator.fill("Beslutsdag", timezone.localdate().isoformat())
    coordinator.fill("Paragraf", "321")
    coordinator.fill("Beslutat belopp", "6 600 000")
    coordinator.fill("Vad som beslutades", "Pengarna fördelas enligt beslutstabellen.")
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


MONEY_PAGES = (
    *("/fyra-fragor/", "/pengar/budget/", "/pengar/nyckeltal/", "/pengar/avstamning/"),
    *("/pengar/ansokningar/", "/pengar/finansiering/", "/insatser/1/finansiering/", "/insatser/1/"),
)


def test_politicians_questions_are_answered_in_three_clicks(visit):
    """From Min sida: follow-up, the decision, the report with its receipt; then the file is there."""
    controller = visit("controller")

    controller.follow("Uppföljning")
    controller.follow(GRANTED, within=controller.section("De fyra frågorna"))
    controller.sees(
        "Vilka projekt genomförs?",
        "Hur bidrog vart och ett?",
        "Hur mycket är använt?",
        "Varför blev pengar kvar",
    )
    controller.press("Upprätta PDF")

    controller.sees("Handlingen är upprättad", "Kontrollsumma")
    assert controller.download("Ladda ner PDF")[:5] == b"%PDF-"


def test_pages_of_money_have_no_barriers(visit):
    """Each is looked over as it opens."""
    controller = visit("controller")

    for page in MONEY_PAGES:
        controller.open(page)
    assert controller.seen[-len(MONEY_PAGES) :] == list(MONEY_PAGES)


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
