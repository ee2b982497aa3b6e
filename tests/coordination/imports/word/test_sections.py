"""The text of a Word file is divided as committees divide theirs."""

from coordination.imports.word.sections import SplitText, split_sections
from coordination.richtext.parts import Block, Run


def blocks(*lines):
    """h1:Text, p:Text, b:Text for a paragraph in bold."""
    made = []
    for line in lines:
        kind, _colon, text = line.partition(":")
        made.append(Block("p" if kind == "b" else kind, [Run(text, strong=kind == "b")]))
    return made


def test_summary_and_statement_go_to_their_sections():
    split = split_sections(
        blocks("p:Dnr 1", "h1:Sammanfattning", "p:Kort.", "h1:Yttrande", "h2:Skäl", "p:Långt.")
    )

    assert split == SplitText("<p>Kort.</p>", "<h3>Skäl</h3><p>Långt.</p>", "<p>Dnr 1</p>")


def test_headings_may_be_paragraphs_in_bold():
    split = split_sections(
        blocks("b:Sammanfattning", "p:Kort.", "b:Nämndens yttrande:", "p:Långt.")
    )

    assert (split.summary, split.body) == ("<p>Kort.</p>", "<p>Långt.</p>")


def test_officials_report_goes_on_after_its_summary_under_headings_of_its_own():
    split = split_sections(
        blocks("h1:Tjänsteutlåtande", "h2:Sammanfattning", "p:Kort.", "h2:Ärendet", "h3:Bakgrund", "p:Då.",
               "h2:Förvaltningens synpunkter", "p:Nu.", "h2:Bilagor", "p:1. Remissen")
    )  # fmt: skip

    assert split == SplitText(
        "<p>Kort.</p>",
        "<h3>Ärendet</h3><h4>Bakgrund</h4><p>Då.</p><h3>Förvaltningens synpunkter</h3><p>Nu.</p>",
        "<h3>Tjänsteutlåtande</h3>",
        "<h3>Bilagor</h3><p>1. Remissen</p>",
    )


def test_title_above_the_summary_is_no_part_of_the_statement():
    split = split_sections(
        blocks(
            "h1:Yttrande över Kraftsamling",
            "p:Till KS",
            "h1:Sammanfattning",
            "p:a",
            "h1:Yttrande",
            "p:b",
        )
    )

    assert (split.before, split.summary, split.body) == ("<p>Till KS</p>", "<p>a</p>", "<p>b</p>")
    assert split.titles == ("Yttrande över Kraftsamling",)


def test_headings_that_are_the_sections_own_are_not_missed():
    split = split_sections(blocks("h1:1. Sammanfattning:", "p:a", "h1:Yttrande", "p:b"))

    assert split.titles == ()


def test_document_without_known_headings_is_all_statement():
    assert split_sections(blocks("h1:Hej", "p:a")) == SplitText("", "<h3>Hej</h3><p>a</p>")
