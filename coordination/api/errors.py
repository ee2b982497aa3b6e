"""Errors in the API: a rule's own words, never a trace."""

from django.core.exceptions import ValidationError
from rest_framework.exceptions import ValidationError as ApiValidationError
from rest_framework.views import exception_handler as default_handler


def exception_handler(error, context):
    """A domain function's ValidationError is the caller's 400, field by field."""
    if isinstance(error, ValidationError):
        detail = (
            error.message_dict
            if hasattr(error, "error_dict")
            else {"non_field_errors": error.messages}
        )
        error = ApiValidationError(detail)
    return default_handler(error, context)
