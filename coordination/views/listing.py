"""Lists as files: CSV as it is read, Excel at once when it is short and as a job when it is long."""

import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.domain.list_file import cancel_list_file, order_list_file, retry_list_file
from coordination.exports.listing import in_chunks, write_csv
from coordination.models import ListFile
from coordination.registry import listings
from coordination.views.record import record_response

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_AT_ONCE = 2000
LONGEST_QUERY = 1000


@require_safe
def csv(request, code):
    """The list's rows as CSV, handed out while they are read."""
    listing = _listing(code)
    values = listing.values(request.user, request.GET)
    response = StreamingHttpResponse(
        write_csv(listing.columns, in_chunks(values)), content_type=CSV
    )
    return _as_file(response, _name(listing, "csv"))


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request, code):
    """The list in Excel: a short one at once; a long one is ordered and made in the background."""
    listing, query = _listing(code), request.META["QUERY_STRING"][:LONGEST_QUERY]
    rows = listing.values(request.user, request.GET).order_by()
    if rows[: MOST_AT_ONCE + 1].count() <= MOST_AT_ONCE:
        return _at_once(request, listing, query)
    if request.method == "POST":
        return _ordered(request, listing, query, rows.count())
    return render(
        request,
        "coordination/listing/long.html",
        {"listing": listing, "page_url": listing.page(request.GET), "query": query},
    )


@never_cache
@require_safe
def list_file(request, pk):
    """One ordered list: how far it has come, and the file when it is done."""
    found = _file_or_404(request, pk)
    context = {"file": found, "listing": listings.get(found.listing)}
    return render(request, "coordination/listing/file.html", context)


@require_safe
def download(request, pk):
    """The finished file."""
    found = _file_or_404(request, pk)
    if not found.is_done or not default_storage.exists(found.file.name):
        raise Http404
    response = FileResponse(found.file.open("rb"), content_type=XLSX)
    return _as_file(response, _name(listings[found.listing], "xlsx"))


@require_POST
def cancel(request, pk):
    """Stop a list that is being made."""
    return _act(request, pk, cancel_list_file, _("Listan är stoppad."))


@require_POST
def retry(request, pk):
    """Make a list again that failed or was stopped."""
    return _act(request, pk, retry_list_file, _("Listan görs om. Du kan lämna sidan så länge."))


def _act(request, pk, act, done):
    try:
        act(_file_or_404(request, pk), actor=request.user)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, done)
    return redirect("coordination:list_file", pk=pk)


def _at_once(request, listing, query):
    stream = io.BytesIO()
    listing.write(stream, request.user, query, at=timezone.now())
    name = _name(listing, "xlsx")
    return record_response(request, stream.getvalue(), name, media_type=XLSX)


def _ordered(request, listing, query, rows):
    try:
        ordered = order_list_file(
            listing,
            actor=request.user,
            query=query,
            rows=rows,
            language=translation.get_language() or "sv",
        )
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect(listing.page(request.GET))
    return redirect("coordination:list_file", pk=ordered.pk)


def _as_file(response, name):
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _name(listing, ending) -> str:
    return f"{listing.title} {timezone.localdate():%Y-%m-%d}.{ending}"


def _listing(code):
    if code not in listings:
        raise Http404
    return listings[code]


def _file_or_404(request, pk) -> ListFile:
    return get_object_or_404(ListFile, pk=pk, requested_by=request.user)
