"""Everything on the way to a written statement is reached with Tab and Enter."""

import pytest

pytestmark = pytest.mark.e2e


def test_from_sign_in_to_a_written_section_by_keyboard(visit):
    reader = visit()
    keyboard = reader.page.keyboard

    reader.tab_to("E-postadress")
    keyboard.type("sekreterare@demo.example")
    reader.tab_to("Lösenord")
    keyboard.type("kraftsam-demo")
    reader.enter()
    reader.tab_to("Yttrande över Kriterier för programmets medel")
    reader.enter()
    reader.tab_to("Skriv yttrandet")
    reader.enter()
    reader.tab_to("Skriv")
    reader.enter()
    reader.tab_to("Text")
    keyboard.type("Nämnden tillstyrker.")
    reader.tab_to("Spara avsnittet")
    reader.enter()

    reader.sees("Nämnden tillstyrker.")


def test_skip_link_comes_first_and_leads_to_the_content(visit):
    reader = visit("ledamot")

    reader.tab_to("Hoppa till innehållet")
    reader.page.keyboard.press("Enter")

    assert reader.page.evaluate("document.activeElement.id") == "innehall"
