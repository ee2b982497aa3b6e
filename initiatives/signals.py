"""What initiatives tell the applications above them, which they do not know."""

from django.dispatch import Signal

# Sent inside the transaction that completes an initiative, with ``initiative``, ``actor`` and ``at``.
# A receiver that fails undoes the completion: no follow-up is ever forgotten.
initiative_completed = Signal()
