"""The secretary's main job: from sign-in to the adopted statement as a file, with and without scripts."""

import hashlib
import re
from pathlib import Path

import pytest
from django.utils import timezone

from tests.e2e.reader import Reader
from tests.pdf import Pdf

pytestmark = pytest.mark.e2e

WORD = Path(__file__).parent.parent / "data" / "richtext" / "word.html"
DUTY = "Yttrande över Kriterier för programmets medel"
AUTHORS = ["Henrik Wallin", "Sara Ekström", "Jonas Palm"]
CONCURRING = ["Lena Hedman", "Erik Strand", "Karin Thorell"]


def begin_statement(reader: Reader) -> None:
    """From Min sida to the empty statement."""
    reader.follow(DUTY)
    reader.press("Skriv yttrandet")
    reader.sees_heading(DUTY)


def write_summary(reader: Reader, text: str) -> None:
    reader.follow("Redigera sammanfattning")
    reader.field("Text").click()
    reader.page.keyboard.type(text)
    reader.press("Spara avsnittet")


def write_body(reader: Reader) -> None:
    """A heading, a sentence with emphasis, and a list, with the editor's own tools."""
    keyboard, tool = reader.page.keyboard, reader.page.get_by_role("toolbar").get_by_role
    reader.follow("Redigera yttrande")
    reader.field("Text").click()
    tool("button", name="Rubrik").click()
    keyboard.type("Vad som bör väga tyngst")
    keyboard.press("Enter")
    keyboard.type("Pengarna ska gå till det som ")
    tool("button", name="Fet").click()
    keyboard.type("gör skillnad")
    tool("button", name="Fet").click()
    keyboard.type(" i områdena:")
    keyboard.press("Enter")
    tool("button", name="Punktlista").click()
    keyboard.type("trygga stråk")
    keyboard.press("Enter")
    keyboard.type("platser för unga")
    reader.press("Spara avsnittet")


def choose_stance(reader: Reader) -> None:
    reader.follow("Ändra rubrik och ställning")
    reader.tick("Tillstyrker med tillägg")
    reader.press("Spara")


def ask_for_seats(reader: Reader) -> None:
    """Stadsbyggnadskontoret in both groups."""
    reader.follow("Lägg till önskemål")
    reader.fill("Önskemål", "Stadsbyggnadskontoret ska få plats i båda grupperna.")
    reader.tick("Plats i grupp")
    reader.choose("Riktas till", "Kommunstyrelsen")
    reader.choose("Vem ska få platsen?", "Stadsbyggnadskontoret")
    reader.tick("Arbetsgruppen för kraftsamlande insatser")
    reader.tick("Styrgruppen för kraftsamlande insatser")
    reader.press("Spara önskemålet")


def file_opinion(reader: Reader) -> None:
    """Three members file it, three concur."""
    reader.follow("Lägg till särskilt yttrande")
    for number, (author, concurring) in enumerate(zip(AUTHORS, CONCURRING, strict=True), 1):
        reader.choose_starting(f"Lämnar in, rad {number}", author)
        reader.main.get_by_role("checkbox", name=concurring).check()
    reader.fill("Rubrik", "Säg vad som är nya pengar")
    reader.field("Text").click()
    reader.page.keyboard.type("Kriterierna säger inte vilka pengar som är nya.")
    reader.press("Spara")


def adopt(reader: Reader, paragraph: int) -> None:
    """After today's meeting, which the calendar lacks; checked, then adopted and sent."""
    reader.fill("Annan mötesdag", timezone.localdate().isoformat())
    fill_in_adoption(reader, "En annan dag", paragraph)
    reader.press("Kontrollera och anta")
    reader.sees_heading("Kontrollera och anta")
    reader.page.get_by_label("finns inte i kalendern. Lägg till det.").check()
    reader.press("Anta yttrandet")


def fill_in_adoption(reader: Reader, meeting: str, paragraph: int) -> None:
    """Meeting, §, chair and secretary; approved at once and sent."""
    reader.choose("Möte", meeting)
    reader.fill("Paragraf", str(paragraph))
    reader.choose_starting("Ordförande", "Maja Lindqvist")
    reader.choose_starting("Sekreterare", "Kerstin Almlöf")
    reader.tick("Tillstyrker med tillägg")
    reader.tick("Paragrafen justeras omedelbart")
    reader.tick("Skicka till stadskontoret direkt")


def shown_checksum(reader: Reader) -> str:
    return re.search(r"\b[0-9a-f]{64}\b", reader.text)[0]


