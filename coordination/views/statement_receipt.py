"""The receipt of a sent statement as PDF, for the body that sent it and the one that asked."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from coordination.documents.assemble_receipt import receipt_filename
from coordination.documents.exceptions import DocumentError
from coordination.domain.queries.statement import readable_statements
from coordination.registry import document_types
from coordination.views.record import record_response


@require_safe
def statement_receipt(request, pk):
    """One page: number, time, hash, due date, in time or not. Nothing before it is sent."""
    found = get_object_or_404(
        readable_statements(request.user).filter(dispatched_at__isnull=False), pk=pk
    )
    try:
        content = document_types["statement_receipt"].render(found)
    except DocumentError as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=503)
    return record_response(request, content, receipt_filename(found))
