"""Rich text is divided at its headings, and nothing but its own few tags comes through."""

import pytest

from coordination.documents.themes import Theme, split_themes


def test_text_without_headings_is_one_theme():
    assert split_themes("<p>Ett.</p><p>Två.</p>") == [Theme("", "<p>Ett.</p>\n<p>Två.</p>")]


def test_each_heading_begins_a_theme():
    themes = split_themes("<p>Först.</p><h3>Resurser</h3><p>Pengar.</p><h3>Tid</h3><p>Ett år.</p>")

    assert [(theme.heading, theme.body) for theme in themes] == [
        ("", "<p>Först.</p>"),
        ("Resurser", "<p>Pengar.</p>"),
        ("Tid", "<p>Ett år.</p>"),
    ]


def test_lower_heading_stays_inside_its_theme():
    (theme,) = split_themes("<h3>Plats</h3><p>Ett.</p><h4>Torg</h4><p>Två.</p>")

    assert theme.body == "<p>Ett.</p>\n<h4>Torg</h4>\n<p>Två.</p>"


def test_heading_levels_are_not_skipped():
    themes = split_themes("<h4>Torg</h4><p>Ett.</p><h4>Park</h4><p>Två.</p>")

    assert [theme.heading for theme in themes] == ["Torg"]
    assert "<h4>Park</h4>" in themes[0].body


def test_empty_text_has_no_themes():
    assert split_themes("") == split_themes("<p></p><h3> </h3><ul><li></li></ul>") == []


def test_short_headings_stand_beside_their_text():
    themes = split_themes("<h3>Plats</h3><p>Ett.</p><h3>Tid</h3><p>Två.</p>")

    assert [theme.is_beside for theme in themes] == [True, True]


@pytest.mark.parametrize(
    "heading",
    ["Förvaltningsövergripande samverkan", "En rubrik " * 8, "Rubrik utan text</h3><h3>Nästa"],
)
def test_one_heading_that_does_not_fit_puts_all_above_their_text(heading):
    themes = split_themes(f"<h3>Tid</h3><p>Ett.</p><h3>{heading}</h3><p>Två.</p>")

    assert not any(theme.is_beside for theme in themes)


def test_names_and_dates_are_kept_together():
    (theme,) = split_themes("<p>Sara Ek (M) den 12 juni</p>")

    assert theme.body == (
        '<p>Sara <span class="nb">Ek\xa0(M)</span> den <span class="nb">12\xa0juni</span></p>'
    )


def test_long_paragraphs_and_items_may_be_cut_by_a_page():
    (theme,) = split_themes(f"<p>{'ord ' * 400}</p><ul><li>{'ord ' * 400}</li><li>kort</li></ul>")

    assert theme.body.count('class="long"') == 2


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src="file:///etc/passwd">',
        '<style>@import "http://example.test/"</style>',
        '<p style="background:url(http://example.test/)" onclick="x()">',
        "<svg><image href='http://example.test/'/></svg>",
        "<link rel=attachment href='file:///etc/passwd'>",
        "</section></main></body></html>",
        "<base href='http://example.test/'>",
        "<!--",
        "<![CDATA[<script>]]>",
    ],
)
def test_hostile_markup_does_not_come_through(hostile):
    html = "".join(theme.heading + theme.body for theme in split_themes(hostile + "<p>Text</p>"))

    assert "http:" not in html
    assert "file:" not in html
    assert not {"script", "style", "img", "svg", "link", "base", "section"} & _tags(html)


def _tags(html: str) -> set[str]:
    return {part.split(">")[0].split()[0].strip("/") for part in html.split("<")[1:]}


def test_heads_of_a_table_say_that_they_are_of_columns():
    table = "<table><tr><th>År</th><th>Netto</th></tr><tr><td>2026</td><td>3,3</td></tr></table>"
    (theme,) = split_themes(table)

    assert theme.body == (
        '<table><thead><tr><th scope="col">År</th><th class="num" scope="col">Netto</th></tr></thead>'
        '<tbody><tr><td>2026</td><td class="num">3,3</td></tr></tbody></table>'
    )
