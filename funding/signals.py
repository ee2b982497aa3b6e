"""What later applications may want to know about money. Sent by the domain, inside its transaction."""

from django.dispatch import Signal

# Arguments: grant, completed_on, actor, now.
project_completed = Signal()
