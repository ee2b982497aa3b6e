"""Dates to keep: list, month, subscription and file, the administrator's days, and a letter's link."""

import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.e2e.reader import Reader

pytestmark = pytest.mark.e2e

STEPS = ["Nämnden lämnar budgetunderlag", "Nämnden beslutar om internbudget"]


def test_secretary_finds_a_date_in_list_and_month(visit):
    reader = visit("sekreterare")
    reader.open("/datum/")
    reader.sees_heading("Datum att hålla")
    reader.follow("Kalender", within=reader.main)
    reader.sees(date_format(timezone.localdate(), "F"))
    reader.follow("Månaden efter")
    reader.follow("Plan och utfall")
    reader.sees("Planerat", "Det tog")

    reader.open("/datum/")
    reader.follow("Se över nämndens dokumenthanteringsplan")
    reader.sees("Arkivmyndigheten vill se den nya förteckningen först.", "Vem som påminns")


@pytest.mark.parametrize("path", ["/datum/", "/datum/kalender/", "/datum/plan-och-utfall/"])
def test_dates_fit_a_phone(visit, path):
    visit("sekreterare", width=390).open(path)


def test_dates_work_without_scripts(visit):
    reader = visit("sekreterare", scripts=False)
    reader.open("/datum/kalender/")
    reader.sees_heading("Datum att hålla")


def test_subscription_is_read_by_a_calendar_until_it_is_taken_back(visit):
    reader = visit("sekreterare")
    reader.open("/datum/prenumerationer/")
    reader.fill("Var ska den användas?", "Min telefon")
    reader.press("Skapa prenumerationen")
    reader.sees("Den visas bara den här gången")
    address = reader.main.locator(".ks-address").inner_text()
    status, content = fetch(address)
    assert (status, content.startswith("BEGIN:VCALENDAR")) == (200, True)

    reader.open("/datum/prenumerationer/")
    assert address not in reader.text
    row = reader.main.locator("li", has_text="Min telefon")
    reader.press("Återkalla", within=row)
    reader.sees("Prenumerationen är återkallad.")
    assert fetch(address)[0] == 404


def fetch(address: str) -> tuple[int, str]:
    """What a calendar program gets, which has no session."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310  (our own)
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, ""


def test_file_is_looked_at_before_it_is_saved(visit, tmp_path):
    reader = visit("sekreterare")
    read_in(reader, tmp_path, days=(30, 60))
    reader.sees("Ingenting är sparat än.", *STEPS)
    reader.main.get_by_label(f"Ta med {STEPS[1]}").uncheck()
    reader.press("Spara det som är ikryssat")
    reader.open("/datum/")
    reader.follow(STEPS[0])
    reader.sees("Ur en kalender som lästes in")

    read_in(reader, tmp_path, days=(37, 60))
    day = date_format(timezone.localdate() + timedelta(days=37), "j F Y")
    assert day in reader.main.locator("tr", has_text=STEPS[0]).inner_text()
    reader.press("Spara det som är ikryssat")
    reader.open("/datum/")
    reader.follow(STEPS[0])
    reader.sees(f"till {day}")


def read_in(reader: Reader, folder, *, days) -> None:
    """Choose a calendar file with one event on each of those days from now."""
    today = timezone.localdate()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kommunen//SV"]
    for number, (title, away) in enumerate(zip(STEPS, days, strict=True)):
        day = today + timedelta(days=away)
        lines += ["BEGIN:VEVENT", f"UID:{number}@kommun.example", f"SUMMARY:{title}"]
        lines += [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTSTAMP:{today:%Y%m%d}T080000Z"]
        lines += ["END:VEVENT"]
    file = folder / "budget.ics"
    file.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]))
    reader.open("/datum/fran-fil/")
    reader.choose("Vems datum är det?", "Stadsbyggnadsnämnden")
    reader.field("Fil").set_input_files(file)
    reader.press("Läs filen")


# --- The administrator ---------------------------------------------------------------------------


def test_administrator_sets_days_and_rules(visit):
    reader = visit("admin")
    reader.open("/administration/arbetsdagar/")
    reader.sees("Utbildningsdag för alla förvaltningar")
    reader.open("/administration/datum/")
    reader.follow("Ändra Översyn av modellen")
    reader.open("/administration/utan-mottagare/")
    reader.sees_heading("Datum utan mottagare")
    reader.open("/utskick/ej-skickade/")


@pytest.mark.parametrize(
    "path",
    ["/administration/arbetsdagar/", "/administration/datum/", "/administration/utan-mottagare/"],
)
def test_administration_of_dates_fits_a_phone(visit, path):
    visit("admin", width=390).open(path)


# --- From a letter -------------------------------------------------------------------------------


def address_in_letters(world, title: str) -> str:
    """Where the button of letters about a date of one's own leads (``registry.deadline_subjects``)."""
    [(pk,)] = world.ask(
        "SELECT subject_id FROM coordination_deadline WHERE title = ? AND done_at IS NULL", title
    )
    return f"/datum/egna/{pk}/"


def test_letter_leads_through_sign_in_to_its_date_and_its_form(visit, world):
    reader = visit()
    reader.open(address_in_letters(world, "Se över nämndens dokumenthanteringsplan"))
    reader.sees_heading("Logga in")
    reader.sign_in("sekreterare")
    reader.sees_heading("Se över nämndens dokumenthanteringsplan")
    reader.follow("Markera som klart")
    reader.fill("Hur blev det klart?", "Antagen, § 118")
    reader.press("Markera som klart")
    reader.sees("Antagen, § 118")
