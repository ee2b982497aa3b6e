"""What Word, Word Online, Google Docs and LibreOffice put on the clipboard becomes real structure."""

from pathlib import Path

import pytest

from coordination.richtext import clean, from_markup, to_markup

CLIPBOARDS = Path(__file__).parents[2] / "data" / "richtext"
NUMBERS = "<ol><li>En plats i styrgruppen</li><li>En plats i arbetsgruppen</li></ol>"
BULLETS = "<ul><li>lägesbilden görs gemensam<ul><li>med skolan</li></ul></li>"


def pasted(name: str) -> str:
    return clean((CLIPBOARDS / f"{name}.html").read_text(encoding="utf-8"))


def test_word_keeps_headings_emphasis_and_nested_lists():
    assert pasted("word") == (
        "<h3>Sammanfattning</h3>"
        "<p>Nämnden är <strong>positiv</strong> till förslaget och vill delta i "
        "<em>arbetsgruppen</em>. Enligt §&nbsp;189 ska sex nämnder samordna sig.</p>"
        "<h3>Yttrande</h3>"
        "<p><strong>Nämnden föreslår</strong> <em>att</em></p>"
        "<ul><li>lägesbilden görs gemensam<ul><li>med skolan</li><li>med polisen</li></ul></li>"
        "<li>kostnaderna redovisas<br>i varje delårsrapport.</li></ul>"
        "<p>Nämnden begär följande.</p>"
        "<ol><li>En plats i styrgruppen<ol><li>från 1 januari</li></ol></li>"
        "<li>En plats i arbetsgruppen</li></ol>"
        "<p>Dessutom:</p>"
        "<p>3. En tidplan</p>"
        "<table><thead><tr><th>Kostnader</th><th>1&nbsp;578,9</th><th>mnkr</th></tr></thead>"
        "<tbody><tr><td>Rad två<br>i samma cell</td><td></td><td></td></tr></tbody></table>"
        "<p>Rosengård &lt; Hyllie &amp; Lindängen</p>"
    )


def test_word_online_keeps_the_levels_of_its_single_item_lists():
    assert pasted("word_online") == (
        "<h3>Sammanfattning</h3>"
        "<p>Nämnden är <strong>positiv</strong> till förslaget.<br>Ny rad</p>"
        f"{BULLETS}</ul>{NUMBERS}"
    )


def test_google_docs_is_not_bold_all_over():
    assert pasted("google_docs") == (
        "<h3>Sammanfattning</h3>"
        "<p>Nämnden är <strong>positiv</strong> <em>till förslaget</em>.</p>"
        f"{BULLETS}</ul>{NUMBERS}"
    )


def test_libreoffice_keeps_lists_with_paragraphs_in_them():
    assert pasted("libreoffice") == (
        "<h3>Sammanfattning</h3>"
        "<p>Nämnden är <strong>positiv</strong> till <em>förslaget</em>.</p>"
        "<h4>Yttrande</h4>"
        f"{BULLETS}<li>kostnaderna redovisas</li></ul>{NUMBERS}"
        "<p>Kostnader; 3,3 mnkr</p>"
    )


@pytest.mark.parametrize("name", ["word", "word_online", "google_docs", "libreoffice"])
def test_pasted_text_survives_another_cleaning_and_the_textarea(name):
    html = pasted(name)

    assert clean(html) == html
    assert from_markup(to_markup(html)) == html


@pytest.mark.parametrize(
    ("marker", "html"),
    [
        ("·", "<ul><li>a</li></ul>"),
        ("o", "<ul><li>a</li></ul>"),
        ("§", "<ul><li>a</li></ul>"),
        ("–", "<ul><li>a</li></ul>"),
        ("", "<ul><li>a</li></ul>"),
        ("1.", "<ol><li>a</li></ol>"),
        ("1)", "<ol><li>a</li></ol>"),
        ("(1)", "<ol><li>a</li></ol>"),
        ("4.", "<p>4. a</p>"),
        ("b)", "<p>b) a</p>"),
        ("iv.", "<p>iv. a</p>"),
        ("2.1", "<p>2.1 a</p>"),
    ],
)
def test_word_markers_become_bullets_numbers_or_stay_as_text(marker, html):
    word = (
        f"<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{marker}&nbsp; </span>a"
    )

    assert clean(word) == html


def test_word_markers_are_known_by_their_comments_too():
    word = (
        "<p style='mso-list:l0 level1 lfo1'><!--[if !supportLists]-->1.&nbsp; <!--[endif]-->a</p>"
    )

    assert clean(word) == "<ol><li>a</li></ol>"


def test_word_numbered_headings_keep_their_number():
    word = (
        "<h1 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2. </span>Bakgrund</h1>"
    )

    assert clean(word) == "<h3>2. Bakgrund</h3>"


def test_word_lists_deeper_than_their_parents_are_lifted():
    word = "".join(f"<p style='mso-list:l0 level{level} lfo1'>{level}</p>" for level in (2, 5, 1))

    assert clean(word) == "<ul><li>2<ul><li>5</li></ul></li><li>1</li></ul>"
