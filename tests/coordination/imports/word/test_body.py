"""What a Word file says comes along, and what does not is noted with where it was."""

import pytest

from coordination.imports.word.body import read_document
from coordination.richtext.blocks import render, tidy
from tests.word import OFFICE, W, item, paragraph, table, word_file


def html(*body):
    blocks, _dropped = read_document(word_file(*body))
    return render(tidy(blocks))


def notes(*body, **options):
    _blocks, dropped = read_document(word_file(*body, **options))
    return [(note["kind"], note["quote"], note["place"]) for note in dropped.notes]


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        (paragraph("A", style="Rubrik1"), "h1"),
        (paragraph("A", style="Rubrik2"), "h2"),
        (paragraph("A", style="Egen"), "h1"),
        (paragraph("A", properties='<w:outlineLvl w:val="2"/>'), "h3"),
        (paragraph("A", properties='<w:outlineLvl w:val="9"/>'), "p"),
        (paragraph("A", style="Okänd"), "p"),
    ],
)
def test_headings_are_known_by_style_and_outline_level(heading, level):
    blocks, _dropped = read_document(word_file(heading))

    assert [block.kind for block in blocks] == [level]


def test_emphasis_comes_from_the_run_and_from_its_style():
    body = paragraph(
        inside=run("a ", "<w:b/>")
        + run("b ", "<w:i/>")
        + run("c ", '<w:rStyle w:val="Stark"/>')
        + run("d", '<w:rStyle w:val="Stark"/><w:b w:val="0"/>')
    )

    assert html(body) == "<p><strong>a</strong> <em>b</em> <strong>c</strong> d</p>"


def test_lists_keep_their_kind_and_levels():
    body = [
        item("a"),
        item("b", level=1),
        paragraph("c", style="Punkt"),
        item("1", list_id=2),
        item("2", list_id=2),
    ]

    assert html(*body) == (
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>1</li><li>2</li></ol>"
    )


def test_list_that_goes_on_after_a_paragraph_keeps_its_number_as_text():
    body = [item("a", list_id=2), paragraph("och"), item("b", list_id=2)]

    assert html(*body) == "<ol><li>a</li></ol><p>och</p><p>2. b</p>"


def test_table_is_kept_with_lines_in_its_cells():
    assert html(table(["År", "Netto"], ["2026", "3,3"])) == (
        "<table><thead><tr><th>År</th><th>Netto</th></tr></thead>"
        "<tbody><tr><td>2026</td><td>3,3</td></tr></tbody></table>"
    )


def test_table_in_a_table_is_read_as_running_text():
    nested = (
        f"<w:tbl><w:tr><w:tc>{paragraph('a')}{table(['b', 'c'], ['d', 'e'])}</w:tc></w:tr></w:tbl>"
    )

    assert html(nested).startswith("<p>a</p><table>")
    assert notes(nested)[0][0] == "nested_table"


def test_tracked_changes_are_accepted_and_said():
    body = paragraph(
        "Vi ",
        inside=f"<w:del><w:r><w:delText>avstyrker</w:delText></w:r></w:del><w:ins>{run('tillstyrker')}</w:ins>",
    )

    assert html(body) == "<p>Vi tillstyrker</p>"
    assert [note[:2] for note in notes(body)] == [
        ("deleted", "avstyrker"),
        ("inserted", "tillstyrker"),
    ]


def test_deleted_end_of_a_paragraph_joins_two():
    assert (
        html(paragraph("a ", properties="<w:rPr><w:del/></w:rPr>"), paragraph("b")) == "<p>a b</p>"
    )


@pytest.mark.parametrize(
    ("part", "note"),
    [
        ('<w:drawing><wp:docPr xmlns:wp="u" descr="Karta"/></w:drawing>', ("image", "Karta")),
        (
            f"<w:pict><w:txbxContent>{paragraph('Ruta')}</w:txbxContent></w:pict>",
            ("text_box", "Ruta"),
        ),
        ("<w:object/>", ("embedded", "")),
        ("<w:sym/>", ("symbol", "")),
        ('<w:footnoteReference w:id="7"/>', ("footnote", "Se lagen.")),
        ('<w:commentReference w:id="3"/>', ("comment", "Eva: Stämmer det?")),
    ],
)
def test_what_cannot_come_along_is_noted_under_its_heading(part, note):
    extra = {
        "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="7">{paragraph("Se lagen.")}'
        "</w:footnote></w:footnotes>",
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="3" w:author="Eva">'
        f"{paragraph('Stämmer det?')}</w:comment></w:comments>",
    }
    body = [paragraph("Resurser", style="Rubrik1"), paragraph("x", inside=f"<w:r>{part}</w:r>")]

    assert notes(*body, parts=extra) == [(*note, "Resurser")]


def test_hidden_text_and_contents_are_left_out():
    body = [
        paragraph("1", style="Innehll1"),
        paragraph(inside=run("dold", "<w:vanish/>") + run("syns")),
    ]

    assert html(*body) == "<p>syns</p>"
    assert [note[0] for note in notes(*body)] == ["contents", "hidden"]


def test_what_lies_outside_the_file_is_noted_and_never_fetched():
    url = "http://127.0.0.1:1/a.png"
    outside = f'<Relationship Type="{OFFICE}/image" Target="{url}" TargetMode="External"/>'

    assert notes(paragraph("x"), relationships=outside) == [("outside", url, "")]
