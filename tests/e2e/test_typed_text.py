"""What was filled in survives that the session or its cookies are gone when it is sent."""

import pytest

pytestmark = pytest.mark.e2e

NOTICE = "är tillbaka. Det är inte sparat ännu."


@pytest.fixture
def fill_date(visit):
    """``fill_date()``: a secretary who has written about a new date and not sent it."""

    def fill_date():
        reader = visit("sekreterare")
        reader.open("/datum/nytt/")
        reader.fill("Vad ska vara klart?", "Årsrapporten till revisorerna")
        reader.field("Vem ansvarar?").select_option(index=1)
        reader.fill("Dag", "2027-03-01")
        return reader

    return fill_date


def is_back(reader):
    reader.sees(NOTICE)
    return reader.field("Vad ska vara klart?").input_value()


@pytest.mark.parametrize("lost", [["session"], ["session", "csrf"]])
def test_date_is_back_after_signing_in_again(fill_date, lost):
    reader = fill_date()
    for cookie in lost:
        reader.page.context.clear_cookies(name=cookie)

    reader.press("Lägg till datumet")
    reader.sign_in("sekreterare")

    assert is_back(reader) == "Årsrapporten till revisorerna"
    reader.press("Lägg till datumet")
    reader.sees_heading("Årsrapporten till revisorerna")
    reader.open("/datum/nytt/")
    assert NOTICE not in reader.text


def test_form_without_a_name_of_its_own_is_back_too(visit):
    reader = visit("sekreterare")
    reader.open("/aviseringar/")
    choice = reader.main.locator("form select").first
    choice.select_option(index=2)
    chosen = choice.input_value()
    reader.page.context.clear_cookies(name="session")

    reader.press("Spara mina val")
    reader.sign_in("sekreterare")

    reader.sees(NOTICE)
    assert reader.main.locator("form select").first.input_value() == chosen


def test_somebody_else_is_not_shown_the_text(fill_date):
    """Negative control."""
    reader = fill_date()
    reader.page.context.clear_cookies(name="session")

    reader.press("Lägg till datumet")
    reader.sign_in("koordinator")

    assert reader.field("Vad ska vara klart?").input_value() == ""
    assert NOTICE not in reader.text
