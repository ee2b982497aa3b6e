"""How form controls become HTML: as Django does it, but for selects."""

from collections.abc import Iterable
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Select
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class FormRenderer(DjangoTemplates):
    """Django's own renderer; a select writes its options in one go.

    Django renders a template for each option and another for its attributes. With a hundred
    committees to choose from that was a fifth of what a list cost. The markup is the same.
    """

    def render(self, template_name, context, request=None):
        if template_name == Select.template_name:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: dict[str, Any]) -> SafeString:
    groups = format_html_join("", "{}", ((_group(*group),) for group in widget["optgroups"]))
    attributes = _attributes(widget["attrs"])
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], attributes, groups)


def _group(name: str | None, options: Iterable[dict[str, Any]], _index: int) -> SafeString:
    """A group of options under its name, or an option that stands alone."""
    written = format_html_join(
        "",
        '\n  <option value="{}"{}>{}</option>\n',
        ((str(each["value"]), _attributes(each["attrs"]), each["label"]) for each in options),
    )
    if not name:
        return written
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, written)


def _attributes(attributes: dict[str, Any]) -> SafeString | str:
    """``True`` is an attribute without a value, ``False`` none at all."""
    if not attributes:  # as most options have none
        return ""
    return format_html_join(
        "",
        "{}{}",
        (
            (f" {name}", "" if value is True else format_html('="{}"', str(value)))
            for name, value in attributes.items()
            if value is not False
        ),
    )
