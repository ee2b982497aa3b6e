"""The coordinator's main job: who is late, a new referral, and the answers to what a statement asks."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from coordination.working_days import is_working_day
from tests.e2e.reader import Reader

pytestmark = pytest.mark.e2e

TITLE = "Mötesplatser för unga"
QUESTION = "Vilka mötesplatser behövs, och vem kan ta ansvar för dem?"


def working_day_after(days: int) -> date:
    day = timezone.localdate() + timedelta(days=days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def write_referral(reader: Reader, *, due_on: date | None = None) -> None:
    """From the grid to the page where all is looked through."""
    reader.follow("Ny remiss")
    reader.choose("Ärende", "KS-2024-1188 Kraftsamlande insatser")
    reader.choose("Avsändare", "Stadskontoret")
    reader.fill("Rubrik", TITLE)
    reader.fill("Vad ska svaret handla om?", QUESTION)
    reader.fill("Svara senast", (due_on or working_day_after(60)).isoformat())
    reader.tick("Fritidsnämnden")
    reader.tick("Kulturnämnden")
    reader.press("Spara och granska")


def letters_about(world, title: str) -> int:
    [(count,)] = world.ask(
        "SELECT count(*) FROM coordination_outgoingmessage WHERE subject LIKE ?", f"%{title}%"
    )
    return count


def vacant_seats(reader: Reader) -> list[str]:
    """What the vacant seats of stadsbyggnadskontoret say, without the button that fills them."""
    rows = reader.main.locator("li[data-vacant]").filter(has_text="Stadsbyggnadskontoret")
    said = rows.locator("span:not(.ks-avatar)").all_inner_texts()
    return [" ".join(text.split()) for text in said]


# The demonstration counts from the day on which it is loaded, and ends terms on working days.
LATE = re.compile(r"Försenad \d+ dagar")


def test_grid_says_who_is_late(visit):
    reader = visit("koordinator")

    reader.follow("Remisser")
    reader.follow("Sena 2")

    late = reader.page.get_by_role("row").filter(has_text=LATE)
    names = [row.get_by_role("rowheader").get_by_role("link").inner_text() for row in late.all()]
    assert names == ["Fritidsnämnden", "Kulturnämnden"]


def test_referral_is_written_checked_and_sent(visit, world):
    reader = visit("koordinator")
    reader.follow("Remisser")
    write_referral(reader)
    reader.sees_heading("Granska och skicka")
    reader.sees("Ylva Krantz", "Kristin Vallgren", QUESTION)

    reader.press("Skicka remissen")

    reader.sees("Kvittens")
    reader.sees_heading(TITLE)
    assert letters_about(world, TITLE) == 2


def test_referral_is_sent_once_however_often_the_button_is_pressed(visit, world):
    reader = visit("koordinator")
    reader.follow("Remisser")
    write_referral(reader)
    requests = []
    reader.page.on("request", lambda request: requests.append(request.method))

    with reader.page.expect_navigation():
        reader.main.get_by_role("button", name="Skicka remissen").dblclick()
    reader.look_over()

    assert requests.count("POST") == 1
    assert letters_about(world, TITLE) == 2


def test_requests_are_answered_and_an_accepted_one_makes_the_seats(visit):
    reader = visit("koordinator")
    reader.follow("Besvara önskemålen från stadsbyggnadsnämnden")
    answers = {
        "Önskemål 1: plats i grupp": "Bifalls",
        "Önskemål 2: finansiering": "Bifalls delvis",
        "Önskemål 3: utvärdering": "Skjuts upp",
    }
    for title, answer in answers.items():
        asked = reader.section(title)
        asked.get_by_label(answer, exact=True).check()
        asked.get_by_label("Skäl").fill("Så har stadskontoret bedömt saken.")

    reader.press("Spara svaren")
    reader.sees("Alla önskemål är besvarade.")

    reader.open("/program/1/")
    assert vacant_seats(reader) == ["Ledig plats Stadsbyggnadskontoret · begärd i yttrande § 201"]
    reader.follow("Arbetsgruppen för kraftsamlande insatser")
    assert vacant_seats(reader) == ["Ledig plats Stadsbyggnadskontoret · begärd i yttrande § 201"]
    reader.open("/")
    assert "Besvara önskemålen" not in reader.text


def test_one_request_is_answered_on_its_own_page(visit):
    reader = visit("koordinator")
    reader.follow("Besvara önskemålen från stadsbyggnadsnämnden")
    reader.follow("Stadsbyggnadskontoret ska ingå")
    reader.sees("Svarar du ”Bifalls” inrättas en plats för stadsbyggnadskontoret")

    reader.tick("Avslås")
    reader.press("Spara svaret")
    reader.sees("Skriv skälet.")
    reader.fill("Skäl", "Grupperna är fulltaliga till årsskiftet.")
    reader.press("Spara svaret")

    reader.sees("Svaret är sparat.", "Grupperna är fulltaliga till årsskiftet.")


def test_late_body_is_reminded(visit):
    reader = visit("koordinator")

    reader.follow("Påminn fritidsnämnden om yttrande")
    reader.follow("Påminn nu")
    reader.sees("Ylva Krantz")

    reader.press("Skicka påminnelsen")

    reader.sees("Ylva Krantz påmindes")
