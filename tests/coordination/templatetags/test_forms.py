from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from coordination.templatetags.kraftsam.forms import PICKERS


class Referral(forms.Form):
    question = forms.CharField(
        label="Fråga",
        help_text="Vad vill du veta?",
        widget=forms.Textarea(attrs={"placeholder": "Skriv"}),
    )
    due_on = forms.DateField(label="Svara senast", widget=forms.DateInput)
    meets_at = forms.TimeField(required=False, widget=forms.TimeInput)
    opened_at = forms.DateTimeField(required=False, widget=forms.DateTimeInput)
    stance = forms.ChoiceField(choices=[("yes", "Ja"), ("no", "Nej")], widget=forms.RadioSelect)
    bodies = forms.MultipleChoiceField(
        label="Nämnder", choices=[("1", "Ett"), ("2", "Två")], widget=forms.CheckboxSelectMultiple
    )
    meeting = forms.ChoiceField(label="Möte", choices=[("1", "28 maj")])
    immediate = forms.BooleanField(label="Justeras direkt", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


class Filter(forms.Form):
    words = forms.CharField(label="Ord", required=False)


def test_field_without_errors_points_at_its_description(render):
    shown = render("{% field form.question %}", form=Referral())

    assert '<label for="id_question">Fråga</label>' in shown
    assert '<p data-field="description" id="id_question_helptext">Vad vill du veta?</p>' in shown
    assert 'aria-describedby="id_question_helptext"' in shown
    assert "aria-invalid" not in shown


def test_field_with_errors_points_at_description_and_error(render):
    shown = render("{% field form.question %}", form=Referral({}))

    assert 'aria-describedby="id_question_helptext id_question_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert (
        '<div class="ds-validation-message" id="id_question_error"><p>Fyll i ”Fråga”.</p>' in shown
    )


def test_field_drops_placeholder_and_columns(render):
    shown = render("{% field form.question rows=4 %}", form=Referral())

    assert 'rows="4"' in shown
    assert "placeholder" not in shown
    assert "cols" not in shown


@pytest.mark.parametrize(("size", "css"), [("s", "ds-input ks-w-s"), ("", "ds-input")])
def test_field_has_the_width_it_is_given(render, size, css):
    assert f'class="{css}"' in render(f'{{% field form.meeting size="{size}" %}}', form=Referral())


def test_field_of_unknown_size_raises(render):
    with pytest.raises(ValueError, match="the field size is 'xl'"):
        render('{% field form.meeting size="xl" %}', form=Referral())


def test_field_that_the_form_lacks_raises(render):
    with pytest.raises(TypeError, match="takes a form's field"):
        render("{% field form.meting %}", form=Referral())


def test_field_of_a_date_uses_the_browsers_picker(render):
    shown = render("{% field form.due_on %}", form=Referral(initial={"due_on": date(2025, 6, 4)}))

    assert '<input type="date" name="due_on" value="2025-06-04"' in shown


@pytest.mark.parametrize("name", ["meets_at", "opened_at"])
def test_field_of_a_time_uses_the_browsers_picker(render, name):
    field = Referral.base_fields[name].widget

    assert f'type="{PICKERS[type(field)].input_type}"' in render(
        f"{{% field form.{name} %}}", form=Referral()
    )


def test_field_keeps_a_date_that_the_picker_would_swallow(render):
    shown = render("{% field form.due_on %}", form=Referral({"due_on": "30 maj"}))

    assert '<input type="text" name="due_on" value="30 maj"' in shown


def test_field_of_radio_buttons_is_a_named_group(render):
    shown = render("{% field form.stance %}", form=Referral({"stance": "no"}))

    assert "<legend>Stance</legend>" in shown
    assert 'id="id_stance_1" name="stance" value="no" checked>' in shown
    assert 'value="yes" checked' not in shown


