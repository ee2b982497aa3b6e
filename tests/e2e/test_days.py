"""One day of the coordinator and one of the secretary, from the first page to the last (USERS C)."""

import io
import re
from datetime import date

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import load_workbook

from tests.e2e.reader import Reader
from tests.e2e.test_coordinator import TITLE, letters_about, working_day_after, write_referral
from tests.e2e.test_secretary import begin_statement, fill_in_adoption
from tests.e2e.test_word import read_in
from tests.pdf import Pdf

pytestmark = pytest.mark.e2e

OWN_WORDS = "Hej! Ring mig på 1234 om ni behöver mer tid."
# Just enough of the seven for a decision (KL 6:27).
THERE = ["Maja Lindqvist", "Henrik Wallin", "Sara Ekström", "Jonas Palm"]


# --- The coordinator -----------------------------------------------------------------------------


def test_a_day_of_the_coordinator(visit, world):
    reader = visit("koordinator")
    send_with_a_day_that_can_be_kept(reader)
    assert letters_about(world, TITLE) == 2
    note_call_to_fritidsnamnden(reader)
    remind_kulturnamnden(reader)
    assert reminder_says(world, OWN_WORDS) == 1
    move_both_days(reader, working_day_after(20))
    assert late_in_workbook(reader) == []
    compile_answers(reader)


def send_with_a_day_that_can_be_kept(reader: Reader) -> None:
    """Fritidsnämnden meets too late; the day that the page proposes is taken over."""
    reader.follow("Remisser")
    write_referral(reader, due_on=working_day_after(3))
    own = reader.page.get_by_role("button", name=re.compile("^Använd .* för Fritidsnämnden$"))
    day = own.inner_text().removeprefix("Använd ")
    reader.press(f"Använd {day} för Fritidsnämnden")
    reader.sees(f"Fritidsnämnden får svara till {day}")
    reader.press("Skicka remissen")
    reader.sees("Kvittens")


def note_call_to_fritidsnamnden(reader: Reader) -> None:
    """Who was called today is not proposed for a reminder today."""
    to_the_late(reader)
    reader.follow("Fritidsnämnden", within=reader.main)
    reader.follow("Anteckna samtal")
    reader.fill("Vem talade du med?", "Ylva Krantz")
    reader.fill("När?", timezone.localdate().isoformat())
    reader.fill("Vad sades?", "Svaret kommer på fredag.")
    reader.press("Spara samtalet")
    reader.sees("Samtal med Ylva Krantz", "Svaret kommer på fredag.")


def remind_kulturnamnden(reader: Reader) -> None:
    """In the coordinator's own words, looked at before they go out."""
    to_the_late(reader)
    tick_late(reader, "Kulturnämnden")
    reader.press("Påminn valda")
    reader.fill("Texten överst i brevet", OWN_WORDS)
    reader.press("Visa breven med min text")
    assert OWN_WORDS in reader.section("Breven").inner_text()
    reader.press("Skicka påminnelsen")


def move_both_days(reader: Reader, day: date) -> None:
    to_the_late(reader)
    tick_late(reader, "Fritidsnämnden")
    tick_late(reader, "Kulturnämnden")
    reader.press("Flytta svarsdagen för valda")
    reader.fill("Ny svarsdag", day.isoformat())
    reader.fill("Varför flyttas dagen?", "Nämnderna hinner inte före sina möten.")
    reader.press("Kontrollera och flytta")
    reader.sees_heading("Hinner de till den nya dagen?")
    reader.press("Flytta dagarna")
    reader.sees("Dagen är flyttad för 2 tillfrågade.")


def to_the_late(reader: Reader) -> None:
    reader.follow("Remisser")
    reader.follow("Sena 2")


def tick_late(reader: Reader, body: str) -> None:
    reader.main.get_by_role("checkbox", name=re.compile(f"^{body}: ")).check()


def reminder_says(world, words: str) -> int:
    """How many letters carry those words."""
    [(count,)] = world.ask(
        "SELECT count(*) FROM coordination_outgoingmessage WHERE text LIKE ?", f"%{words}%"
    )
    return count


