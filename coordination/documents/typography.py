"""Where a line may not break. No character of an adopted text is changed to achieve it.

A no-break space would come out of the PDF as another character than the one that was adopted, and a
search for "§ 201" would miss it. So the words are wrapped in an element that keeps them together.
"""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from coordination.swedish import nbsp

# Words joined by no-break spaces. Bounded: an endless word must still be allowed to break.
_JOINED = re.compile(r"[^\s<>]{0,40}(?:\N{NO-BREAK SPACE}[^\s<>]{0,40})+")


def keep_together(text: str) -> SafeString:
    """Escape ``text`` and keep a name with its party, § with its number, and a date together."""
    return keep_together_in_html(conditional_escape(text))


def keep_together_in_html(html: str) -> SafeString:
    """The same inside HTML whose tags carry no attributes."""

    def wrap(match: re.Match[str]) -> str:
        original = html[match.start() : match.end()]  # nbsp() changes no lengths
        return f'<span class="nb">{original}</span>'

    return mark_safe(_JOINED.sub(wrap, nbsp(html)))  # noqa: S308 (escaped, or sanitized HTML)
