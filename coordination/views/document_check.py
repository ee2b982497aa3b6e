"""Kontrollera handling: is this file a stored document, which version, and with what receipt?"""

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from coordination.domain.queries.document import recognize_documents
from coordination.forms.document_check import CountingUploadHandler, DocumentCheckForm


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
    context = {"form": form}
    if form.is_bound and form.is_valid():
        context["asked"] = form.asked
        context["found"] = recognize_documents(request.user, **form.asked)
        context["file"] = form.cleaned_data["file"]
    return render(request, "coordination/document/check.html", context)
