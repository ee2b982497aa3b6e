"""An earlier text of a section, brought back as the newest."""

from coordination import permissions
from coordination.domain.statement import write_section
from coordination.enums import SavedBy
from coordination.models import StatementSection


def restore_version(version, *, actor, seen) -> StatementSection:
    """Save an earlier text once more as the newest; nothing between is removed.

    ``seen`` is the section's version that the reader looked at. Raises all that ``write_section`` does.
    """
    section = version.section
    permissions.require(permissions.can_write_statement(actor, section.statement))
    return write_section(
        section, actor=actor, html=version.html, version=seen, way=SavedBy.RESTORED
    )
