"""A compilation quotes what was adopted, lets the sender shorten it, and then stands."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from coordination.documents.compilation import compilation_document, line_of
from coordination.documents.record import render_record
from coordination.domain.compilation import (
    edit_quote,
    fix_compilation,
    gather_answers,
    introduce_compilation,
    later_statements,
    restore_quote,
    start_compilation,
)
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Compilation
from coordination.registry import document_types
from tests.pdf import Pdf, faults


@pytest.fixture(autouse=True)
def plain_file(monkeypatch):
    plain = replace(document_types["compilation"], render=lambda *_a, **_k: b"%PDF plain")
    monkeypatch.setitem(document_types, "compilation", plain)


@pytest.fixture
def compilation(adopted, disa):
    return start_compilation(adopted.consultee.referral, actor=disa)


def test_compilation_quotes_each_answer_in_its_own_words(compilation, adopted):
    (quote,) = compilation.quotes.all()

    assert quote.original_html == adopted.sections.get(kind="body").html
    assert (quote.html, quote.is_edited) == (quote.original_html, False)


def test_edited_quote_keeps_the_original_and_says_so(compilation, disa):
    quote = edit_quote(compilation.quotes.get(), actor=disa, html="<p>Kort.</p>", version=1)
    report = compilation_document(compilation, at=timezone.now()).reports[0]

    assert (quote.html, quote.is_edited) == ("<p>Kort.</p>", True)
    assert report.is_edited
    assert restore_quote(quote, actor=disa).is_edited is False


def test_document_tells_what_each_body_asks_for_and_what_was_filed_beside_it(compilation, members):
    document = compilation_document(compilation, at=timezone.now())
    (report,) = document.reports
    who = f"{members[0].name}"

    assert [line.text for line in report.requests] == [
        "Kontoret ingår i styrgruppen.",
        "Redovisa hur arbetet ska betalas.",
    ]
    assert report.requests[1].sentence.startswith("Redovisa hur arbetet ska betalas. Riktas till ")
    assert report.opinions[0].startswith(f"Särskilt yttrande av {who}")
    pdf = Pdf(render_record(document))
    assert pdf.texts("H3")[-2:] == ["Önskemål", "Anmält vid sidan av beslutet"]
    assert faults(pdf.data) == []


def test_second_editor_is_told(compilation, disa):
    quote = compilation.quotes.get()
    edit_quote(quote, actor=disa, html="<p>Kort.</p>", version=1)

    with pytest.raises(EditConflict):
        edit_quote(quote, actor=disa, html="<p>Kortare.</p>", version=1)


def test_fixed_compilation_is_stored_and_stands(compilation, disa):
    fixed = fix_compilation(compilation, actor=disa)

    assert fixed.document.kind == "compilation"
    for act in (
        lambda: edit_quote(fixed.quotes.get(), actor=disa, html="<p>X</p>", version=1),
        lambda: introduce_compilation(fixed, actor=disa, html="<p>X</p>", version=1),
        lambda: gather_answers(fixed, actor=disa),
        lambda: fix_compilation(fixed, actor=disa),
    ):
        with pytest.raises(ActionRefused):
            act()


def test_change_while_the_file_is_drawn_up_is_noticed(compilation, disa, monkeypatch):
    def change(*_args, **_kwargs):
        introduce_compilation(compilation, actor=disa, html="<p>Nytt.</p>", version=1)
        return b"%PDF old"

    kind = replace(document_types["compilation"], render=change)
    monkeypatch.setitem(document_types, "compilation", kind)

    with pytest.raises(ActionRefused) as refused:
        fix_compilation(compilation, actor=disa)
    assert refused.value.code == "changed_meanwhile"


def test_answer_that_comes_later_makes_it_out_of_date(compilation, disa):
    assert later_statements(compilation) == []
    quote = compilation.quotes.get()
    quote.delete()

    assert later_statements(compilation) == [quote.statement]
    with pytest.raises(ActionRefused):
        fix_compilation(compilation, actor=disa)
    assert gather_answers(compilation, actor=disa) == 1
    assert fix_compilation(compilation, actor=disa).is_fixed


def test_next_version_takes_the_edited_quotes_over(compilation, disa):
    edit_quote(compilation.quotes.get(), actor=disa, html="<p>Kort.</p>", version=1)
    fix_compilation(compilation, actor=disa)

    after = start_compilation(compilation.referral, actor=disa)

    assert (after.number, after.quotes.get().edited_html) == (2, "<p>Kort.</p>")


def test_second_draft_and_empty_compilation_are_refused(compilation, disa, adopted):
    with pytest.raises(ActionRefused) as started:
        start_compilation(compilation.referral, actor=disa)

    assert started.value.code == "started"


def test_nothing_to_compile_before_anyone_has_answered(referral, disa):
    referral.state, referral.sent_at = "sent", "2025-05-01T08:00Z"
    referral.save()

    with pytest.raises(ActionRefused) as refused:
        start_compilation(referral, actor=disa)
    assert refused.value.code == "no_answers"
    assert not Compilation.objects.exists()


def test_only_the_sender_compiles_and_parties_read_what_is_fixed(compilation, disa, bo, cecilia):
    with pytest.raises(PermissionDenied):
        fix_compilation(compilation, actor=bo)
    assert not Compilation.objects.visible_to(bo).exists()

    fix_compilation(compilation, actor=disa)

    assert Compilation.objects.visible_to(bo).exists()
    assert not Compilation.objects.visible_to(cecilia).exists()


def test_line_names_the_body_its_day_and_its_paragraph(adopted):
    assert line_of(adopted).endswith(", § 201, har i huvudsak följande lydelse.")
