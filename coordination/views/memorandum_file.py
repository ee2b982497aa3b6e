"""A memorandum as PDF and as Word."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.documents.assemble_memorandum import memorandum_document, memorandum_filename
from coordination.documents.exceptions import DocumentError
from coordination.documents.record import render_record
from coordination.domain.document import read_document
from coordination.enums import StageKind
from coordination.exports.records import write_memorandum
from coordination.exports.word import MEDIA_TYPE
from coordination.models import Memorandum
from coordination.views.record import record_response


@require_safe
def memorandum_pdf(request, pk):
    """The text as it stands, with what the bodies made of it; the stored file with ``?foredragen=1``.

    Until a body has taken it up, the stored file is all there is.
    """
    found = _memorandum(request, pk)
    taken_up = found.stages.recorded().exclude(kind=StageKind.PRESENTER).exists()
    if found.is_fixed and found.document and (request.GET.get("foredragen") or not taken_up):
        content = read_document(found.document)
    else:
        try:
            content = render_record(memorandum_document(found, at=timezone.localtime()))
        except DocumentError as error:
            return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=503)
    return record_response(request, content, memorandum_filename(found, "pdf"))


@require_safe
def memorandum_word(request, pk):
    """The same text for whoever goes on in Word."""
    found = _memorandum(request, pk)
    content = write_memorandum(memorandum_document(found, at=timezone.localtime()))
    name = memorandum_filename(found, "docx")
    return record_response(request, content, name, media_type=MEDIA_TYPE)


def _memorandum(request, pk):
    return get_object_or_404(
        Memorandum.objects.visible_to(request.user).select_related(
            "matter__organization__municipality", "document", "referral", "written_question"
        ),
        pk=pk,
    )
