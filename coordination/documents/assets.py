"""The files that a document may use: its stylesheet, its pictures and one open font.

A document refers to them by name (``document:logo.svg``) and can reach nothing else.
"""

from functools import cache

from coordination.glyphs import font_paths, locate_static

STYLESHEET = "document.css"
PICTURES = ("draft.svg", "logo.svg", "superseded.svg")


@cache
def asset_paths() -> dict[str, str]:
    """Every name that a document may ask for, with the file behind it."""
    kit = {name: locate_static(f"documents/{name}") for name in (STYLESHEET, *PICTURES)}
    return kit | font_paths()
