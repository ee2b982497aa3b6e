"""A statement's file says what the committee decided, in order, and can be read without eyes."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from coordination.documents.statement import (
    PartLine,
    RequestLine,
    SeparateOpinionDocument,
    render_statement,
)
from tests.pdf import faults, plain


def order_of(text: str, *parts: str) -> list[int]:
    """Where ``parts`` stand in ``text``; a part that is missing is an error."""
    return [text.index(part) for part in parts]


def test_statement_meets_both_standards(pdf):
    assert faults(pdf.data) == []


@pytest.mark.parametrize(
    ("healthy", "broken"),
    [
        (b"/Lang (sv)", b"/Lung (sv)"),
        (b"<pdfuaid:part>1", b"<pdfuaid:part>7"),
        (b"/S /H1", b"/S /H4"),
        (b"/S /LBody", b"/S /Wrong"),
    ],
)
def test_validators_object_to_a_broken_file(pdf, healthy, broken):
    assert healthy in pdf.data

    assert faults(pdf.data.replace(healthy, broken)) != []


def test_statement_follows_the_anatomy(pdf):
    positions = order_of(
        pdf.text,
        "Yttrande över förslag till kraftsamlande insatser",
        "Stadsbyggnadsnämnden har beslutat att lämna följande yttrande:",
        "Sammanfattning Den 26 september 2024, § 189,",
        "Yttrande Närvaro Staden behöver synas mer",
        "Resurser Det ska framgå vad nämnderna ska betala inom sina egna ramar.",
        "Tabell 1. Vad som önskas, av vem och till när",
        "ordförande Maja Lindqvist (MP)",
        "sekreterare Oskar Nyberg",
        "Särskilt yttrande Henrik Wallin (M)",
        "Bilaga § 201a Särskilt yttrande om kraftsamlande insatser",
        "Kvittens K-2025-000412",
    )

    assert positions == sorted(positions)


def test_statement_has_one_title_and_no_heading_level_is_skipped(pdf):
    levels = [int(tag[1]) for tag in pdf.tags if re.fullmatch("H[1-6]", tag)]

    assert levels == [1, 2, 2, 2, 3, 4, 3, 2, 2, 2, 3]


def test_statement_is_swedish_and_names_itself(pdf):
    assert pdf.language == "sv"
    assert pdf.title == "Yttrande över förslag till kraftsamlande insatser, SBN-2025-388"
    assert str(pdf.file.docinfo.Author) == "Stadsbyggnadsnämnden, Malmö stad"


def test_statement_has_bookmarks_for_sections_and_annexes(pdf):
    assert pdf.bookmarks == [
        (1, "Yttrande över förslag till kraftsamlande insatser"),
        (2, "Beslut"),
        (2, "Sammanfattning"),
        (2, "Yttrande"),
        (3, "Närvaro"),
        (4, "Mötesplatser"),
        (3, "Resurser"),
        (2, "Önskemål"),
        (2, "Särskilt yttrande"),
        (1, "Bilaga § 201a. Särskilt yttrande"),
        (2, "Våra medskick"),
    ]


def test_decision_clauses_stand_before_the_decision_line(render):
    clauses = ["att tillstyrka förslaget, och", "att paragrafen justeras omedelbart."]

    text = render(decision_clauses=clauses).text

    assert (
        "Stadsbyggnadsnämnden beslutar den 12 juni 2025, § 201, 1. att tillstyrka förslaget, och "
        "2. att paragrafen justeras omedelbart. "
        "Stadsbyggnadsnämnden har beslutat att lämna följande yttrande:"
    ) in text


def test_requests_are_a_table_with_caption_and_scoped_headers(pdf):
    (table,) = pdf.root.find("Table")
    headers = table.find("TH")

    assert [caption.text for caption in table.find("Caption")] == [
        "Tabell 1. Vad som önskas, av vem och till när"
    ]
    assert [(header.text, header.attributes["Scope"]) for header in headers] == [
        ("Önskemål", "/Column"),
        ("Innebörd", "/Column"),
        ("Riktas till", "/Column"),
        ("Till när", "/Column"),
        ("1. Plats i grupperna", "/Row"),
    ]
    assert [cell.text for cell in table.find("TD")] == [
        "Kontoret ingår i arbetsgruppen och i styrgruppen.",
        "Kommunstyrelsen",
        "2025-09-30",
    ]


def test_table_in_the_text_is_a_table_with_heads_of_columns(render):
    row = "<tr><td>2026</td><td></td><td>3,3 mnkr</td></tr>"
    head = "<tr><th>År</th><td></td><th>Kostnad</th></tr>"
    body = f"<h3>Kostnader</h3><p>Så här:</p><table>{head}{row * 60}</table><p>Slut.</p>"

    pdf = render(body_html=body, requests=[])

    tables = pdf.root.find("Table")  # one on each page
    assert faults(pdf.data) == []
    assert len(tables) > 1
    assert {cell.text for table in tables for cell in table.find("TH")} == {"År", "Kostnad"}
    assert sum(len(table.find("TD")) for table in tables) == 60 * 2


def test_statement_without_requests_has_no_table(render):
    pdf = render(requests=[])

    assert pdf.root.find("Table") == []
    assert "Önskemål" not in pdf.text


def test_forty_requests_repeat_their_headers_on_each_page(render):
    pdf = render(requests=[RequestLine(text="Nämnden ingår i gruppen. " * 5)] * 40)
    tables = pdf.root.find("Table")

    assert faults(pdf.data) == []
    assert len(tables) > 2
    assert {table.find("TH")[0].text for table in tables} == {"Önskemål"}
    assert pdf.texts("TH")[-1] == "Önskemål 40"


@pytest.mark.parametrize(("rows", "sentences"), [(3, 3), (3, 40), (25, 5)])
def test_table_of_requests_begins_on_the_page_of_its_heading(render, rows, sentences):
    requests = [RequestLine(text="Nämnden ingår i gruppen. " * sentences)] * rows
    for lines in range(0, 24, 8):
        pdf = render(body_html="<p>Rad.</p>" * lines, requests=requests)
        (heading,) = [block for block in pdf.root.find("H2") if block.text == "Önskemål"]
        (caption,) = pdf.root.find("Caption")

        assert heading.pages == caption.pages == {min(pdf.root.find("TD")[0].pages)}


def test_request_longer_than_a_page_is_printed_whole(render):
    pdf = render(requests=[RequestLine(text="Nämnden begär svar. " * 400 + "Sist.")])

    assert faults(pdf.data) == []
    # once more in the text itself; a page may break between two words of a sentence
    assert pdf.text.count("begär") == 401
    assert "Sist." in pdf.text


def test_separate_opinion_is_referred_to_by_its_annex(pdf):
    assert plain(
        """Henrik Wallin (M), Sara Ekström (M) och Jonas Palm (M) med instämmande av Lena Hedman (M)
        och Karin Thorell (C) lämnar in ett särskilt yttrande, bilaga § 201a."""
    ) in pdf.texts("P")
    assert [link.text for link in pdf.root.find("Link")] == ["bilaga § 201a"]


def test_reservation_of_one_member_reads_well(render):
    reservation = SeparateOpinionDocument(
        "bilaga § 201b", ["Nils Öst (V)"], kind_label="reservation"
    )

    pdf = render(separate_opinions=[reservation])

    assert "Reservation Nils Öst (V) lämnar in en reservation, bilaga § 201b." in pdf.text


def test_each_annex_has_pages_of_its_own_with_its_label_in_their_head(render, statement):
    (first,) = statement.separate_opinions
    second = replace(first, label="bilaga § 201b", text_html="<p>Vi står bakom målet.</p>" * 60)

    pdf = render(separate_opinions=[first, second])
    heads = [re.findall("Bilaga § 201[ab]", pdf.margins(page)) for page in range(pdf.page_count)]

    assert heads[:2] == [[], []]
    assert heads[2:] == [["Bilaga § 201a"]] + [["Bilaga § 201b"]] * (pdf.page_count - 3)
    assert len(heads) > 4


def test_annex_with_a_title_of_its_own_still_tells_its_kind(render, statement):
    (told,) = statement.separate_opinions
    titled = replace(told, label="bilaga § 201b", title="Våra medskick")

    texts = render(separate_opinions=[told, titled]).texts("P")

    assert "Bilaga § 201a" in texts
    assert "Bilaga § 201b. Särskilt yttrande" in texts


def test_tables_of_text_and_requests_are_numbered_in_one_series(render):
    table = "<table><tr><th>År</th><th>Kostnad</th></tr><tr><td>2026</td><td>3,3</td></tr></table>"
    own = f"<p>Tabell 2. Nämndens egen</p>{table}"

    pdf = render(summary_html=table, body_html=f"{own}<h3>Pengar</h3>{table}")

    assert [caption.text for caption in pdf.root.find("Caption")] == [
        "Tabell 1",
        "Tabell 3. Pengar",
        "Tabell 4. Vad som önskas, av vem och till när",
    ]
    assert faults(pdf.data) == []


def test_annex_without_text_says_so(render, statement):
    (opinion,) = statement.separate_opinions

    pdf = render(separate_opinions=[replace(opinion, text_html="")])

    assert pdf.texts("P")[-2] == "Texten ingår inte i den här handlingen."
    assert faults(pdf.data) == []


def test_pages_carry_number_and_registry_number_outside_the_text(pdf):
    last = pdf.page_count - 1

    assert f"Dnr SBN-2025-388 Sida {last + 1} ({last + 1})" in pdf.margins(last)
    assert "Sida 2" not in pdf.text


def test_receipt_and_hash_stand_last(pdf, statement):
    assert pdf.text.endswith(
        "Kvittens K-2025-000412 · Upprättad 2025-06-12 16:20 · PDF/A-2a och PDF/UA-1 "
        f"Textens kontrollsumma (SHA-256): {statement.source_sha256} "
        "Den visar att texten är oförändrad. Filens egen kontrollsumma står på kvittensen i Kraftsam, "
        "och är en annan."
    )


def test_draft_says_so_on_every_page_and_in_its_title(render):
    pdf = render(is_draft=True, decided_on=None, minute_item="", receipt_number="")
    pages = range(pdf.page_count)

    assert pdf.title.startswith("Utkast: ")
    assert all("Utkast" in pdf.drawings(page).replace(" ", "") for page in pages)
    assert all("Utkast, inte beslutat" in pdf.margins(page) for page in pages[1:])
    assert "Stadsbyggnadsnämnden föreslås besluta att lämna följande yttrande:" in pdf.text
    assert "har beslutat" not in pdf.text
    assert faults(pdf.data) == []


def test_adopted_statement_has_no_watermark(pdf):
    assert pdf.drawings(0) == ""
    assert "Utkast" not in pdf.text


def test_empty_draft_can_be_printed(render):
    pdf = render(
        is_draft=True,
        summary_html="",
        body_html="",
        lead="",
        registry_number="",
        decided_on=None,
        minute_item="",
        chair=None,
        secretary=None,
        requests=[],
        separate_opinions=[],
    )

    assert "Yttrande Texten är inte skriven ännu." in pdf.text
    assert "Sammanfattning" not in pdf.text
    assert faults(pdf.data) == []


def test_later_version_says_its_number(pdf, render):
    assert "Version" not in pdf.text
    assert "Version 2" in render(version=2).text


def test_fonts_are_embedded_and_only_ours(pdf):
    families = {name.partition("+")[2].partition(",")[0][:13] for name in pdf.fonts}

    assert families == {"Source-Sans-3"}
    assert all(pdf.fonts.values())


def test_names_of_many_languages_are_printed_letter_by_letter(render):
    names = "Danica Šimić (M), Łukasz Öberg-Åström (S), Áŋŋel Ŧor (C) och Þórður Ævarsson (L)"

    pdf = render(body_html=f"<p>{names}</p>")

    assert names in pdf.texts("P")
    assert faults(pdf.data) == []


def test_text_is_never_hyphenated(render):
    word = "arbetsmarknadsförvaltningens"

    text = render(body_html=f"<p>{' '.join(['Även', word] * 200)}</p>").text

    assert text.count(word) == 200


def test_text_is_found_when_searched_for_with_ordinary_spaces_and_hyphens(render):
    """Even when the first space and the first hyphen of the file are Word's own kinds."""
    hard = {" ": "\N{NO-BREAK SPACE}", "-": "\N{NON-BREAKING HYPHEN}"}
    typed = "Enligt § 201 och §189 den 5 maj 2025 kostar KS-201 ca 70,3 mnkr."
    pdf = render(
        body_name="Stads-\N{NO-BREAK SPACE}nämnden".translate(str.maketrans(hard)),
        body_html=f"<p>{typed.translate(str.maketrans(hard))}</p>",
    )

    shown = "".join(piece.text for piece in pdf.root.pieces() if piece)

    assert typed in shown
    assert set(shown).isdisjoint(hard.values())


