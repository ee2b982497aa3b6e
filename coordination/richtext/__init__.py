"""Rich text (formaterad text) as statements and memoranda hold it.

Stored as HTML with h3, h4, p, ul, ol, li, strong, em, br and simple tables, without any attribute. Whatever comes
in, from the editor, from Word's clipboard or from a plain textarea, passes `validate_rich_text` or
`from_markup`, and the last step of both is always nh3's allow-list.
"""

from .checks import MAX_SOURCE, validate_rich_text
from .clean import clean
from .markup import from_markup, to_markup
from .text import Heading, first_heading, headings, is_empty, plain_text, sentences, word_count

__all__ = [
    "MAX_SOURCE",
    "Heading",
    "clean",
    "first_heading",
    "from_markup",
    "headings",
    "is_empty",
    "plain_text",
    "sentences",
    "to_markup",
    "validate_rich_text",
    "word_count",
]
