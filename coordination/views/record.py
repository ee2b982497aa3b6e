"""Files that are made when they are asked for: never cached, never guessed at by the browser."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

PDF = "application/pdf"


def record_response(request, content, filename, *, media_type=PDF) -> HttpResponse:
    """The file, shown in the browser or, with ``?ladda-ner=1``, saved. Word files are always saved."""
    response = HttpResponse(content, content_type=media_type)
    as_attachment = media_type != PDF or bool(request.GET.get("ladda-ner"))
    disposition = content_disposition_header(as_attachment, filename)
    response.headers["Content-Disposition"] = disposition or "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
