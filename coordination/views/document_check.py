"""Kontrollera handling: is this file a stored document, which version, and with what receipt?"""

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from coordination.domain.queries.document import claimed_documents, recognize_documents
from coordination.forms.document_check import CountingUploadHandler, DocumentCheckForm
from coordination.pdf_claims import claims_of


@csrf_exempt  # the check reads the form, and how its file is received must be said before that
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """Let a file only be counted on its way in, then answer."""
    if request.method == "POST":
        request.upload_handlers = [CountingUploadHandler(request)]
    return _answer(request)


@csrf_protect
def _answer(request):
    """What is asked: a file or a number that is sent, or a number in the address."""
    if request.method == "POST":
        form = DocumentCheckForm(request.POST, request.FILES)
    else:
        form = DocumentCheckForm(request.GET) if "nummer" in request.GET else DocumentCheckForm()
    answer = _found(request.user, form) if form.is_bound and form.is_valid() else {}
    return render(request, "coordination/document/check.html", {"form": form, **answer})


def _found(user, form) -> dict:
    """What was recognized; else what an unknown PDF claims to be. Other kinds of files are refused."""
    asked, file = form.asked, form.cleaned_data["file"]
    found = recognize_documents(user, **asked)
    if file and not found and not file.is_pdf:
        form.refuse_other_kind()
        return {}
    claimed = claimed_documents(user, claims_of(file.content)) if file and not found else []
    return {"asked": asked, "file": file, "found": found, "claimed": claimed}
