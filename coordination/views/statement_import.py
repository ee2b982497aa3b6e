"""A statement's text from Word: choose the file, look at what goes where, use it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination import permissions
from coordination.domain.queries.word_notes import told
from coordination.domain.statement import submit_statement
from coordination.domain.statement_import import use_imported_text
from coordination.enums import SectionKind, StatementState
from coordination.exceptions import EditConflict
from coordination.forms.rules import posted
from coordination.forms.statement_import import ImportedTextForm, WordFileForm
from coordination.imports.word.reading import Note
from coordination.views.statement import form_page, statement_or_404


@form_page
def from_word(request, pk):
    """Choose a Word file; the answer is a preview, and nothing is saved yet."""
    found = _writable(request, pk)
    form = WordFileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, found, form)
    status = 400 if form.is_bound else 200
    context = {"statement": found, "form": form}
    return render(request, "coordination/statement/from_word.html", context, status=status)


@require_POST
def use_word(request, pk):
    """Save the text of the preview, and hand the statement over for review if that was asked for."""
    found = _writable(request, pk)
    form = ImportedTextForm(request.POST)
    try:
        saved = form.carries_out(
            lambda _values: use_imported_text(
                found, actor=request.user, texts=form.texts(), versions=form.versions()
            )
        )
    except EditConflict:
        return _again(request, found, form, status=409, conflict=True)
    if "take" in form.errors:
        return _again(request, found, form, status=400, nothing_chosen=True)
    if not saved:
        context = {"statement": found, "form": WordFileForm(), "refusal": form.errors}
        return render(request, "coordination/statement/from_word.html", context, status=400)
    messages.success(
        request, _("Texten från Word är sparad. Den tidigare texten finns kvar som version.")
    )
    return _hand_over(request, found) if "submit" in request.POST else _to_statement(found)


def _writable(request, pk):
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_write_statement(request.user, found))
    return found


def _to_statement(found):
    return redirect("coordination:statement", pk=found.pk)


def _hand_over(request, found):
    """Straight on to the adoption for a secretary: the meeting has usually been when the text is done."""
    if found.state == StatementState.DRAFT:
        try:
            submit_statement(found, actor=request.user)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
            return _to_statement(found)
    if permissions.can_keep_statement(request.user, found):
        return redirect("coordination:adopt_statement", pk=found.pk)
    return _to_statement(found)


def _preview(request, found, form):
    texts = {kind: form.split.html(kind) for kind in SectionKind}
    context = {
        **_compared(found, texts),
        "apart": [
            (_("Texten före den första rubriken är inte med"), form.split.before),
            (_("Önskemål, underskrifter och bilagor är inte med"), form.split.after),
        ],
        "left_out": told([*_titles(form.split), *form.word.notes]),
        "more": form.word.more,
        "file_name": form.cleaned_data["file"].name,
    }
    return render(request, "coordination/statement/word_preview.html", context)


def _titles(split) -> list[Note]:
    """Titles that the sections' own headings take the place of."""
    return [Note("title", title, "") for title in split.titles]


def _again(request, found, form, *, status, **why):
    """The preview once more: nothing was chosen, or somebody saved while it was open."""
    context = {**_compared(found, form.read(), chosen=form.chosen()), **why}
    return render(request, "coordination/statement/word_preview.html", context, status=status)


def _compared(found, texts, *, chosen=None) -> dict:
    """Each section's new text beside the one that is there, and the form that carries it on.

    Every section that the file has is chosen at first.
    """
    take = [kind.value for kind in SectionKind if texts[kind]] if chosen is None else chosen
    sections = {section.kind: section for section in found.sections.all()}
    initial = {kind.value: texts[kind] for kind in SectionKind}
    initial |= {f"{kind.value}_version": sections[kind].version for kind in SectionKind}
    initial |= {"take": take}
    parts = [(sections[kind], texts[kind], kind in take) for kind in SectionKind]
    return {"statement": found, "parts": parts, "form": ImportedTextForm(initial=initial)}
