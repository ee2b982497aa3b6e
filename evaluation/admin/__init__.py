"""The stock administration: follow-up is shown here, and changes through its pages."""

from evaluation.admin import records

__all__ = ["records"]
