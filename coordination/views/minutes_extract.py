"""The minutes extract of a decision, made when it is asked for."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.documents.assemble_minutes import extract_filename, minutes_extract_of
from coordination.documents.exceptions import DocumentError
from coordination.documents.record import render_record
from coordination.models import Decision
from coordination.views.record import record_response


@require_safe
def minutes_extract(request, pk):
    """What is recorded of the item, as PDF."""
    found = get_object_or_404(
        Decision.objects.visible_to(request.user).select_related(
            "body__municipality", "matter", "meeting"
        ),
        pk=pk,
    )
    try:
        content = render_record(minutes_extract_of(found, at=timezone.localtime()))
    except DocumentError as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=503)
    return record_response(request, content, extract_filename(found))
