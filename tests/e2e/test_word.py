"""From a finished Word text to the adopted file, and two who write at the same time."""

import re

import pytest

from tests.e2e.reader import Reader
from tests.e2e.test_secretary import adopt, begin_statement
from tests.pdf import Pdf
from tests.word import item, paragraph, table, word_file

pytestmark = pytest.mark.e2e

MOST_CLICKS = 6
DOCUMENT = word_file(
    paragraph("Sammanfattning", style="Rubrik1"),
    paragraph("Nämnden tillstyrker kriterierna."),
    paragraph("Yttrande", style="Rubrik1"),
    paragraph("Skäl", style="Rubrik2"),
    item("de är få"),
    table(["År", "Kostnad"], ["2026", "3,3 mnkr"]),
)


class Clicks:
    """Counts the buttons that a reader presses."""

    def __init__(self, reader: Reader) -> None:
        self.count = 0
        self._press = reader.press
        reader.press = self.press

    def press(self, name, **where):
        self.count += 1
        self._press(name, **where)


def read_in(reader: Reader) -> None:
    """From the statement's page to what the Word text becomes."""
    reader.page.locator("input[type=file]").set_input_files(
        {"name": "Svar.docx", "mimeType": "application/octet-stream", "buffer": DOCUMENT}
    )
    reader.press("Läs in dokumentet")


def test_word_text_becomes_an_adopted_file_in_six_clicks(visit):
    reader = visit("sekreterare")
    begin_statement(reader)
    clicks = Clicks(reader)

    clicks.count += 1  # the browser's own button that chooses a file
    read_in(reader)
    reader.sees("Allt i dokumentet följde med.", "Nämnden tillstyrker kriterierna.")
    reader.press("Använd texten och lämna för granskning")
    adopt(reader, 246)

    says = Pdf(reader.download("Ladda ner PDF"))
    assert clicks.count <= MOST_CLICKS
    assert "Nämnden tillstyrker kriterierna." in says.text
    assert [cell.text for cell in says.root.find("TH")][:2] == ["År", "Kostnad"]


def writes(reader: Reader, words: str) -> None:
    reader.field("Text").click()
    reader.page.keyboard.press("Control+End")
    reader.page.keyboard.type(words)
    reader.page.locator("h1").click()  # leaves the text, which saves it
    reader.page.locator("[data-autosave-status]").get_by_text(re.compile("parat")).wait_for()


def test_two_who_write_at_once_are_led_to_both_texts(visit):
    first, second = visit("sekreterare"), visit("sekreterare")
    begin_statement(first)
    first.follow("Redigera yttrande")
    second.open(first.path)

    writes(first, "Förstas ord.")
    writes(second, "Andras ord.")

    first.sees("Sparat ")
    second.sees("Inte sparat: Någon annan sparade medan du skrev.")
    second.complaints.clear()  # the browser tells of the refusal, which is meant
    with second.page.expect_navigation():
        second.page.get_by_role("button", name="Jämför texterna").click()
    second.look_over()
    second.sees("Förstas ord.", "Andras ord.", "Skillnader")
    second.complaints.clear()


def test_what_was_saved_in_the_background_goes_on_with_the_button(visit):
    reader = visit("sekreterare")
    begin_statement(reader)
    reader.follow("Redigera yttrande")

    writes(reader, "Först detta.")
    reader.field("Text").click()
    reader.page.keyboard.press("Control+End")
    reader.page.keyboard.type(" Sedan detta.")
    reader.press("Spara avsnittet")

    reader.sees("Först detta. Sedan detta.")
