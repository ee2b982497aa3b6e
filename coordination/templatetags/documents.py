"""Filters for the templates of documents (``templates/documents/``)."""

from django import template

from coordination.documents.typography import keep_together
from coordination.swedish import body_in_sentence, join_names, running_date

register = template.Library()
register.filter(body_in_sentence)
register.filter(join_names)
register.filter(keep_together)
register.filter(running_date)
