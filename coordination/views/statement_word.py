"""A statement as a Word file, for whoever goes on working in Word."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from coordination.domain.statement_content import content_of
from coordination.exports.word import MEDIA_TYPE, write_statement
from coordination.views.document import filename
from coordination.views.statement import statement_or_404


@require_safe
def statement_word(request, pk):
    """The statement as .docx: the draft as it stands now, or the adopted text with its annexes."""
    found = statement_or_404(request, pk)
    content = write_statement(content_of(found), at=timezone.localtime())
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    name = filename(found).removesuffix(".pdf") + ".docx"
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
