"""The receipt of a sent statement as PDF, for the body that sent it and the one that asked."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from coordination.documents.assemble_receipt import receipt_filename
from coordination.documents.exceptions import DocumentError
from coordination.domain.queries.statement import readable_statements
from coordination.domain.receipt import keep_receipt
from coordination.views.document import stored_pdf


@require_safe
def statement_receipt(request, pk):
    """One page: number, time, hash, due date, in time or not. Nothing before it is sent.

    The stored file; should it be missing, it is drawn up and stored now.
    """
    found = get_object_or_404(
        readable_statements(request.user).filter(dispatched_at__isnull=False), pk=pk
    )
    try:
        receipt = keep_receipt(found)
    except DocumentError as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=503)
    return stored_pdf(request, found, receipt, name=receipt_filename(found))
