"""Errors in the API: a rule's own words in one shape, never a trace.

``{"code": "…", "detail": "…"}``, with ``errors`` field by field on 400, and with ``theirs`` and
``mine`` on a conflict of edits.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import APIException, NotFound
from rest_framework.exceptions import ValidationError as ApiValidationError
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler as default_handler

from coordination.documents.exceptions import DocumentError
from coordination.domain.document import DocumentDamaged
from coordination.exceptions import ActionRefused, EditConflict

# Refused because of how things stand now, not because of what was sent (409).
STANDING_IN_THE_WAY = frozenset(
    {
        "agreed",
        "answered",
        "answers_missing",
        "attendance_fixed",
        "changed_meanwhile",
        "corrected_before",
        "ended",
        "finished",
        "fixed",
        "key_reused",
        "newest",
        "removed_meanwhile",
        "started",
        "wrong_state",
    }
)


class Problem(serializers.Serializer):
    """Why the request was refused."""

    code = serializers.CharField()
    detail = serializers.CharField()


class InvalidProblem(Problem):
    """Why the input was refused, field by field; ``non_field_errors`` is about all of it."""

    errors = serializers.DictField(child=serializers.JSONField())


class ConflictProblem(Problem):
    """Things have changed. ``theirs`` is what is saved, ``mine`` what was sent; nothing is lost."""

    theirs = serializers.DictField(child=serializers.JSONField(), required=False)
    mine = serializers.DictField(child=serializers.JSONField(), required=False)


class Conflict(APIException):
    """The act does not fit how things stand now."""

    status_code = 409
    default_code = "conflict"


class Unavailable(APIException):
    """A document cannot be made or handed out just now; the text is safe."""

    status_code = 503
    default_code = "unavailable"


def exception_handler(error, context):
    """Put any refusal in the API's words and shape; what is not a refusal is a fault, and stays one."""
    if isinstance(error, EditConflict):
        return _edit_conflict(error, context)
    response = default_handler(_in_api_terms(error), context)
    if response is None:
        return None
    if response.status_code == ApiValidationError.status_code and isinstance(
        response.data, dict | list
    ):
        response.data = _as_problem(response.data)
    else:
        response.data = {"code": _code_of(response), "detail": response.data["detail"]}
    return response


def _in_api_terms(error):
    if isinstance(error, ValidationError):
        return _refusal(error)
    if isinstance(error, Http404):  # its own words are English, and name the model
        return NotFound(_("Det finns inte, eller så är det inte för dig."))
    if isinstance(error, DocumentError):
        return Unavailable(str(error))
    if isinstance(error, DocumentDamaged):
        return Unavailable(
            _("Den lagrade filen är skadad eller saknas. Kontakta systemförvaltaren.")
        )
    return error


def _refusal(error):
    """A domain function's refusal: 409 for the state of things, else 400 field by field."""
    code = getattr(error, "code", None)
    if isinstance(error, ActionRefused) and code in STANDING_IN_THE_WAY:
        return Conflict(" ".join(error.messages), code=code)
    fields = error.message_dict if hasattr(error, "error_dict") else {}
    whole = fields.pop(NON_FIELD_ERRORS, [] if fields else error.messages)
    if whole:
        fields[api_settings.NON_FIELD_ERRORS_KEY] = whole
    return ApiValidationError(fields, code=code)


def _as_problem(data):
    """DRF's own dictionary of errors, or its single ``detail``, in the API's shape."""
    if isinstance(data, dict) and set(data) == {"detail"}:
        return {"code": data["detail"].code, "detail": data["detail"], "errors": {}}
    errors = data if isinstance(data, dict) else {api_settings.NON_FIELD_ERRORS_KEY: data}
    whole = errors.get(api_settings.NON_FIELD_ERRORS_KEY)
    return {
        "code": getattr(whole[0], "code", "invalid") if whole else "invalid",
        "detail": str(whole[0]) if whole else _("Rätta de fält som är fel och skicka igen."),
        "errors": errors,
    }


def _code_of(response):
    return getattr(response.data["detail"], "code", "error")


def _edit_conflict(error, context):
    refusal = Conflict(
        _("Någon annan hann spara först. Inget har skrivits över. Jämför texterna och spara igen."),
        code="edit_conflict",
    )
    response = default_handler(refusal, context)
    view, request = context["view"], context["request"]
    response.data = {
        "code": "edit_conflict",
        "detail": response.data["detail"],
        "theirs": view.theirs(error.theirs),
        "mine": request.data,
    }
    return response
