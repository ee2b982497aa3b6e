"""The components that pages are built from. ``docs/components.md`` shows each with a call.

The library is a template builtin: pages use the tags without ``{% load %}``.
"""

from coordination.templatetags.kraftsam import (
    assets,
    charts,
    figures,
    forms,
    icons,
    layout,
    lists,
    maps,
    money,
    status,
)
from coordination.templatetags.kraftsam.library import register

__all__ = [
    "assets",
    "charts",
    "figures",
    "forms",
    "icons",
    "layout",
    "lists",
    "maps",
    "money",
    "register",
    "status",
]
