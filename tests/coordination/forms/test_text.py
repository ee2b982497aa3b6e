"""Formatted text in a form: markup or HTML in, the same clean HTML out, and nothing lost on the way."""

import pytest
from django import forms
from django.http import QueryDict

from coordination.forms.text import LineField, RichTextField


class Form(forms.Form):
    body = RichTextField(required=False)
    line = LineField(what="Rubriken", limit=10, required=False)


def filled(**data):
    sent = QueryDict(mutable=True)
    sent.update(data)
    return Form(sent)


@pytest.mark.parametrize(
    "data",
    [
        {"body": "## Mål\n\nHej **du**"},
        {"body": "<h3>Mål</h3><p>Hej <b>du</b></p>", "body_format": "html"},
    ],
)
def test_markup_and_html_give_the_same_text(data):
    form = filled(**data)

    assert form.is_valid()
    assert form.cleaned_data["body"] == "<h3>Mål</h3><p>Hej <strong>du</strong></p>"


@pytest.mark.parametrize("text", ["", "   \n ", "<p> </p>"])
def test_nothing_written_is_nothing(text):
    form = filled(body=text, body_format="html")

    assert form.is_valid()
    assert form.cleaned_data["body"] == ""


def test_stored_text_is_shown_as_markup_and_given_to_the_editor_as_html():
    html = str(Form(initial={"body": "<h3>Mål</h3><p>A</p>"})["body"])

    assert 'data-html="&lt;h3&gt;Mål&lt;/h3&gt;&lt;p&gt;A&lt;/p&gt;"' in html
    assert "\n## Mål\n\nA</textarea>" in html


def test_what_was_sent_is_shown_again_as_it_was():
    html = str(filled(body="## Mål\n\n\N{SMILING FACE WITH SUNGLASSES}")["body"])

    assert "## Mål\n\n\N{SMILING FACE WITH SUNGLASSES}</textarea>" in html
    assert "data-html=" in html


def test_markup_that_cannot_be_read_stays_out_of_the_editor():
    html = str(filled(body="NUL \x00")["body"])

    assert "NUL \x00</textarea>" in html
    assert "data-html" not in html


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x" * 11, "Rubriken är för lång: 11 tecken. Korta till högst 10."),
        ("a\x00b", "Rubriken innehåller tecken som inte går att spara."),
        ("漢", "Texten innehåller ett tecken som inte kan skrivas ut i dokument"),
    ],
)
def test_line_is_refused_in_the_words_of_the_domain(line, message):
    form = filled(line=line)

    assert form.errors["line"][0].startswith(message)
