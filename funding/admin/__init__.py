"""The stock administration: money is shown here, and moves through the pages and the API alone."""

from funding.admin import records

__all__ = ["records"]
