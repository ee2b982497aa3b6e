from funding.imports.columns import choose_columns
from funding.imports.sheet import read_pasted


def positions(headings, chosen=None, remembered=None):
    sheet = read_pasted("\t".join(headings) + "\n" + "\t".join("x" for _h in headings))
    return dict(choose_columns(sheet, chosen or {}, remembered or {}).positions)


def test_headings_of_finance_systems_are_known():
    found = positions(["Ver.nr", "Bokföringsdatum", "Projektnr", "Text", "Belopp (SEK)", "Valuta"])

    assert found == {"project": 2, "amount": 4, "day": 1, "document": 0, "currency": 5}


def test_what_was_pointed_out_goes_before_what_is_remembered_or_guessed():
    headings = ["Kst", "Belopp", "Utfall", "Period"]

    assert positions(headings)["amount"] == 1
    assert positions(headings, remembered={"amount": "Utfall"})["amount"] == 2
    assert positions(headings, {"amount": "Kst"}, {"amount": "Utfall"})["amount"] == 0


def test_missing_columns_are_named():
    sheet = read_pasted("Kst\tBelopp\n1\t2")

    assert choose_columns(sheet, {}, {}).missing == ["project", "day"]
