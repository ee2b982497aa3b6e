"""Internal comments on the sections of a draft: written, answered, marked as done."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions, richtext
from coordination.domain.statement_state import lock_statement, log_statement
from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused
from coordination.models import SectionComment

LONGEST, LONGEST_QUOTE = 4000, 500


def comment_on_section(section, *, actor, text, quote="") -> SectionComment:
    """Leave a comment on a section, perhaps on certain words in it (``quote``).

    Raises PermissionDenied once the statement is adopted, ActionRefused when the words are not there.
    """
    text = accept_line(text, what=_("Synpunkten"), limit=LONGEST)
    quote = " ".join(quote.split())
    if quote and quote not in " ".join(richtext.plain_text(section.html).split()):
        raise ActionRefused(
            _("Orden finns inte i avsnittet. Kopiera dem ur texten, eller lämna rutan tom."),
            code="quote_not_found",
        )
    return _write(section, actor=actor, text=text, quote=quote[:LONGEST_QUOTE])


def reply_to_comment(comment, *, actor, text) -> SectionComment:
    """Answer a comment. An answer to an answer belongs to the comment that began it."""
    text = accept_line(text, what=_("Svaret"), limit=LONGEST)
    return _write(comment.section, actor=actor, text=text, parent=comment.parent or comment)


def _write(section, *, actor, **values) -> SectionComment:
    with transaction.atomic():
        statement = lock_statement(section.statement)
        permissions.require(permissions.can_comment_statement(actor, statement))
        comment = SectionComment.objects.create(
            section=section, author=actor, written_at=timezone.now(), **values
        )
        log_statement("statement.commented", statement, actor=actor, section=section.kind)
    return comment


def resolve_comment(comment, *, actor, done=True) -> SectionComment:
    """Mark a comment as done with (or as open again). Doing it twice changes nothing."""
    with transaction.atomic():
        statement = lock_statement(comment.section.statement)
        permissions.require(permissions.can_comment_statement(actor, statement))
        current = SectionComment.objects.select_for_update().get(pk=comment.pk)
        if current.is_resolved != done:
            current.resolved_at = timezone.now() if done else None
            current.resolved_by = actor if done else None
            current.save()
    return current
