"""How I want to be reminded, and how the administrator makes the letters our own."""

import pytest

pytestmark = pytest.mark.e2e


def test_secretary_chooses_how_to_be_reminded(visit):
    reader = visit("sekreterare")
    reader.open("/aviseringar/")
    reader.field("Yttranden").select_option(label="Varje måndag, i ett samlat brev")
    reader.press("Spara mina val")
    reader.sees("Dina val är sparade.")

    reader.press("Ta bort frånvaron")
    reader.sees("Du får påminnelserna igen.")


def test_administrator_sees_the_letter_before_it_is_saved(visit):
    reader = visit("admin")
    reader.open("/administration/brevtexter/late/sv/")
    reader.fill("Ämnesrad", "Vi saknar {titel}")
    reader.press("Visa brevet")
    reader.sees("Vi saknar Yttrande över Trygga parker")

    reader.fill("Ämnesrad", "Vi saknar {tittel}")
    reader.press("Spara texten")
    reader.sees("”{tittel}” går inte att fylla i.")

    reader.fill("Ämnesrad", "Vi saknar {titel}")
    reader.press("Spara texten")
    reader.sees("Texten är sparad.")


def test_administrator_changes_a_rule(visit):
    reader = visit("admin")
    reader.open("/administration/paminnelser/")
    reader.follow("Yttranden")
    reader.page.get_by_label("Dagar").first.fill("21")
    reader.press("Spara regeln")
    reader.sees("Påminnelse 21 dagar före")
