"""Numbered clauses (att-satser): accepted as they are printed, and the one that approves at once."""

import re

from django.utils.translation import gettext as _

from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused

MOST_CLAUSES = 50
CLAUSE_LIMIT = 2000
# As the minutes word it (K-05); a record, so Swedish for every reader.
IMMEDIATE_APPROVAL = "Paragrafen justeras omedelbart."


def accept_clauses(texts) -> list[str]:
    """The clauses as they are stored, empty rows left out. Raises ValidationError."""
    said = [
        accept_line(text, what=_("Punkten"), limit=CLAUSE_LIMIT) for text in texts if text.strip()
    ]
    if len(said) > MOST_CLAUSES:
        raise ActionRefused(
            _("Förslaget har för många punkter. Korta till högst %(limit)s.")
            % {"limit": MOST_CLAUSES},
            code="too_many_clauses",
        )
    return said


def approves_at_once(texts) -> bool:
    """Whether one of the clauses approves the paragraph at the meeting (omedelbar justering)."""
    return any(re.search(r"justeras omedelbart|omedelbar justering", text) for text in texts)
