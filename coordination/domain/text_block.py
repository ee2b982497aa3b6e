"""Text blocks: wordings used again without drifting apart (M-33).

Inserting one leaves a note of which version it was, so that a statement can say before its adoption
that a newer wording exists, or that somebody has altered this one.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.statement import write_section
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import SavedBy
from coordination.exceptions import ActionRefused
from coordination.models import StatementSection, TextBlock, TextBlockUse, TextBlockVersion
from coordination.richtext.passages import exchange


def create_text_block(organization, *, actor, title, html) -> TextBlock:
    """Keep a wording for a body, as its first version."""
    permissions.require(permissions.can_keep_text_blocks(actor, organization))
    title = accept_line(title, what=_("Namnet"), limit=120)
    html = _accept(html)
    with transaction.atomic():
        block = TextBlock(organization=organization, title=title)
        block.full_clean()
        block.save()
        _add_version(block, 1, actor=actor, html=html)
    return block


def revise_text_block(block, *, actor, html, seen) -> TextBlockVersion:
    """Give a text block a new wording. ``seen`` is the number of the version that the writer began with."""
    permissions.require(permissions.can_keep_text_blocks(actor, block.organization))
    html = _accept(html)
    with transaction.atomic():
        TextBlock.objects.select_for_update().get(pk=block.pk)
        latest = block.versions.first()
        if latest.html == html:
            return latest
        if latest.number != seen:
            raise ActionRefused(
                _(
                    "Någon annan sparade version %(number)s medan du skrev. Jämför med den och spara igen."
                )
                % {"number": latest.number},
                code="changed_meanwhile",
            )
        return _add_version(block, latest.number + 1, actor=actor, html=html)


def _accept(html) -> str:
    html = accept_rich_text(html)
    if not html:
        raise ActionRefused(_("Skriv textblockets text."), code="empty_text")
    return html


def _add_version(block, number, *, actor, html) -> TextBlockVersion:
    return TextBlockVersion.objects.create(
        block=block, number=number, html=html, saved_by=actor, saved_at=timezone.now()
    )


def insert_text_block(section, block, *, actor, seen) -> StatementSection:
    """Put a text block's newest wording at the end of a section of the same body's draft.

    ``seen`` is the section's version that the writer looked at. Raises all that ``write_section`` does.
    """
    _refuse_foreign(block, section)
    version = block.versions.first()
    with transaction.atomic():
        written = _write(section, section.html + version.html, actor=actor, seen=seen)
        _note_use(written, version, actor=actor)
    return written


def renew_text_block(use, *, actor, seen) -> StatementSection:
    """Exchange a text block in a section for its newest wording, where it stands unaltered."""
    section, newest = use.section, use.version.block.versions.first()
    html = exchange(section.html, use.version.html, newest.html)
    if html is None:
        raise ActionRefused(
            _("Texten är ändrad sedan den infogades. För in den nya lydelsen för hand."),
            code="altered",
        )
    with transaction.atomic():
        written = _write(section, html, actor=actor, seen=seen)
        use.delete()
        _note_use(written, newest, actor=actor)
    return written


def _write(section, html, *, actor, seen) -> StatementSection:
    return write_section(section, actor=actor, html=html, version=seen, way=SavedBy.TEXT_BLOCK)


def _note_use(section, version, *, actor) -> None:
    TextBlockUse.objects.get_or_create(
        section=section,
        version=version,
        defaults={"inserted_by": actor, "inserted_at": timezone.now()},
    )


def _refuse_foreign(block, section) -> None:
    if block.organization_id != section.statement.consultee.organization_id:
        raise ActionRefused(_("Textblocket tillhör en annan nämnd."), code="foreign_block")
