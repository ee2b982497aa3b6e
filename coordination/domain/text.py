"""Rich text on its way in: cleaned, checked, and fit to print before it is saved."""

from coordination import richtext
from coordination.glyphs import validate_printable
from coordination.validators import validate_plain_text

RICH_TEXT_LIMIT = 200_000


def accept_rich_text(html: str) -> str:
    """Clean rich text as it is stored, or a ValidationError that says what to do.

    Paste from Word is tidied to headings, paragraphs, lists and emphasis; the limit and characters
    that cannot be stored or printed are refused here, never when the document is drawn up.
    """
    cleaned = richtext.validate_rich_text(html, limit=RICH_TEXT_LIMIT)
    validate_printable(richtext.plain_text(cleaned))
    return cleaned


def accept_line(text: str, *, what, limit) -> str:
    """A plain line or paragraph that will be printed."""
    text = validate_plain_text(text, what=what, limit=limit)
    validate_printable(text)
    return text