def test_statement_is_written_adopted_and_downloaded(visit):
    reader = visit("sekreterare")
    begin_statement(reader)
    write_summary(reader, "Nämnden tillstyrker kriterierna och vill lägga till ett.")
    write_body(reader)
    choose_stance(reader)
    ask_for_seats(reader)
    reader.follow("Lämna för granskning")
    reader.press("Lämna för granskning")
    file_opinion(reader)
    reader.follow("Anta yttrandet")
    adopt(reader, 244)
    reader.sees("Yttrandet är antaget", "Kvittens", "§ 244")

    content = reader.download("Ladda ner PDF")

    assert content[:5] == b"%PDF-"
    assert hashlib.sha256(content).hexdigest() == shown_checksum(reader)
    says = Pdf(content)
    assert f"Stadsbyggnadsnämnden beslutar den {timezone.localdate().day}" in says.text
    assert "§ 244" in says.text
    assert ["Vad som bör väga tyngst" in says.text, "trygga stråk" in says.text] == [True, True]
    assert "ordförande Maja Lindqvist (MP)" in says.text
    assert "sekreterare Kerstin Almlöf" in says.text
    assert "bilaga § 244a" in says.text.lower()
    assert f"{', '.join(AUTHORS[:2])}" in re.sub(r" \(\w+\)", "", says.text)


def test_statement_is_written_and_adopted_without_scripts(visit):
    reader = visit("sekreterare", scripts=False)
    begin_statement(reader)
    reader.follow("Redigera sammanfattning")
    reader.fill("Text", "Nämnden **tillstyrker** kriterierna.")
    reader.press("Spara avsnittet")
    reader.follow("Redigera yttrande")
    reader.fill("Text", "## Skäl\n\nKriterierna är bra:\n\n- de är få\n- de är tydliga")
    reader.press("Spara avsnittet")
    reader.follow("Lämna för granskning")
    reader.press("Lämna för granskning")
    reader.follow("Anta yttrandet")
    adopt(reader, 245)

    content = reader.download("Ladda ner PDF")

    says = Pdf(content)
    assert hashlib.sha256(content).hexdigest() == shown_checksum(reader)
    assert "Skäl" in " ".join(says.texts("H3") + says.texts("H4"))
    assert ["de är få" in says.text, "**" in says.text] == [True, False]


def test_text_pasted_from_word_keeps_headings_lists_and_emphasis(visit, world):
    reader = visit("sekreterare")
    begin_statement(reader)
    reader.follow("Redigera yttrande")

    reader.paste_html("Text", WORD.read_text(encoding="utf-8"))
    reader.press("Spara avsnittet")

    [(html,)] = world.ask(
        "SELECT html FROM coordination_statementsection WHERE kind = 'body' ORDER BY id DESC LIMIT 1"
    )
    assert html.startswith(
        "<h3>Sammanfattning</h3><p>Nämnden är <strong>positiv</strong> till förslaget och vill "
        "delta i <em>arbetsgruppen</em>. Enligt §&nbsp;189 ska sex nämnder samordna sig.</p>"
        "<h3>Yttrande</h3><p><strong>Nämnden föreslår</strong> <em>att</em></p>"
        "<ul><li>lägesbilden görs gemensam<ul><li>med skolan</li><li>med polisen</li></ul></li>"
        "<li>kostnaderna redovisas<br>i varje delårsrapport.</li></ul>"
        "<p>Nämnden begär följande.</p>"
        "<ol><li>En plats i styrgruppen<ol><li>från 1 januari</li></ol></li>"
        "<li>En plats i arbetsgruppen</li></ol>"
    )


def test_what_is_missing_is_said_by_the_field_and_nothing_is_lost(visit):
    reader = visit("sekreterare")
    reader.open("/yttranden/6/")
    begun = visit("sekreterare")
    begin_statement(begun)
    begun.follow("Lägg till önskemål")
    begun.tick("Plats i grupp")
    begun.choose("Riktas till", "Kommunstyrelsen")

    begun.press("Spara önskemålet")

    begun.sees("Skriv vad nämnden önskar.", "Välj vem som ska få platsen.", "Välj minst en grupp.")
    assert begun.field("Riktas till").locator("option:checked").inner_text() == "Kommunstyrelsen"


def test_text_survives_that_the_session_ends(visit):
    reader = visit("sekreterare")
    begin_statement(reader)
    reader.follow("Redigera sammanfattning")
    reader.field("Text").click()
    reader.page.keyboard.type("Det här tog en timme att skriva.")
    reader.page.wait_for_timeout(700)  # drafts are kept when the typing pauses

    reader.page.context.clear_cookies(name="session")
    reader.press("Spara avsnittet")
    reader.sign_in("sekreterare")
    reader.sees("är tillbaka. Det är inte sparat ännu.")
    reader.press("Spara avsnittet")

    reader.sees("Det här tog en timme att skriva.")
