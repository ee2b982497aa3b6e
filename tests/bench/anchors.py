"""What the framework does at the least: views that nothing can be faster than, beside the product's."""

import csv
import functools
import io

import orjson
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from coordination.documents.assembly import draft_document
from coordination.documents.assets import asset_paths
from coordination.documents.statement import TEMPLATE, _metadata
from coordination.documents.typography import make_searchable
from coordination.domain.statement_content import content_of
from coordination.exports.listing import CHUNK
from coordination.models import RegistrySeries, Statement
from coordination.registry import listings
from initiatives.models import Initiative

# What the API's list of initiatives says of each.
ROW = (
    "id", "programme_id", "matter_id", "matter__registry_number", "title", "summary", "lead_id",
    "lead__name", "starts_on", "ends_on", "state", "completed_on", "is_fictitious", "version",
)  # fmt: skip


@login_not_required
def empty(request):
    """Nothing but the middleware."""
    return HttpResponse("ok")


def signed_in(request):
    """Session and user."""
    return HttpResponse(request.user.email)


def rows(request):
    """The same hundred initiatives as the API lists, by ``values()`` and orjson."""
    visible = Initiative.objects.visible_to(request.user)
    found = visible.order_by("-id").values(*ROW)[:100]
    return HttpResponse(orjson.dumps(list(found)), content_type="application/json")


@csrf_exempt
@login_not_required
def insert(request):
    """One row into a small table, in a transaction of its own."""
    year = RegistrySeries.objects.create(organization_id=1, year=int(request.GET["n"]))
    return HttpResponse(str(year.pk))


@login_not_required
def weasyprint(request, pk):
    """The statement's HTML printed by bare WeasyPrint, in this process, as tagged PDF."""
    # Slow to load, and the product never loads it in a web process.
    import weasyprint as bare

    from coordination.documents.fetcher import SCHEME, DocumentFetcher

    fetcher = DocumentFetcher(asset_paths())
    style = bare.CSS(url=f"{SCHEME}document.css", url_fetcher=fetcher)
    page = bare.HTML(string=_html(pk), url_fetcher=fetcher)
    content = page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return HttpResponse(content, content_type="application/pdf")


def copy(request):
    """The ledger's rows, the same SELECT as its list, as the database itself writes CSV.

    SQLite does not: there the rows go untouched from the cursor to the writer of CSV.
    """
    query = listings["pengaboken"].values(request.user, QueryDict()).query
    write = _copied if connection.vendor == "postgresql" else _written
    return StreamingHttpResponse(write(*query.sql_with_params()), content_type="text/csv")


def _copied(sql, params):
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", params) as rows,
    ):
        yield from map(bytes, rows)


def _written(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(CHUNK):
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            yield text.getvalue().encode()


@functools.cache
def _html(pk) -> str:
    """What the product hands to its printing process."""
    document = draft_document(content_of(Statement.objects.get(pk=pk)), at=timezone.now())
    context = {"document": document, "metadata": _metadata(document)}
    return make_searchable(render_to_string(TEMPLATE, context))


urlpatterns = [
    path("bench/empty/", empty),
    path("bench/signed-in/", signed_in),
    path("bench/rows/", rows),
    path("bench/copy/", copy),
    path("bench/insert/", insert),
    path("bench/weasyprint/<int:pk>/", weasyprint),
    path("", include("coordination.urls")),
]
