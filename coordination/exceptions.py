"""What a domain function says when the municipality's rules refuse an act."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class ActionRefused(ValidationError):
    """The act is not possible in the present state; the message says why and what to do."""


class ReadableError(Exception):
    """A failure whose text is written for the person who asked, not for the log."""


class EditConflict(Exception):
    """Someone else saved the same text first. Nothing was overwritten; both texts are at hand."""

    def __init__(self, *, theirs, mine):
        super().__init__("the text was changed by someone else")
        self.theirs = theirs
        self.mine = mine


def next_state(transitions, state, action, *, label):
    """Look ``action`` up in a transition table, or refuse it in words.

    ``label`` is the state's name as the reader knows it. Raises ``ActionRefused``.
    """
    try:
        return transitions[state, action]
    except KeyError:
        raise ActionRefused(
            _("Det går inte i läget ”%(state)s”. Ladda om sidan för att se vad som gäller nu.")
            % {"state": label},
            code="wrong_state",
        ) from None
