"""The stock administration, for whoever runs the installation.

Accounts, bodies, people, seats and reminder steps are kept here. What the rules made (matters,
decisions, referrals, statements, boundaries, documents, messages, the trail) is only shown: it
changes through the pages and the API, which know the rules.
"""

from coordination.admin import accounts, bodies, records

__all__ = ["accounts", "bodies", "records"]
