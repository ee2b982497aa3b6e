"""A statement's PDF: the stored bytes once it is adopted, a watermarked preview until then."""

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination.documents.assembly import render_draft, render_superseded
from coordination.documents.exceptions import DocumentError
from coordination.domain.document import DocumentDamaged, read_document
from coordination.domain.statement_content import content_of
from coordination.views.statement import statement_or_404


@require_safe
def statement_pdf(request, pk):
    """The statement as a file, shown in the browser or, with ``?ladda-ner=1``, saved."""
    found = statement_or_404(request, pk)
    is_copy = found.newer_id and found.decision and request.GET.get("kopia")
    if found.is_frozen and not is_copy:
        return stored_pdf(request, found, found.document, name=filename(found))
    try:
        content = (
            render_superseded(content_of(found), by=found.newer_number)
            if is_copy
            else render_draft(content_of(found), at=timezone.now())
        )
    except DocumentError as error:
        return _unavailable(request, found, str(error))
    return _file(request, content, filename(found))


def stored_pdf(request, found, document, *, name):
    """Stored bytes as they are, if they still match their hash."""
    etag = quote_etag(document.sha256)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _private(HttpResponseNotModified(headers={"ETag": etag}))
    try:
        content = read_document(document)
    except DocumentDamaged:
        reason = _(
            "Den lagrade filen är skadad eller saknas, och därför lämnas den inte ut. Texten på "
            "yttrandets sida är oförändrad. Kontakta systemförvaltaren och uppge kvittens %(number)s."
        ) % {"number": document.receipt_number}
        return _unavailable(request, found, reason)
    response = _file(request, content, name)
    response.headers["ETag"] = etag
    return response


def _file(request, content, name):
    response = HttpResponse(content, content_type="application/pdf")
    as_attachment = bool(request.GET.get("ladda-ner"))
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return _private(response)


def _private(response):
    """What one reader may see is kept in no shared cache, nor on the reader's disk."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def _unavailable(request, found, reason):
    context = {"statement": found, "reason": reason}
    return render(request, "coordination/statement/no_document.html", context, status=503)


def filename(found) -> str:
    """”Yttrande SBN-2025-388 stadsbyggnadsnämnden.pdf”; an earlier draft says so."""
    kind = _("Yttrande") if found.is_frozen else _("Utkast yttrande")
    number = found.matter.registry_number.replace("/", "-")
    body = found.consultee.organization.name.lower()
    return f"{kind} {number} {body}.pdf"
