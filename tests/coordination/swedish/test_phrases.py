"""No-break spaces, lists of names, bodies inside a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.swedish import body_in_sentence, join_names, nbsp

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    "text",
    [
        "§~201",
        "enligt §~201~a och §§~12–14",
        "bilaga §~201a",
        "Maja Lindqvist~(MP) yrkar",
        "Stefan Ek och Eva Ohlin~(båda~M)",
        "(alla~SD)",
        "den 26~september 2024",
        "70,3~mnkr av 80~mnkr",
        "101~452~322~kronor",
        "1~578,9~mnkr",
        "30~300~m², 512~platser",
        "87,9~%",
        "dnr~2024",
        "kl.~14.30",
        "år 2023 150 dagar",
        "se avsnitt 5 a",
        "12 augustinermunkar",
    ],
)
def test_nbsp_joins_what_belongs_together(text):
    assert nbsp(text.replace("~", " ")) == text.replace("~", NBSP)


@given(st.text(alphabet="§ 0123456789aåmnkr(MSP)båda.,jul", max_size=60))
def test_nbsp_changes_nothing_but_spaces_and_only_once(text):
    joined = nbsp(text)

    assert joined.replace(NBSP, " ") == text
    assert nbsp(joined) == joined


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A och B"),
        (["A", "B", "C"], "A, B och C"),
    ],
)
def test_join_names(names, joined):
    assert join_names(names) == joined


def test_join_names_takes_any_iterable():
    assert join_names(name for name in "AB") == "A och B"


@pytest.mark.parametrize(
    "name",
    [
        "Stadsbyggnadsnämnden",
        "Kommunstyrelsen",
        "Kommunstyrelsens arbetsutskott",
        "Kommunfullmäktige",
        "Hälsa-, vård- och omsorgsnämnden",
        "Arbetsmarknads- och socialnämnden",
        "Tekniska nämnden",
        "Stadskontoret",
        "Stadsbyggnadskontoret",
        "Grundskoleförvaltningen",
        "Styrgruppen för kraftsamlande insatser",
        "Borgarrådsberedningen",
    ],
)
def test_body_in_sentence_lowers_common_nouns(name):
    assert body_in_sentence(name) == name[0].lower() + name[1:]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Malmö stad",
        "Region Skåne",
        "KF",
        "MKB Fastighets AB",
        "Enskede-Årsta-Vantörs stadsdelsnämnd",
        "Norra innerstadens stadsdelsnämnd",
        "Stockholms stadsledningskontor",
        "Socialstyrelsen",
        "Länsstyrelsen Skåne",
        "Polismyndigheten",
    ],
)
def test_body_in_sentence_keeps_names(name):
    assert body_in_sentence(name) == name
