"""Form fields and their errors: the same sentence by the field and in the summary on top."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.templatetags.kraftsam.library import component, one_of

WIDTHS = {"s": "ks-w-s", "m": "ks-w-m", "": ""}


@dataclass(frozen=True)
class Picker:
    """A browser control for dates or times, and the one notation it can show."""

    input_type: str
    format: str
    parse: Callable[[str], object]


PICKERS = {
    forms.DateTimeInput: Picker("datetime-local", "%Y-%m-%dT%H:%M", datetime.fromisoformat),
    forms.DateInput: Picker("date", "%Y-%m-%d", date.fromisoformat),
    forms.TimeInput: Picker("time", "%H:%M", time.fromisoformat),
}


@component("field")
def field(
    bound_field: BoundField,
    *,
    size: str = "",
    label: str = "",
    rows: int | None = None,
    html: str | None = None,
) -> dict:
    """A form field with label, description and error, wired together for those who listen.

    ``size`` is the width: ``s`` for a paragraph number, ``m`` for a date, full width otherwise.
    ``html`` makes a textarea a writing surface (rich-text.js) that begins with this text.
    """
    if not isinstance(bound_field, BoundField):
        raise TypeError(f"{{% field %}} takes a form's field, not {bound_field!r}")
    one_of(size, WIDTHS, "the field size")
    kind = _kind(bound_field.field.widget)
    context = {
        "field": bound_field,
        "kind": kind,
        "label": label or bound_field.label,
        "optional": _is_marked_optional(bound_field),
        "described_by": _described_by(bound_field),
        "errors": list(_messages(bound_field)),
        "chosen_file": _chosen_file(bound_field),
    }
    if kind == "choices":
        return context | {"options": list(_options(bound_field))}
    own: dict = {} if rows is None else {"rows": rows}
    if html is not None:
        # escaped here, for text that is marked safe would end the attribute at its first quote
        own |= {"data-rich-text": True, "data-html": escape(html)}
    return context | {"control": _control(bound_field, kind, WIDTHS[size], own)}


@component("error-summary")
def error_summary(*given) -> dict:
    """Every error of one or more forms or formsets, each a link to its field."""
    errors = [error for each in given for form in _forms(each) for error in _errors(form)]
    title = ngettext("En sak behöver rättas", "%(count)d saker behöver rättas", len(errors))
    return {"errors": errors, "title": title % {"count": len(errors)}}


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "control"


def _is_marked_optional(bound_field: BoundField) -> bool:
    """Optional fields say so, unless nothing in the form is required (a filter, for example).

    A form names fields of which one must be filled in as ``either_of``: none of them is optional. Nor
    is a list that always has one of its choices.
    """
    if bound_field.name in getattr(bound_field.form, "either_of", ()):
        return False
    if _always_has_a_choice(bound_field.field):
        return False
    return not bound_field.field.required and any(
        each.field.required for each in bound_field.form.visible_fields()
    )


def _always_has_a_choice(field):
    if not isinstance(field, forms.ChoiceField) or type(field.widget) is not forms.Select:
        return False
    return not isinstance(field, forms.ModelChoiceField) and all(
        value not in {"", None} for value, _label in field.choices
    )


def _chosen_file(bound_field: BoundField) -> str:
    """The name of a file that was sent with a form that goes back: no browser keeps it chosen."""
    if not isinstance(bound_field.field, forms.FileField):
        return ""
    goes_back = bound_field.form.errors and not bound_field.errors
    return getattr(bound_field.data, "name", "") if goes_back else ""


def _described_by(bound_field: BoundField) -> str:
    """The ids of the description and the error, in reading order."""
    ids = [bound_field.field.widget.attrs.get("aria-describedby", "")]
    if bound_field.help_text:
        ids.append(f"{bound_field.auto_id}_helptext")
    if _chosen_file(bound_field):
        ids.append(f"{bound_field.auto_id}_again")
    if bound_field.errors:
        ids.append(f"{bound_field.auto_id}_error")
    return " ".join(filter(None, ids))


def _control(bound_field: BoundField, kind: str, width: str, own: dict) -> str:
    """The input itself, in the design system's dress."""
    widget = _with_picker(bound_field)
    classes = widget.attrs.get("class", "")
    style = "" if kind in {"checkbox", "hidden"} else "ds-input"
    attrs = {"placeholder": False, **own}  # a placeholder is never a label, and goes while typing
    if style:
        attrs["class"] = " ".join(filter(None, [style, width, classes]))
    if described_by := _described_by(bound_field):
        attrs["aria-describedby"] = described_by
    if isinstance(widget, forms.Textarea):
        attrs["cols"] = False  # the width is the page's business
    return bound_field.as_widget(widget=widget, attrs=attrs)