def test_text_pasted_with_hard_spaces_only_still_fits_the_page(render):
    pdf = render(body_html=f"<p>{'Nämnden har prövat frågan. ' * 20}</p>".replace(" ", "\xa0"))

    (paragraph,) = [block for block in pdf.root.find("P") if "prövat" in block.text]

    assert len({piece.place for piece in paragraph.pieces() if piece}) > 5


def test_headings_stay_with_the_text_that_they_head(render):
    themes = "".join(
        f"<h3>Tema {number}</h3><p>{'Nämnden har prövat frågan. ' * (number % 17 + 1)}</p>"
        for number in range(60)
    )
    pdf = render(body_html=themes)

    blocks = [block for block in pdf.root.walk() if block.tag in ("H2", "H3", "P")]
    pairs = [pair for pair in pairwise(blocks) if pair[0].tag == "H3"]

    assert len(pairs) == 61
    assert [heading.text for heading, text in pairs if heading.pages != text.pages] == []


def test_paragraphs_are_not_cut_by_a_page(render):
    pdf = render(body_html=f"<p>{'Nämnden har prövat frågan. ' * 15}</p>" * 60)

    paragraphs = [text for text in pdf.texts("P") if text.startswith("Nämnden har prövat")]
    assert {text.count("prövat") for text in paragraphs} == {15}
    assert pdf.page_count > 5


