"""Filters for the templates of documents (``templates/documents/``) and of the pages about them."""

from django import template

from coordination.documents.typography import keep_together
from coordination.swedish import body_in_sentence, join_names, running_date

register = template.Library()
register.filter(body_in_sentence)
register.filter(join_names)
register.filter(keep_together)
register.filter(running_date)


@register.filter
def bodies_in_sentence(bodies):
    """Name bodies inside a sentence: ”arbetsgruppen för skolan och styrgruppen för skolan”."""
    return join_names(body_in_sentence(body.name) for body in bodies)