def _with_picker(bound_field: BoundField) -> forms.Widget:
    """The browser's own date picker, except when it would swallow what somebody typed wrongly."""
    widget = bound_field.field.widget
    picker = next((each for kind, each in PICKERS.items() if isinstance(widget, kind)), None)
    if not picker or not _fits(picker, bound_field.value()):
        return widget
    dressed = copy.copy(widget)
    dressed.input_type, dressed.format = picker.input_type, picker.format
    return dressed


def _fits(picker: "Picker", value) -> bool:
    if not isinstance(value, str) or not value:
        return True
    try:
        picker.parse(value)
    except ValueError:
        return False
    return True


def _options(bound_field: BoundField) -> Iterator[dict]:
    """Each radio button or checkbox as id, name, value, label, and what else its input carries."""
    own = {"required", "aria-invalid", "aria-describedby"}
    for option in bound_field.subwidgets:
        attrs = option.data["attrs"]
        yield {
            "id": option.id_for_label,
            "type": option.data["type"],
            "name": option.data["name"],
            "value": option.data["value"],
            "label": option.choice_label,
            "checked": option.data["selected"],
            "attrs": {
                key: each for key, each in attrs.items() if key not in {"id", "checked"} | own
            },
            "help": getattr(option.data["value"], "help_text", ""),
        }


def _forms(given) -> Iterator[forms.BaseForm | forms.BaseFormSet]:
    """A form, each of several in a list, or a formset's own errors and then its forms."""
    if given is None:
        return
    if isinstance(given, list):
        yield from (form for each in given for form in _forms(each))
        return
    if isinstance(given, forms.BaseFormSet):
        if given.is_bound:
            yield given
        yield from given.forms
    else:
        yield given


def _errors(form) -> Iterator[dict]:
    if isinstance(form, forms.BaseFormSet):
        yield from ({"text": text, "target": ""} for text in form.non_form_errors())
        return
    for name, messages in form.errors.items():
        if name in form.fields:
            target = _target(form[name])
            yield from ({"text": text, "target": target} for text in _messages(form[name]))
        else:
            yield from ({"text": text, "target": ""} for text in messages)


def _messages(bound_field: BoundField) -> Iterator[str]:
    """The field's errors; Django's own "this field is required" says instead which field it is."""
    generic = forms.Field.default_error_messages["required"]
    for message, error in zip(bound_field.errors, bound_field.errors.as_data(), strict=True):
        if error.code != "required" or error.message != generic:
            yield str(message)
        elif isinstance(bound_field.field.widget, forms.Select | forms.RadioSelect):
            yield _("Välj ett alternativ för ”%(label)s”.") % {"label": bound_field.label}
        else:
            yield _("Fyll i ”%(label)s”.") % {"label": bound_field.label}


def _target(bound_field: BoundField) -> str:
    """The id of the control to jump to: for a group, its first choice."""
    if bound_field.is_hidden:
        return ""
    if _kind(bound_field.field.widget) == "choices":
        first = next(iter(bound_field.subwidgets), None)
        return first.id_for_label if first else bound_field.auto_id
    return bound_field.id_for_label or bound_field.auto_id
