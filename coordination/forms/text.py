"""Fields for text that will be printed: formatted text, and plain lines.

Formatted text has an editor where there is JavaScript, and light markup where there is not. The
page's textarea holds markup (``## Rubrik``, ``- punkt``), and beside it the same text as HTML for
``static/js/rich-text.js``. The editor sends HTML and says so in a second field, ``<name>_format``.
"""

from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from coordination import richtext
from coordination.domain.text import accept_line, accept_rich_text


class Written(NamedTuple):
    """What came from the page, as it came: kept in the field when it cannot be saved."""

    text: str
    is_html: bool

    def as_html(self) -> str:
        """The same as HTML. Raises ValidationError on markup that cannot be read."""
        return self.text if self.is_html else richtext.from_markup(self.text)


class RichTextArea(forms.Textarea):
    """A textarea with markup that becomes an editor when its page has JavaScript."""

    def value_from_datadict(self, data, files, name):
        return Written(data.get(name, ""), data.get(f"{name}_format") == "html")

    def get_context(self, name, value, attrs):
        text, html = self._shown(value)
        context = super().get_context(name, text, attrs)
        context["widget"]["attrs"]["data-rich-text"] = True
        if html is not None:
            context["widget"]["attrs"]["data-html"] = html
        return context

    def _shown(self, value) -> tuple[str, str | None]:
        """The text for the textarea and for the editor; no editor for markup that has no meaning."""
        if not isinstance(value, Written):
            return richtext.to_markup(value or ""), value or ""
        try:
            return value.text, value.as_html()
        except ValidationError:
            return value.text, None


class RichTextField(forms.Field):
    """Formatted text, cleaned as it is stored. Its refusals are those of ``accept_rich_text``."""

    widget = RichTextArea

    def to_python(self, value):
        html = value.as_html() if isinstance(value, Written) else value or ""
        return "" if not html.strip() else accept_rich_text(html)


class LineField(forms.CharField):
    """Plain text that will be printed. Its refusals are those of ``accept_line``, in its words.

    There is no ``maxlength`` on the page: browsers would cut a paste off without saying so.
    """

    def __init__(self, *, what, limit, **kwargs):
        super().__init__(**kwargs)
        self.what, self.limit = what, limit

    def to_python(self, value):
        text = super().to_python(value)
        return accept_line(text, what=self.what, limit=self.limit) if text else text
