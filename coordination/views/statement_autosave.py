"""A section's text saved in the background, while it is written."""

from django.utils.translation import gettext as _

from coordination.domain.statement import write_section
from coordination.enums import SavedBy
from coordination.views.autosave import autosave as save_in_background
from coordination.views.autosave import is_autosave

__all__ = ["autosave", "is_autosave"]


def autosave(request, part, form):
    """Save what the form holds: 200 with the new version, else why not. Nothing is overwritten."""
    return save_in_background(
        form,
        lambda chosen: write_section(
            part,
            actor=request.user,
            html=chosen["body"],
            version=chosen["version"],
            way=SavedBy.AUTOSAVE,
        ),
        closed=_("Yttrandet går inte längre att ändra för dig."),
    )
