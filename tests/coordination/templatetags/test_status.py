from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import translation

from coordination.components import Badge
from coordination.templatetags.kraftsam.icons import DRAWINGS
from coordination.templatetags.kraftsam.status import CELLS, DEFAULT_SYMBOL, due_badge

TODAY = date(2025, 6, 4)


@pytest.mark.parametrize("kind", DEFAULT_SYMBOL)
def test_status_shows_colour_symbol_and_word(render, kind):
    shown = render(f'{{% status "{kind}" "Pågår" %}}')

    assert f'data-kind="{kind}"' in shown
    assert DRAWINGS[DEFAULT_SYMBOL[kind]] in shown
    assert shown.endswith("Pågår</span>")


def test_status_takes_another_symbol(render):
    assert DRAWINGS["lock"] in render('{% status "warning" "Spärrad" icon="lock" %}')


def test_status_is_filled_only_when_strong(render):
    assert "data-strong" in render('{% status "danger" "Försenad" strong=True %}')
    assert "data-strong" not in render('{% status "danger" "Försenad" %}')


def test_status_escapes_its_word(render):
    assert "&lt;b&gt;" in render('{% status "info" word %}', word="<b>")


def test_status_with_a_misspelt_argument_raises(render):
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'icn'"):
        render('{% status "success" "Pågår" icn="check" %}')


def test_status_of_unknown_kind_raises(render):
    with pytest.raises(ValueError, match="the status kind is 'happy'"):
        render('{% status "happy" "Pågår" %}')


@pytest.mark.parametrize(
    ("days", "badge"),
    [
        (-1180, Badge("danger", "Försenad drygt 3 år", "late")),
        (-400, Badge("danger", "Försenad 400 dagar", "late")),
        (-9, Badge("danger", "Försenad 9 dagar", "late")),
        (-1, Badge("danger", "Försenad 1 dag", "late")),
        (0, Badge("warning", "I dag", "today")),
        (1, Badge("warning", "I morgon", "clock")),
        (3, Badge("warning", "Om 3 dagar", "clock")),
        (7, Badge("warning", "Om 7 dagar", "clock")),
        (8, Badge("neutral", "12 juni", "cal")),
        (210, Badge("neutral", "31 december", "cal")),
        (211, Badge("neutral", "1 januari 2026", "cal")),
    ],
)
def test_due_says_how_far_it_is(days, badge):
    assert due_badge(TODAY + timedelta(days=days), today=TODAY) == badge


@pytest.mark.parametrize(
    ("done", "text"),
    [(date(2025, 5, 28), "Klart 28 maj"), (date(2024, 5, 28), "Klart 28 maj 2024")],
)
def test_due_that_is_done_is_never_late(done, text):
    badge = due_badge(date(2023, 1, 1), done=done, today=TODAY)

    assert badge == Badge("success", text, "check")


def test_due_without_a_date_says_so():
    assert due_badge(None, today=TODAY).text == "Inget datum"


def test_due_speaks_english_too():
    with translation.override("en"):
        assert due_badge(date(2025, 6, 24), today=TODAY).text == "June 24"


def test_due_counts_in_stockholm_days(render):
    late_evening = datetime(2025, 6, 3, 22, 30, tzinfo=UTC)  # half past midnight on 4 June

    assert "I dag" in render("{% due at %}", at=late_evening)


def test_due_needs_the_date_of_the_page():
    with pytest.raises(ValueError, match="needs `today`"):
        engines["django"].from_string("{% due day %}").render({"day": TODAY})


@pytest.mark.parametrize("kind", CELLS)
def test_legend_explains_every_cell(render, kind):
    symbol, word = CELLS[kind]

    assert f'data-kind="{kind}"' in render("{% legend %}")
    assert str(word) in render("{% legend %}")
    assert DRAWINGS[symbol] in render(
        f'{{% cell "{kind}" "4 juni" note="till 6 juni" url="/1/" %}}'
    )


def test_short_day_leaves_out_this_year(render):
    assert render("{% short_day day %}", day=date(2025, 12, 1)) == "1 december"
    assert render("{% short_day day %}", day=date(2026, 12, 1)) == "1 december 2026"
