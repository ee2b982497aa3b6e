"""The letter of a referral: the stored file once it is sent, a marked draft until then."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.documents.assemble_letter import letter_filename, referral_letter_of
from coordination.documents.exceptions import DocumentError
from coordination.documents.record import render_record
from coordination.domain.document import read_document
from coordination.domain.queries.referral import readable_referrals
from coordination.domain.referral_letter import letter_of
from coordination.prepared_for_reader import find_or_404
from coordination.views.record import record_response


@require_safe
def referral_letter(request, pk):
    """The letter as PDF. One sent before letters were stored is made from what is recorded."""
    found = find_or_404(readable_referrals, request.user, pk)
    stored = letter_of(found) if found.sent_at else None
    if stored:
        content = read_document(stored)
    else:
        at = timezone.localtime(found.sent_at)
        letter = referral_letter_of(found, at=at, receipt_number=found.receipt_number)
        try:
            content = render_record(letter)
        except DocumentError as error:
            return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=503)
    return record_response(request, content, letter_filename(found))
