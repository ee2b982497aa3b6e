"""One content has one HTML, whatever it came in as."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.richtext import clean, plain_text
from tests.coordination.richtext.strategies import messy_html, rich_html

OUR_TAG = re.compile(r"</?(?:h3|h4|p|ul|ol|li|strong|em|br)>")


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Bara text", "<p>Bara text</p>"),
        ("text<p>stycke</p>mer", "<p>text</p><p>stycke</p><p>mer</p>"),
        ("<p></p><p> &nbsp; </p><p><b> </b></p><p><br></p>", ""),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<p>a\n   b\t c</p>", "<p>a b c</p>"),
        ("<p>§&nbsp;201</p>", "<p>§&nbsp;201</p>"),
        ("<p>a&nbsp;&nbsp; b&nbsp;</p>", "<p>a b</p>"),
        ("<p>a<br>b<br></p>", "<p>a<br>b</p>"),
        ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a &lt; b &amp; c</p>", "<p>a &lt; b &amp; c</p>"),
        ("5 < 6 och a<b", "<p>5 &lt; 6 och a&lt;b</p>"),
        ("<blockquote><p>citat</p></blockquote>", "<p>citat</p>"),
        ("<pre>rad 1\nrad 2</pre>", "<p>rad 1<br>rad 2</p>"),
        ("<p>A\u030angelholm och\u00ad\u200b så</p>", "<p>Ångelholm och så</p>"),
        ("<p>\u202eomvänt\u202c</p>", "<p>omvänt</p>"),
    ],
)
def test_clean_makes_paragraphs(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<b>a</b><i>b</i>", "<p><strong>a</strong><em>b</em></p>"),
        ("<p>a<b> b </b>c</p>", "<p>a <strong>b</strong> c</p>"),
        ("<b>a</b> <b>b</b>", "<p><strong>a b</strong></p>"),
        ("<i>a<b>b</b></i>", "<p><em>a</em><strong><em>b</em></strong></p>"),
        ("<b>a<i>b</i>c</b>", "<p><strong>a<em>b</em>c</strong></p>"),
        ("<b>a</p><p>b</b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<span style='FONT-WEIGHT: 700'>a</span>", "<p><strong>a</strong></p>"),
        ("<span style='color:red;font-style:italic'>a</span>", "<p><em>a</em></p>"),
        ("<b style='font-weight:400'>a</b>", "<p>a</p>"),
        ("<span style='mso-bidi-font-weight:bold'>a</span>", "<p>a</p>"),
        ("<h3><b>Rubrik</b><br><i>ett</i></h3>", "<h3>Rubrik <em>ett</em></h3>"),
        ("<b>e</b>\u0301 a", "<p><strong>é</strong> a</p>"),
    ],
)
def test_clean_keeps_emphasis(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<h1>a</h1><h2>b</h2><h3>c</h3>", "<h3>a</h3><h3>b</h3><h4>c</h4>"),
        ("<h3>a</h3><h4>b</h4>", "<h3>a</h3><h4>b</h4>"),
        ("<h5>a</h5><h6>b</h6>", "<h4>a</h4><h4>b</h4>"),
        ("<h3>a<p>b</p>", "<h3>a</h3><p>b</p>"),
        ("<p class=MsoTitle>Yttrande</p>", "<h3>Yttrande</h3>"),
    ],
)
def test_clean_has_two_levels_of_headings(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a</li></ul>\n<ul><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a</ul><ol><li>b</ol>", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ul><li>a<ol><li>b</ol></ul>", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><ul><li>a</li></ul></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li>a</li><li> </li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li>a<ul><li>b</ul>c</ul>", "<ul><li>a<ul><li>b<br>c</li></ul></li></ul>"),
        ("<li>a</li>", "<ul><li>a</li></ul>"),
        ("<ul>a</ul>", "<ul><li>a</li></ul>"),
        ("<ol><li><h2>Bakgrund</h2></li></ol>", "<h3>Bakgrund</h3>"),
    ],
)
def test_clean_makes_real_lists(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<ol start=1><li>a</ol><ol start=2><li>b</ol>", "<ol><li>a</li><li>b</li></ol>"),
        (
            "<ol><li>a</ol><p>och</p><ol start=2><li>b<li>c</ol>",
            "<ol><li>a</li></ol><p>och</p><p>2. b</p><p>3. c</p>",
        ),
        ("<ol><li>a<li value=5><b>b</b></ol>", "<ol><li>a</li></ol><p><strong>5. b</strong></p>"),
    ],
)
def test_clean_never_shows_an_item_under_another_number(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        (
            "<table><tr><th>År</th><td>2026</td></tr></table>",
            "<p>År; 2026</p>",
        ),
        ("<td>a<p>b</p>c<td>d", "<p>a</p><p>b c; d</p>"),
        ("<table><tr><td><ul><li>a</ul><td>b</table>", "<ul><li>a</li></ul><p>b</p>"),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "<p>a</p><p>b</p>"),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", "<p>a; b</p><p>c</p>"),
        ("<table>lös<tr><td>a<td>b<tr><td>c<td>d</table>", "<p>lös</p><p>a; b</p><p>c; d</p>"),
        (
            "<ul><li><table><tr><td>a<td>b<tr><td>c<td>d</table></ul>",
            "<ul><li>a</li><li>b</li><li>c</li><li>d</li></ul>",
        ),
        (f"<table><tr>{'<td>x' * 13}<tr><td>y</table>", f"<p>{'x; ' * 12}x</p><p>y</p>"),
    ],
)
def test_clean_turns_rows_of_what_is_no_simple_table_into_paragraphs(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        (
            (
                "<table border=1><caption>Tabell 1</caption><tr><th><b>År</b></th><td>2026</td></tr>"
                "<tr><td><p>Netto<p><i>kr</i></td><td></td><td>3,3</td></tr></table>"
            ),
            (
                "<p>Tabell 1</p><table><thead><tr><th>År</th><th>2026</th><td></td></tr></thead>"
                "<tbody><tr><td>Netto<br><em>kr</em></td><td></td><td>3,3</td></tr></tbody></table>"
            ),
        ),
        (
            "<table><tr><td>a<td><td>b<tr><td><td><td><tr><td>c<td><td>d</table>",
            (
                "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
                "<tbody><tr><td>c</td><td>d</td></tr></tbody></table>"
            ),
        ),
    ],
)
def test_clean_keeps_a_simple_table(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)",
        "<style>p{}</style>",
        "<!-- dold -->",
        "<!--[if gte mso 9]><xml><w:x>dold</w:x></xml><![endif]-->",
        "<xml><o:x>dold</o:x></xml>",
        "<p><o:p>&nbsp;dold</o:p></p>",
        "<svg><text>dold</text></svg>",
        "<iframe src='https://example.org'>dold</iframe>",
        "<head><title>dold</title></head>",
        "<del>struket</del>",
        "<p style='display:none'>dold</p>",
        "<p><span style='mso-hide:all'>dold</span></p>",
        "<p><a class=msocomanchor>[AL1]</a></p>",
        "<img src=x onerror=alert(1)>",
        "<?xml:namespace prefix = o />",
    ],
)
def test_clean_drops_what_is_not_text(html):
    assert clean(html) == ""
    assert clean(f"<p>före</p>{html}") == "<p>före</p>"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p onclick='x()' class=y id=z>a</p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>länk</a>", "<p>länk</p>"),
        ("<p title='a > b'>c</p>", "<p>c</p>"),
        ('<p title="<b>x</b>">c</p>', "<p>c</p>"),
        ("<!-- aldrig slut", "<p>&lt;!-- aldrig slut</p>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a\x00b\x07c\ud800d", "<p>abcd</p>"),
        ("<<b>a</b>", "<p>&lt;<strong>a</strong></p>"),
        ("<p>a<o:p>b", "<p>ab</p>"),
    ],
)
def test_clean_leaves_nothing_but_text(html, cleaned):
    assert clean(html) == cleaned


@given(messy_html | rich_html | st.text(max_size=80))
def test_clean_cleans_once(html):
    assert clean(clean(html)) == clean(html)


@given(messy_html | st.text(alphabet="<>/!-p=\"' bscript&;#x0", max_size=80))
def test_clean_emits_our_tags_without_attributes_and_nothing_else(html):
    assert "<" not in OUR_TAG.sub("", clean(html))


@given(messy_html)
def test_clean_yields_text_that_is_normalised(html):
    text = plain_text(clean(html))

    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text.replace("\n", ""))


@given(st.lists(st.text("abcåäö ", min_size=1, max_size=10), max_size=6))
def test_clean_loses_no_word_of_a_paste(paragraphs):
    html = "".join(f"<p class=MsoNormal><span>{text}</span><o:p></o:p></p>" for text in paragraphs)

    assert plain_text(clean(html)).split() == " ".join(paragraphs).split()
