"""The stock administration: programmes and initiatives are shown, and change through their pages."""

from initiatives.admin import records

__all__ = ["records"]