def late_in_workbook(reader: Reader) -> list[str]:
    """The cells of the downloaded grid that say that somebody is late."""
    sheet = load_workbook(io.BytesIO(reader.download("Hämta som Excel"))).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any(text.startswith("Fritidsnämnden") for text in cells)
    return [text for text in cells if text.startswith("Försenad")]


def compile_answers(reader: Reader) -> None:
    """From the board of positions to the compilation; each answer stands under its body's name."""
    reader.open("/remisser/1/")
    reader.follow("Ställningstaganden och sammanställning")
    reader.sees("Stadsbyggnadsnämnden", "Tillstyrker", "Väntar på svar")
    reader.follow("Öppna sammanställningen")
    for body in ("Grundskolenämnden", "Stadsbyggnadsnämnden"):
        assert reader.section(body).get_by_role("link", name="Hela yttrandet").count() == 1
    reader.follow("Fastställ")
    reader.press("Fastställ")
    reader.sees("Fastställd", "Kvittens")


# --- The secretary -------------------------------------------------------------------------------


def test_a_day_of_the_secretary(visit):
    reader = visit("sekreterare")
    begin_statement(reader)
    statement = reader.path
    read_in(reader)
    reader.press("Använd texten")
    comment_on_the_reasons(reader, statement)
    add_to_the_summary(reader, statement)
    see_what_was_added(reader, statement)
    hold_the_meeting(reader)
    order_the_papers(reader)
    reader.open(statement)
    reader.follow("Lämna för granskning")
    reader.press("Lämna för granskning")
    reader.follow("Anta yttrandet")
    fill_in_adoption(reader, date_format(timezone.localdate(), "j F Y"), 247)
    reader.press("Kontrollera och anta")
    reader.sees(f"{len(THERE)} av 7: Maja Lindqvist")
    reader.press("Anta yttrandet")
    reader.sees("Yttrandet är antaget", "Kvittens", "§ 247")
    says = Pdf(reader.download("Ladda ner PDF")).text
    assert ["Det haster." in says, "Vilka år gäller det?" in says] == [True, False]


def comment_on_the_reasons(reader: Reader, statement: str) -> None:
    """A comment stays with those who write; answered, it is marked as done."""
    reader.open(statement)
    reader.follow("Interna synpunkter")
    reader.fill("Gäller orden", "de är få")
    reader.fill("Synpunkt", "Vilka år gäller det?")
    reader.press("Spara synpunkten")
    reader.sees("”de är få”", "Vilka år gäller det?")
    reader.press("Markera som klar")
    reader.sees("1 klar synpunkt")


def add_to_the_summary(reader: Reader, statement: str) -> None:
    reader.open(statement)
    reader.follow("Redigera sammanfattning")
    reader.field("Text").click()
    reader.page.keyboard.press("Control+End")
    reader.page.keyboard.type(" Det haster.")
    reader.press("Spara avsnittet")


def see_what_was_added(reader: Reader, statement: str) -> None:
    """The difference between the last two versions, marked for eye and ear."""
    reader.open(statement)
    reader.follow("Versioner av sammanfattningen")
    added = reader.section("Skillnader").locator("ins").all_inner_texts()
    assert [" ".join(text.split()) for text in added] == ["[tillagt: Det haster. ]"]


def hold_the_meeting(reader: Reader) -> None:
    """Put today's meeting in the calendar and write down who was there."""
    today = timezone.localdate()
    reader.open("/organ/18/sammantraden/")
    reader.follow("Lägg till ett sammanträde")
    reader.fill("Datum", today.isoformat())
    reader.press("Spara sammanträdet")
    reader.follow(date_format(today, "j F Y"))
    for name in THERE:
        reader.main.get_by_role("checkbox", name=name).check()
    reader.press("Spara närvaron")
    reader.sees("Närvaron är antecknad.")


def order_the_papers(reader: Reader) -> None:
    """One PDF for the meeting, with the statement that it is to adopt."""
    reader.follow("Öppna handlingarna")
    reader.press("Skapa möteshandlingar")
    reader.sees("Yttrande över Kriterier för programmets medel")
