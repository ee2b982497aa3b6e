"""A body's text blocks: kept in versions, put into drafts, renewed where a newer wording exists."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import permissions
from coordination.access import standing
from coordination.domain.queries.statement_sheet import KINDS
from coordination.domain.queries.text_block import text_blocks
from coordination.domain.text_block import (
    create_text_block,
    insert_text_block,
    renew_text_block,
    revise_text_block,
)
from coordination.enums import OrganizationKind
from coordination.exceptions import EditConflict
from coordination.forms.rules import posted
from coordination.forms.text_block import NewTextBlockForm, TextBlockForm
from coordination.models import Organization, TextBlock, TextBlockUse
from coordination.views.statement import form_page, statement_or_404


@require_safe
def blocks(request):
    """Every text block that the reader's bodies keep."""
    context = {"blocks": text_blocks(request.user), "can_add": _own_bodies(request.user).exists()}
    return render(request, "coordination/text_block/blocks.html", context)


def _own_bodies(user):
    """The bodies whose text blocks the user keeps: those that answer, not their administrations."""
    held = standing(user)
    bodies = Organization.objects.filter(pk__in=held.bodies_as(permissions.WRITING))
    return bodies.exclude(kind=OrganizationKind.ADMINISTRATION).order_by("sort_key")


@form_page
def create(request):
    """Keep a wording under a name."""
    bodies = _own_bodies(request.user)
    permissions.require(bodies.exists())
    first = bodies.first()
    form = NewTextBlockForm(posted(request), bodies=bodies, initial={"organization": first})
    if request.method == "POST" and form.carries_out(
        lambda chosen: create_text_block(chosen.pop("organization"), actor=request.user, **chosen)
    ):
        messages.success(request, _("Textblocket är sparat."))
        return redirect("coordination:text_block", pk=form.result.pk)
    return render(request, "coordination/text_block/create.html", {"form": form})


@form_page
def block(request, pk):
    """A text block: its wording, its versions, and a form for a new wording."""
    found = get_object_or_404(
        TextBlock.objects.visible_to(request.user).select_related("organization"), pk=pk
    )
    versions = list(found.versions.select_related("saved_by__person"))
    newest = versions[0]
    can_write = permissions.can_keep_text_blocks(request.user, found.organization)
    form = TextBlockForm(posted(request), initial={"html": newest.html, "seen": newest.number})
    if request.method == "POST":
        permissions.require(can_write)
        if form.carries_out(lambda chosen: revise_text_block(found, actor=request.user, **chosen)):
            messages.success(request, _("Den nya lydelsen är sparad."))
            return redirect("coordination:text_block", pk=pk)
    context = {"wording": found, "versions": versions, "form": form, "can_write": can_write}
    return render(request, "coordination/text_block/block.html", context)


@form_page
def insert(request, pk, slug):
    """Choose a text block and put it at the end of a section."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_write_statement(request.user, found))
    if slug not in KINDS:
        raise Http404
    section = get_object_or_404(found.sections, kind=KINDS[slug])
    section.statement = found
    rows = text_blocks(request.user).filter(organization=found.consultee.organization)
    if request.method == "POST":
        chosen = get_object_or_404(rows, pk=_number(request, "block"))
        if _carried_out(
            request,
            lambda: insert_text_block(
                section, chosen, actor=request.user, seen=_number(request, "version")
            ),
        ):
            messages.success(request, _("Textblocket står sist i avsnittet."))
            return redirect("coordination:statement_section", pk=pk, slug=slug)
        return redirect("coordination:insert_text_block", pk=pk, slug=slug)
    context = {"statement": found, "section": section, "slug": slug, "blocks": rows}
    return render(request, "coordination/text_block/insert.html", context)


@require_POST
def renew(request, pk):
    """Exchange a text block in a draft for its newest wording."""
    use = get_object_or_404(TextBlockUse.objects.select_related("section", "version__block"), pk=pk)
    use.section.statement = found = statement_or_404(request, use.section.statement_id)
    permissions.require(permissions.can_write_statement(request.user, found))
    if _carried_out(
        request,
        lambda: renew_text_block(use, actor=request.user, seen=_number(request, "version")),
    ):
        messages.success(request, _("Avsnittet har den nya lydelsen."))
    return redirect("coordination:statement", pk=found.pk)


def _carried_out(request, act) -> bool:
    """Whether the rules let it through; else the reader is told why."""
    try:
        act()
    except EditConflict:
        messages.warning(
            request, _("Någon annan sparade nyss. Läs texten som den är nu och försök igen.")
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        return True
    return False


def _number(request, name) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0  # noqa: PLR2004
