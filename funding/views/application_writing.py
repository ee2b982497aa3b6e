"""Writing an application: the project in short, its parts, bodies, shares and dialogues."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import richtext
from coordination.domain.document import DocumentDamaged, read_document
from coordination.enums import SavedBy
from coordination.exceptions import EditConflict
from coordination.forms.rules import posted
from coordination.permissions import require
from coordination.richtext.difference import compare
from coordination.swedish import join_names
from coordination.views.autosave import autosave, is_autosave
from coordination.views.record import record_response
from funding import permissions
from funding.domain.application import describe_application
from funding.domain.application_check import lessons_for
from funding.domain.application_content import (
    consents_in_force,
    load_contents,
    show_consents,
)
from funding.domain.application_writing import (
    remove_body,
    remove_share,
    set_body,
    set_share,
    write_part,
)
from funding.domain.dialogue import add_dialogue, remove_dialogue
from funding.enums import PartKind
from funding.forms.application import BodyForm, DescribeForm, DialogueForm, PartForm, ShareForm
from funding.models import (
    Application,
    ApplicationBody,
    ApplicationPart,
    ApplicationShare,
    Dialogue,
)
from funding.views.application import get_application

form_page = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_NUMBER = 18


def _done(request, application, text, *, before=()):
    """Say what was done, and whose consent ended with it."""
    messages.success(request, text)
    now = {each.pk for each in consents_in_force(application)}
    if ended := [name for pk, name in before if pk not in now]:
        messages.warning(
            request,
            _("Texten ändrades. Därför gäller inte längre samtycket från %(bodies)s.")
            % {"bodies": join_names(ended)},
        )


def _in_force(application) -> list[tuple[int, str]]:
    rows = application.consents.filter(withdrawn_at__isnull=True).select_related("organization")
    return [(each.pk, each.organization.name) for each in rows]


def _writable(request, pk) -> Application:
    found = get_application(request, pk)
    require(permissions.can_write_application(request.user, found))
    return found


@form_page
def describe(request, pk):
    """Set the project's name, sentence, cost, initiative and area."""
    found, before = _writable(request, pk), []
    if request.method == "POST":
        before = _in_force(found)
    names = ("title", "summary", "cost_ore", "initiative", "area", "version")
    form = DescribeForm(
        posted(request), user=request.user, initial={name: getattr(found, name) for name in names}
    )
    try:
        if form.carries_out(lambda said: describe_application(found, actor=request.user, **said)):
            _done(request, found, _("Uppgifterna är sparade."), before=before)
            return redirect("funding:application", pk=pk)
    except EditConflict as conflict:
        return _merge_described(request, form, conflict)
    return render(
        request, "funding/application/describe.html", {"form": form, "application": found}
    )


def _merge_described(request, form, conflict):
    """What differs, both sides of it, above the form; saving now means having seen the other one."""
    theirs = conflict.theirs
    form.data = form.data.copy()
    form.data["version"] = theirs.version
    differing = [
        (form.fields[name].label, name, value, getattr(theirs, name))
        for name, value in conflict.mine.items()
        if value != getattr(theirs, name)
    ]
    return render(
        request,
        "funding/application/merge_described.html",
        {"application": theirs, "form": form, "differing": differing},
        status=409,
    )


@form_page
def part(request, pk):
    """Write one part; saved in the background, and merged when two write at once."""
    visible = Application.objects.visible_to(request.user)
    found = get_object_or_404(
        ApplicationPart.objects.filter(application__in=visible.values("pk")).select_related(
            "application__round__source__owner", "application__lead", "updated_by__person"
        ),
        pk=pk,
    )
    application = found.application
    form = PartForm(posted(request), initial={"body": found.html, "version": found.version})

    def save(said):
        way = SavedBy.AUTOSAVE if is_autosave(request) else SavedBy.TYPED
        values = {"html": said["body"], "version": said["version"]}
        return write_part(found, actor=request.user, way=way, **values)

    if is_autosave(request):
        return autosave(form, save, closed=_("Ansökan går inte längre att ändra för dig."))
    require(permissions.can_write_application(request.user, application))
    if request.method == "POST":
        before = _in_force(application)
        try:
            if form.carries_out(save):
                saved = _("%(part)s är sparad.") % {"part": found.get_kind_display()}
                _done(request, application, saved, before=before)
                return redirect("funding:application", pk=application.pk)
        except EditConflict as conflict:
            return _merge(request, conflict)
    asked = application.round.parts.filter(kind=found.kind).first()
    return render(
        request,
        "funding/application/part.html",
        {
            "application": application,
            "part": found,
            "form": form,
            "asked": asked,
            "lessons_asked": found.kind == PartKind.LESSONS,
            "lessons": lessons_for(application, request.user)
            if found.kind == PartKind.LESSONS
            else [],
            "instructions": application.round.instructions.first(),
        },
    )


