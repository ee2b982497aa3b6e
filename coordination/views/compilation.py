"""A compilation of answers: gathered, edited quote by quote, fixed, and read as PDF and Word."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import permissions
from coordination.documents.compilation import compilation_document, quotes_of
from coordination.documents.exceptions import DocumentError
from coordination.documents.record import render_record
from coordination.domain.compilation import (
    edit_quote,
    fix_compilation,
    gather_answers,
    introduce_compilation,
    later_statements,
    restore_quote,
    start_compilation,
)
from coordination.domain.document import DocumentDamaged, read_document
from coordination.exceptions import EditConflict
from coordination.exports.records import write_compilation
from coordination.exports.word import MEDIA_TYPE
from coordination.forms.compilation import IntroductionForm, QuoteForm
from coordination.forms.rules import RuleForm, posted
from coordination.models import Compilation, Referral
from coordination.views.record import record_response

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def start(request, pk):
    """Begin a compilation of a referral's answers."""
    found = get_object_or_404(
        Referral.objects.visible_to(request.user).select_related("matter", "sender"), pk=pk
    )
    if form := _allowed(request, lambda _values: start_compilation(found, actor=request.user)):
        return redirect("coordination:compilation", pk=form.result.pk)
    return redirect("coordination:positions", pk=pk)


@require_safe
def compilation(request, pk):
    """The compilation with its quotes, each body's own words beside the edited ones."""
    found = _compilation(request, pk)
    return render(request, "coordination/compilation/compilation.html", _context(request, found))


def _context(request, found, **more):
    return {
        "compilation": found,
        "referral": found.referral,
        "quotes": quotes_of(found),
        "later": later_statements(found),
        "can_edit": not found.is_fixed
        and permissions.can_compile_answers(request.user, found.referral),
        **more,
    }


@form_page
def introduction(request, pk):
    """Write what the matter is about."""
    found = _edited(request, pk)
    form = IntroductionForm(
        posted(request), initial={"html": found.introduction_html, "version": found.version}
    )
    return _write(
        request,
        found,
        form,
        lambda values: introduce_compilation(found, actor=request.user, **values),
        heading=_("Ärendet"),
        html=found.introduction_html,
    )


@form_page
def quote(request, pk, quote_pk):
    """Edit what is printed of one body's answer."""
    found = _edited(request, pk)
    row = get_object_or_404(
        found.quotes.select_related("statement__consultee__organization"), pk=quote_pk
    )
    form = QuoteForm(posted(request), initial={"html": row.html, "version": row.version})
    return _write(
        request,
        found,
        form,
        lambda values: edit_quote(row, actor=request.user, **values),
        heading=row.statement.consultee.organization.name,
        html=row.html,
        quote=row,
    )


def _write(request, found, form, act, **context):
    """A text's form; two who write at once both keep their text."""
    status = 200
    try:
        if request.method == "POST" and form.carries_out(act):
            messages.success(request, _("Texten är sparad."))
            return redirect("coordination:compilation", pk=found.pk)
    except EditConflict as conflict:
        form.data = form.data.copy()
        form.data["version"] = conflict.theirs.version
        form.add_error(
            None,
            _(
                "Någon annan sparade medan du skrev. Deras text står under din. Spara igen när din "
                "version innehåller det som ska gälla."
            ),
        )
        context["theirs"] = getattr(conflict.theirs, "html", None) or getattr(
            conflict.theirs, "introduction_html", ""
        )
        status = 409
    context |= {"compilation": found, "referral": found.referral, "form": form}
    return render(request, "coordination/compilation/write.html", context, status=status)


@require_POST
def restore(request, pk, quote_pk):
    """Print the body's own words again."""
    found = _edited(request, pk)
    row = get_object_or_404(found.quotes, pk=quote_pk)
    if _allowed(request, lambda _values: restore_quote(row, actor=request.user)):
        messages.success(request, _("Nämndens egna ord är tillbaka."))
    return redirect("coordination:compilation", pk=pk)


@require_POST
def gather(request, pk):
    """Take in answers that came after the draft was begun."""
    found = _edited(request, pk)
    if form := _allowed(request, lambda _values: gather_answers(found, actor=request.user)):
        count = form.result
        text = ngettext("Ett nytt svar är med.", "%(n)d nya svar är med.", count) % {"n": count}
        messages.success(request, text if count else _("Alla svar var redan med."))
    return redirect("coordination:compilation", pk=pk)


def _allowed(request, act):
    """The form of a button that did what it says; else None, and the reason is told."""
    form = RuleForm(request.POST)
    if form.carries_out(act):
        return form
    messages.error(request, " ".join(form.non_field_errors()))
    return None


@form_page
def fix(request, pk):
    """Ask once, then fix the compilation."""
    found = _edited(request, pk)
    form = RuleForm(posted(request))
    try:
        if request.method == "POST" and form.carries_out(
            lambda _values: fix_compilation(found, actor=request.user)
        ):
            messages.success(request, _("Sammanställningen är fastställd."))
            return redirect("coordination:compilation", pk=pk)
    except DocumentError as error:
        form.add_error(None, str(error))
    return render(request, "coordination/compilation/fix.html", _context(request, found, form=form))


@require_safe
def compilation_pdf(request, pk):
    """The stored file of a fixed compilation, a marked draft of another."""
    found = _compilation(request, pk)
    try:
        content = (
            read_document(found.document)
            if found.is_fixed
            else render_record(compilation_document(found, at=timezone.localtime()))
        )
    except (DocumentError, DocumentDamaged) as error:
        context = _context(request, found, reason=str(error))
        return render(request, "coordination/compilation/compilation.html", context, status=503)
    return record_response(request, content, _filename(found, "pdf"))


@require_safe
def compilation_word(request, pk):
    """The same text for whoever goes on in Word."""
    found = _compilation(request, pk)
    at = timezone.localtime(found.fixed_at) if found.is_fixed else timezone.localtime()
    number = found.document.receipt_number if found.is_fixed else ""
    content = write_compilation(compilation_document(found, at=at, receipt_number=number))
    return record_response(request, content, _filename(found, "docx"), media_type=MEDIA_TYPE)


def _filename(found, ending):
    kind = _("Remissammanställning") if found.is_fixed else _("Utkast remissammanställning")
    number = found.referral.matter.registry_number.replace("/", "-")
    return f"{kind} {number} v{found.number}.{ending}"


def _compilation(request, pk):
    return get_object_or_404(
        Compilation.objects.visible_to(request.user).select_related(
            "referral__matter__organization",
            "referral__sender__municipality",
            "document",
            "fixed_by__person",
        ),
        pk=pk,
    )


def _edited(request, pk):
    found = _compilation(request, pk)
    permissions.require(permissions.can_compile_answers(request.user, found.referral))
    return found
