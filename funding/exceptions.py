"""What the ledger says when it refuses."""

from coordination.exceptions import ActionRefused


class CapExceeded(ActionRefused):
    """More than there is: used above granted, or granted above the frame."""


class KeyReused(ActionRefused):
    """The same form was sent again with other values. The first one stands; nothing was added."""
