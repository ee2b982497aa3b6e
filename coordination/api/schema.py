"""The schema: what each operation takes and answers, read from the views themselves."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers

from coordination.api.errors import ConflictProblem, InvalidProblem, Problem
from coordination.api.formats import PdfRenderer

READING = {401: Problem, 403: Problem, 404: Problem, 429: Problem}
# Where the answer itself is another format than JSON.
READING_AS_JSON = {(status, "application/json"): shape for status, shape in READING.items()}
# A document: its bytes, or why they cannot be had.
AS_PDF = {
    (200, PdfRenderer.media_type): OpenApiTypes.BINARY,
    **READING_AS_JSON,
    (503, "application/json"): Problem,
}
WRITING = {400: InvalidProblem, **READING, 409: ConflictProblem, 503: Problem}


class ApiSchema(AutoSchema):
    """Operations that ``takes`` describes, and the errors that any operation may answer with."""

    def get_request_serializer(self):
        write = self._write()
        return write.takes() if write else super().get_request_serializer()

    def get_response_serializers(self):
        write = self._write()
        if write is None:
            return {200: super().get_response_serializers(), 400: InvalidProblem, **READING}
        shape = write.answers() if write.answers else super().get_response_serializers()
        empty = write.status == 204  # noqa: PLR2004  (no content)
        return {write.status: None if empty else shape, **WRITING}

    def _write(self):
        """The view's method behind this operation, where it is a write."""
        method = getattr(self.view, getattr(self.view, "action", "") or "", None)
        return method if hasattr(method, "takes") else None

    def get_examples(self):
        return []


class Feature(serializers.Serializer):
    """An area as GeoJSON has it."""

    type = serializers.CharField()
    id = serializers.IntegerField()
    geometry = serializers.JSONField(allow_null=True)
    properties = serializers.DictField(child=serializers.JSONField())


class FeatureCollection(serializers.Serializer):
    """A page of areas as GeoJSON has it; ``next`` is the address of the following page."""

    type = serializers.CharField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    features = Feature(many=True)
