"""Rich text for property tests: tidy-looking, messy and hostile."""

from hypothesis import strategies as st

# Letters, and every sign that means something to HTML, to Markdown or to Unicode normalisation.
SIGNS = "abåÖé19 *_#-+.)(<>&;`~[]!|\\\"'=:/§–•\N{NO-BREAK SPACE}"
TRICKY = SIGNS + "\u0301\u0338\u200b\u00ad\u202e\u2003\n\t\x07\u2028"
WORDS = [
    "1. Inledning",
    "- streck",
    "# nummer",
    "**",
    "a*b*",
    "&amp;",
    "&#42;",
    "<b>",
    "2)",
    "+ ",
    "o",
]
INLINE = ["strong", "em", "b", "i"]
BLOCKS = ["p", "h2", "h3", "h4", "div", "li", "ul", "ol", "td", "tr", "table", "blockquote"]
STRAY = [
    "<", "</", "<!--", "-->", "<![if !supportLists]>", "<![endif]>", "<o:p>", "</o:p>", "<script>",
    "<p style='mso-list:l0 level3 lfo1'>", "<span style='mso-list:Ignore'>1.</span>", "&nbsp;", "<br>",
    "<b style='font-weight:normal'>", "<ol start=4>", "<li data-aria-level=2>", "&#0;", "<pre>",
]  # fmt: skip

plain = st.text(SIGNS, max_size=12) | st.sampled_from(WORDS)
any_text = st.text(TRICKY, max_size=12) | st.sampled_from(WORDS) | st.text(max_size=12)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _inside(tags: list[str], content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("<{0}>{1}</{0}>".format, st.sampled_from(tags), content)


text_html = plain.map(_escaped)
inline_html = st.lists(
    text_html
    | _inside(INLINE, text_html)
    | st.just("<br>")
    | _inside(INLINE, _inside(INLINE, text_html)),
    max_size=5,
).map("".join)
item_html = st.recursive(
    inline_html.map("<li>{}".format),
    lambda items: st.builds(
        "<li>{1}<{0}>{2}</{0}>".format,
        st.sampled_from(["ul", "ol"]),
        inline_html,
        st.lists(items, min_size=1, max_size=3).map("".join),
    ),
    max_leaves=5,
)
list_html = _inside(["ul", "ol"], st.lists(item_html, min_size=1, max_size=4).map("".join))
_row_html = _inside(["tr"], st.lists(_inside(["td", "th"], inline_html), max_size=4).map("".join))
table_html = _inside(["table"], st.lists(_row_html, max_size=4).map("".join))
rich_html = st.lists(
    _inside(["p", "h3", "h4"], inline_html) | list_html | table_html, max_size=5
).map("".join)
"""What an editor would send."""

messy_html = st.lists(
    any_text
    | st.sampled_from(STRAY)
    | st.builds("<{}>".format, st.sampled_from(INLINE + BLOCKS))
    | st.builds("</{}>".format, st.sampled_from(INLINE + BLOCKS)),
    max_size=25,
).map("".join)
"""What no editor would send, but somebody might."""
