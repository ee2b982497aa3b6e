"""Filters for the templates of documents (``templates/documents/``) and of the pages about them."""

import textwrap

from django import template

from coordination.documents.typography import keep_together
from coordination.swedish import body_in_sentence, join_names, running_date

register = template.Library()
register.filter(body_in_sentence)
register.filter(join_names)
register.filter(keep_together)
register.filter(running_date)


@register.filter
def cut_between_words(text, length):
    """The first words, with an ellipsis where there are more; a word too long to fit is cut itself."""
    short = textwrap.shorten(text, length, placeholder=" …")
    return short if short.strip(" …") or not text.strip() else f"{text[: length - 1]}…"


@register.filter
def bodies_in_sentence(bodies):
    """Name bodies inside a sentence: ”arbetsgruppen för skolan och styrgruppen för skolan”."""
    return join_names(body_in_sentence(body.name) for body in bodies)