def test_paragraph_longer_than_half_a_page_may_be_cut(render):
    pdf = render(body_html=f"<p>Först.</p><p>{'Nämnden har prövat frågan. ' * 200}</p>")
    first, *rest = [block for block in pdf.root.find("P") if "prövat" in block.text]
    (before,) = [block for block in pdf.root.find("P") if block.text == "Först."]

    assert first.pages == before.pages
    assert sum(part.text.count("Nämnden har prövat frågan.") for part in [first, *rest]) > 195


def test_endless_word_is_broken_instead_of_leaving_the_page(render):
    address = "https://example.se/" + "a" * 400

    pdf = render(body_html=f"<p>{address}</p>", title="Rubrik " + "b" * 300)

    assert address in pdf.text.replace(" ", "")
    assert faults(pdf.data) == []


def test_thirty_pages_meet_both_standards(render):
    body = f"<h3>Tema</h3><p>{'Nämnden har prövat frågan. ' * 20}</p><ul><li>Ett</li></ul>" * 130

    pdf = render(body_html=body)

    assert pdf.page_count >= 30
    assert faults(pdf.data) == []


def test_same_statement_gives_the_same_bytes(pdf, statement):
    assert render_statement(statement) == pdf.data


def test_views_on_parts_stand_under_their_heading_and_meet_both_standards(render):
    views = [
        PartLine("Rubrik 4.5 Finansiering, s. 18–20", "Instämmer", stance="Tillstyrker"),
        PartLine("Rubrik 6 Uppföljning", "Synpunkt", text="Mät oftare.\nOch billigare."),
    ]
    pdf = render(part_views=views)

    assert "Synpunkter på enskilda delar Rubrik 4.5 Finansiering, s. 18–20" in pdf.text
    assert "Rubrik 6 Uppföljning Synpunkt: Mät oftare. Och billigare." in pdf.text
    assert faults(pdf.data) == []