def test_field_of_checkboxes_marks_each_as_invalid(render):
    shown = render("{% field form.bodies %}", form=Referral({}))

    assert shown.count('aria-invalid="true"') == 2
    assert 'aria-describedby="id_bodies_error"' in shown
    assert "Välj ett alternativ för ”Nämnder”." in shown


def test_field_of_one_checkbox_has_its_label_around_it(render):
    shown = render("{% field form.immediate %}", form=Referral())

    assert '<label class="ks-choice" for="id_immediate"><input type="checkbox"' in shown


def test_field_that_is_hidden_has_no_label(render):
    shown = render("{% field form.key %}", form=Referral())

    assert "label" not in shown
    assert 'type="hidden"' in shown


def test_field_says_optional_only_where_something_is_required(render):
    assert "(frivilligt)" in render("{% field form.meets_at %}", form=Referral())
    assert "(frivilligt)" not in render("{% field form.words %}", form=Filter())


def test_field_with_html_becomes_a_writing_surface(render):
    shown = render('{% field form.question html="<p>Hej</p>" %}', form=Referral())

    assert 'data-html="&lt;p&gt;Hej&lt;/p&gt;"' in shown
    assert " data-rich-text" in shown


def test_error_summary_counts_and_links_to_the_controls(render):
    form = Referral({"due_on": "2025-06-30", "question": "Hur?", "meeting": "1"})

    shown = render("{% error_summary form %}", form=form)

    assert '<h2 id="fel-rubrik">2 saker behöver rättas</h2>' in shown
    assert '<a href="#id_stance_0">Välj ett alternativ för ”Stance”.</a>' in shown
    assert '<a href="#id_bodies_0">Välj ett alternativ för ”Nämnder”.</a>' in shown
    assert "autofocus" in shown


def test_error_summary_of_one_error_is_singular(render):
    form = Filter({})
    form.add_error(None, "Remissen är redan skickad.")

    shown = render("{% error_summary form %}", form=form)

    assert "En sak behöver rättas" in shown
    assert "<li>Remissen är redan skickad.</li>" in shown


def test_error_summary_reads_formsets(render):
    rows = forms.formset_factory(Referral, extra=0, min_num=1, validate_min=True)
    given = rows({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-meeting": "1"})

    shown = render("{% error_summary rows %}", rows=given)

    assert 'href="#id_form-0-question"' in shown


def test_error_summary_reads_several_forms_in_a_list(render):
    given = [Referral({"meeting": "1"}, prefix="first"), None, Referral(prefix="second")]

    shown = render("{% error_summary forms %}", forms=given)

    assert 'href="#id_first-question"' in shown
    assert "second" not in shown


def test_error_summary_is_silent_when_all_is_well(render):
    assert render("{% error_summary form %}", form=Filter({})) == ""
    assert render("{% error_summary form %}", form=Filter()) == ""
    assert render("{% error_summary form %}", form=None) == ""


class Upload(forms.Form):
    title = forms.CharField(label="Namn")
    file = forms.FileField(label="Fil")


def test_file_that_has_to_be_chosen_again_is_named(render):
    sent = {"file": SimpleUploadedFile("karta.geojson", b"{}")}

    assert "Välj filen igen: karta.geojson." in render(
        "{% field form.file %}", form=Upload({"title": ""}, sent)
    )
    for form in (Upload(), Upload({"title": "Rosengård"}, sent), Upload({"title": ""}, {})):
        assert "Välj filen igen" not in render("{% field form.file %}", form=form)


class Distance(forms.Form):
    number = forms.IntegerField()
    unit = forms.ChoiceField(choices=[("days", "dagar"), ("weeks", "veckor")], required=False)
    side = forms.ChoiceField(choices=[("", "Välj"), ("after", "efter")], required=False)


def test_list_that_always_has_a_choice_is_not_optional(render):
    assert "(frivilligt)" not in render("{% field form.unit %}", form=Distance())
    assert "(frivilligt)" in render("{% field form.side %}", form=Distance())
