"""What every resource of the API shares: visibility, keyset pages, fast lists, one shape of a write.

A list is read as plain rows (``values()``) and written by orjson, without model instances. What a
row holds is said once, by its serializer, which also gives the schema (``shapes.columns``). A write
is one domain function, the same as the pages call; what it takes is said by ``takes``.
"""

import functools
import re

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import metadata, mixins, pagination, viewsets
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response

from coordination import permissions
from coordination.api.formats import OrjsonParser, OrjsonRenderer, PdfRenderer
from coordination.api.schema import ApiSchema
from coordination.api.shapes import Input, columns, nest, paths

IDENTIFIER = re.compile(r"[0-9]{1,18}")  # digits that the database can hold


class Description(metadata.SimpleMetadata):
    """What OPTIONS answers: name and description. Fields and rights are told by the schema."""

    def determine_actions(self, request, view):
        return {}


class KeysetPagination(pagination.CursorPagination):
    """Newest first, the last page as fast as the first (P4)."""

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 500
    ordering = "-id"

    def decode_cursor(self, request):
        """The place in the list; a cursor that somebody made up is refused like any unknown page."""
        cursor = super().decode_cursor(request)
        if cursor and cursor.position is not None and not IDENTIFIER.fullmatch(cursor.position):
            raise NotFound(self.invalid_cursor_message)
        return cursor


def takes(input_class: type[Input] = Input, *, may=None, status=200, answers=None):
    """A write: the method gets the object (if the address names one) and the input's checked fields.

    ``may`` says, of the caller and the object, who has the right to it: asked before the input is
    read, so that nobody learns what it would take. The domain function asks again.

    It answers with the object that the method returns, else the one it was about, as it is now; or
    with the response that the method made, in the shape ``answers``. The schema reads all this.
    """

    def decorate(method):
        @functools.wraps(method)
        def write(self, request, *args, pk=None, **address):
            about = [] if pk is None else [self.get_object()]
            if may and about:
                permissions.require(may(self.request.user, *about))
            done = method(self, *about, **address, **self.read(input_class))
            if isinstance(done, Response):
                return done
            if status == NO_CONTENT:
                return Response(status=status)
            return self.answer(done or about[0], status=status)

        write.takes, write.status, write.answers = input_class, status, answers
        return write

    return decorate


CREATED, NO_CONTENT = 201, 204


def pdf_answer(content: bytes) -> HttpResponse:
    """A document's bytes, kept by nobody on the way."""
    response = HttpResponse(content, content_type=PdfRenderer.media_type)
    response["Cache-Control"] = "private, no-store"
    return response


class VisibleViewSet(mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Read what the caller may see; what one may not know of is 404. Writes are added per resource.

    ``serializer_class`` is a row of the list, ``detail_class`` a single object, ``related`` what that
    reads in the same statement and ``prefetched`` what it reads in statements of its own.
    ``part_rows`` shows the parts of it that are written one by one, by their model.
    """

    model: type[Model]
    detail_class = None
    related: tuple[str, ...] = ()
    prefetched: tuple = ()
    part_rows: dict = {}
    pagination_class = KeysetPagination
    parser_classes = [OrjsonParser]
    metadata_class = Description
    schema = ApiSchema()
    http_method_names = ["get", "head", "options", "post", "patch", "delete"]
    lookup_value_regex = "[^/]+"

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        visible = self.model._default_manager.visible_to(self.request.user)
        return visible if self.action == "list" else self.in_detail(visible)

    def in_detail(self, queryset):
        """With what a single object shows."""
        return queryset.select_related(*self.related).prefetch_related(*self.prefetched)

    def get_object(self):
        if not IDENTIFIER.fullmatch(self.kwargs["pk"]):
            raise Http404
        return super().get_object()

    def get_serializer_class(self):
        return self.serializer_class if self.action == "list" else self.shape_in_detail()

    @classmethod
    def shape_in_detail(cls):
        return cls.detail_class or cls.serializer_class

    def list(self, request, *args, **kwargs):
        """Within what the caller may see, newest first, a keyset page."""
        rows = columns(self.serializer_class)
        queryset = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(queryset.values(*dict.fromkeys(["id", *paths(rows)])))
        return self.get_paginated_response([nest(row, rows) for row in page])

    def filter_queryset(self, queryset):
        self._refuse_unknown_parameters()
        return super().filter_queryset(queryset)

    def _refuse_unknown_parameters(self):
        """A misspelt filter would else answer with everything."""
        filters = self.filterset_class.base_filters if hasattr(self, "filterset_class") else ()
        known = {"cursor", "page_size", "format", *filters}
        if unknown := [name for name in self.request.query_params if name not in known]:
            raise ValidationError({name: [_("Filtret finns inte.")] for name in unknown})

    def read(self, input_class) -> dict:
        """The request's body, checked."""
        sent = input_class(data=self.request.data, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        return sent.validated_data

    def answer(self, obj, *, status=200) -> Response:
        """The object as it is now, in the resource's own shape."""
        return Response(self.as_it_is_now(obj), status=status)

    def as_it_is_now(self, obj) -> dict:
        fresh = self.in_detail(self.model._default_manager.all()).get(pk=obj.pk)
        return self.shape_in_detail()(fresh, context=self.get_serializer_context()).data

    def theirs(self, current) -> dict:
        """What somebody else saved first, in a conflict of edits: the object, or a part of it."""
        if isinstance(current, self.model):
            return self.as_it_is_now(current)
        return self.part_rows[type(current)](current).data

    def handle_exception(self, exc):
        """An error is JSON, also where the answer would have been a file."""
        self.request.accepted_renderer = OrjsonRenderer()
        self.request.accepted_media_type = OrjsonRenderer.media_type
        return super().handle_exception(exc)