def _merge(request, conflict):
    """Both texts side by side; saving now means having seen the other one."""
    theirs = conflict.theirs
    return render(
        request,
        "funding/application/merge.html",
        {
            "application": theirs.application,
            "part": theirs,
            "mine": conflict.mine,
            "theirs_markup": richtext.to_markup(theirs.html),
            "lines": compare(theirs.html, conflict.mine),
            "form": PartForm(initial={"body": conflict.mine, "version": theirs.version}),
        },
        status=409,
    )


@form_page
def bodies(request, pk):
    """Which bodies are affected, which take part, and what they do."""
    found = _writable(request, pk)
    owner, before = found.round.source.owner, _in_force(found)
    chosen = found.bodies.filter(pk=_number(request.GET.get("andra"))).first()
    form = BodyForm(posted(request), owner=owner, initial=_said(chosen))
    if form.carries_out(lambda said: set_body(found, actor=request.user, **said)):
        _done(request, found, _("Nämnden är sparad."), before=before)
        return redirect("funding:application_bodies", pk=pk)
    load_contents(found)
    show_consents(found)
    return render(request, "funding/application/bodies.html", {"form": form, "application": found})


def _said(body):
    if body is None:
        return None
    names = ("organization", "takes_part", "contribution")
    return {name: getattr(body, name) for name in names}


def _number(text):
    """A row's number from an address; none for what is no number a database can hold."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


@form_page
def shares(request, pk):
    """Who applies for or pays what, in which year."""
    found = _writable(request, pk)
    before = _in_force(found)
    year = found.round.source.year
    form = ShareForm(
        posted(request),
        application=found,
        initial={"year": year, "organization": found.lead_id, "financing": "applied"},
    )
    if form.carries_out(lambda said: set_share(found, actor=request.user, **said)):
        _done(request, found, _("Andelen är sparad."), before=before)
        return redirect("funding:application_shares", pk=pk)
    load_contents(found)
    return render(request, "funding/application/shares.html", {"form": form, "application": found})


@form_page
def dialogues(request, pk):
    """The dialogues held with district committees."""
    found = _writable(request, pk)
    before = _in_force(found)
    form = DialogueForm(posted(request), request.FILES or None, owner=found.round.source.owner)
    if form.carries_out(lambda said: _add_dialogue(found, actor=request.user, **said)):
        _done(request, found, _("Dialogen är antecknad."), before=before)
        return redirect("funding:application_dialogues", pk=pk)
    load_contents(found)
    return render(
        request, "funding/application/dialogues.html", {"form": form, "application": found}
    )


def _add_dialogue(application, *, file, **said):
    return add_dialogue(application, pdf=file.read() if file else None, **said)


@require_safe
def dialogue_notes(request, pk):
    """The notes of a dialogue, byte by byte as they were added."""
    visible = Application.objects.visible_to(request.user)
    rows = Dialogue.objects.filter(application__in=visible.values("pk"), document__isnull=False)
    held = get_object_or_404(rows.select_related("document"), pk=pk)
    return _stored(request, held.document)


def _stored(request, document):
    try:
        content = read_document(document)
    except DocumentDamaged:
        return render(
            request, "funding/application/damaged.html", {"document": document}, status=503
        )
    return record_response(request, content, f"{document.receipt_number}.pdf")


@require_POST
def drop_body(request, pk):
    """The body is not affected after all."""
    return _drop(request, ApplicationBody, pk, remove_body, "funding:application_bodies")


@require_POST
def drop_share(request, pk):
    """Take a share away."""
    return _drop(request, ApplicationShare, pk, remove_share, "funding:application_shares")


@require_POST
def drop_dialogue(request, pk):
    """Take a dialogue away."""
    return _drop(request, Dialogue, pk, remove_dialogue, "funding:application_dialogues")


def _drop(request, model, pk, remove, url_name):
    visible = Application.objects.visible_to(request.user)
    rows = model.objects.filter(application__in=visible.values("pk"))
    row = get_object_or_404(
        rows.select_related("organization", "application__round__source__owner"), pk=pk
    )
    before = _in_force(row.application)
    try:
        remove(row, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        _done(request, row.application, _("Raden är borttagen."), before=before)
    return redirect(url_name, pk=row.application_id)
