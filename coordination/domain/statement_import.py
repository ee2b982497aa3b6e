"""A statement's text brought from a Word file: all its sections at once, as if they were typed."""

from django.db import transaction

from coordination.domain.statement import write_section
from coordination.domain.statement_state import lock_statement
from coordination.enums import SavedBy
from coordination.models import Statement


def use_imported_text(statement, *, actor, texts, versions) -> Statement:
    """Save the sections in ``texts`` (kind → html); all of them, or none.

    ``versions`` (kind → number) is what the reader saw beside the new text. Raises EditConflict
    when someone saved in between, and all that ``write_section`` raises. The earlier text is kept
    as a version.
    """
    with transaction.atomic():
        current = lock_statement(statement)
        for section in current.sections.filter(kind__in=texts).order_by("pk"):
            section.statement = current
            write_section(
                section,
                actor=actor,
                html=texts[section.kind],
                version=versions[section.kind],
                way=SavedBy.WORD,
            )
    return current
