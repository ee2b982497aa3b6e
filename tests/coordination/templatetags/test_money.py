import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.components import MoneyStrip
from coordination.swedish import rounded_to

FIVE_WORDS = ["Sökt", "Beviljat", "Använt", "Prognos", "Kvar"]
WHOLE = MoneyStrip(
    applied=9_640_000_000,
    granted=7_820_000_000,
    used=5_160_000_000,
    forecast=7_430_000_000,
    left=2_660_000_000,
    approximate=["used"],
    urls={"used": "/pengabok/"},
    sentence="Två tredjedelar är använda.",
    as_of=date(2025, 5, 31),
)


@pytest.mark.parametrize("strip", [WHOLE, MoneyStrip(), MoneyStrip(applied=100)])
def test_money_strip_has_always_the_five_words_in_order(render, strip):
    assert re.findall(r"<dt>(\w+)", render("{% money_strip strip %}", strip=strip)) == FIVE_WORDS


def test_money_strip_says_cirka_and_links_to_the_rows(squeezed):
    shown = squeezed("{% money_strip strip %}", strip=WHOLE)

    assert (
        '<a class="ks-money__figure" href="/pengabok/">'
        '<span class="ks-money__unit">cirka </span>51,6<span class="ks-money__unit"> mnkr</span></a>'
        "<small>66,0\u00a0% av beviljat</small>"
    ).replace("\u00a0", " ") in shown.replace("\u00a0", " ")
    assert shown.count("cirka </span>") == 1


def test_money_strip_draws_to_scale_and_says_it_in_words(render):
    shown = render("{% money_strip strip %}", strip=WHOLE)

    assert '<rect width="659.8" height="22" class="ks-f-used"/>' in shown
    assert '<rect width="950.1" height="22" class="ks-f-forecast"/>' in shown
    assert "Av beviljade 78,2 mnkr är 51,6 mnkr använt. Prognosen är 74,3 mnkr." in shown
    assert "Två tredjedelar är använda. Uppgifter per 31 maj 2025." in shown


def test_money_strip_shows_a_dash_for_what_does_not_exist_yet(render):
    shown = render("{% money_strip strip %}", strip=MoneyStrip(applied=960_000_000))

    assert shown.count("finns inte ännu") == 4
    assert shown.count(">–</span>") == 4
    assert "<svg" not in shown


def test_money_strip_below_a_million_is_in_kronor(render):
    shown = render("{% money_strip strip %}", strip=MoneyStrip(granted=25_000_000, used=0))

    assert "250\u00a0000" in shown
    assert "mnkr" not in shown


def test_money_strip_that_is_overspent_stays_inside_its_bar(render):
    strip = MoneyStrip(granted=100_000_000, used=200_000_000, left=-100_000_000)

    shown = render("{% money_strip strip %}", strip=strip)

    assert '<rect width="1000.0" height="22" class="ks-f-used"/>' in shown
    assert "−1,0" in shown


def test_money_strip_with_a_misspelt_figure_raises(render):
    with pytest.raises(ValueError, match="a figure of the money strip is 'usd'"):
        render("{% money_strip strip %}", strip=MoneyStrip(urls={"usd": "/"}))
    with pytest.raises(TypeError, match="unexpected keyword argument 'usd'"):
        render("{% money_strip strip %}", strip={"usd": 1})


@pytest.mark.parametrize(
    ("granted", "used", "shown"),
    [
        (5_200_000_000, 3_680_000_000, ["52,0", "36,8", "15,2"]),
        (5_195_000_000, 3_682_250_000, ["51,95", "36,82", "15,13"]),
        (5_201_000_000, 3_685_500_000, ["52,010", "36,855", "15,155"]),
        (10_050, 5_025, ["100,50", "50,25", "50,25"]),
    ],
)
def test_money_strip_has_the_decimals_its_figures_need_to_add(render, granted, used, shown):
    strip = MoneyStrip(granted=granted, used=used, left=granted - used)

    figures = re.findall(
        r'ks-money__figure">([^<]+)<', render("{% money_strip strip %}", strip=strip)
    )

    assert [figure for figure in figures if figure != "–"] == shown


AMOUNTS = st.integers(-(10**12), 10**12)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_figures_as_written_are_ordinary_roundings_and_add(used, left, returned):
    strip = MoneyStrip(granted=used + left + returned, used=used, left=left)

    shown = strip.shown

    exact = {"granted": strip.granted, "used": used, "left": left}
    assert {name: shown[name] for name in exact} == {
        name: rounded_to(ore, strip.unit) for name, ore in exact.items()
    }
    given_back = rounded_to(returned, strip.unit)
    assert shown["used"] + shown["left"] + given_back == shown["granted"]
