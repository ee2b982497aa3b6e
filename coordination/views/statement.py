"""A statement's own page, its title and stance, its sections, and the review."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import permissions, richtext
from coordination.domain.queries import statement_guide as guide
from coordination.domain.queries.comment import unresolved_in
from coordination.domain.queries.fit import forecast
from coordination.domain.queries.minutes import minutes_of
from coordination.domain.queries.statement import (
    Reader,
    events_of,
    readable_statements,
    reader_of,
    signed_copies_of,
)
from coordination.domain.queries.statement_sheet import KINDS, SLUGS, annex_name, asked_for, sheet
from coordination.domain.queries.text_block import blocks_used
from coordination.domain.statement import (
    describe_statement,
    send_back_statement,
    start_statement,
    submit_statement,
    write_section,
)
from coordination.domain.statement_content import content_of
from coordination.enums import SectionKind
from coordination.exceptions import EditConflict
from coordination.forms.statement import DescriptionForm, SectionForm, SendBackForm
from coordination.models import Consultee
from coordination.prepared_for_reader import find_or_404
from coordination.richtext.difference import compare
from coordination.views.statement_autosave import autosave, is_autosave

SAVED = {
    SectionKind.SUMMARY: gettext_lazy("Sammanfattningen är sparad."),
    SectionKind.BODY: gettext_lazy("Yttrandet är sparat."),
}

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def statement(request, pk):
    """The statement on a sheet: what it says, what is missing, whether the body has time."""
    found = statement_or_404(request, pk)
    content = content_of(found)
    sections = sheet(content)
    prefetch_related_objects(content.requests, "groups")
    if found.is_frozen:
        prefetch_related_objects(content.requests, "dispositions__links")
    today = timezone.localdate()
    can = rights(request.user, found)
    reader = reader_of(request.user, found)
    is_ahead = reader == Reader.INSIDE and not found.is_frozen
    ahead = forecast(found, today=today) if is_ahead else None
    return render(
        request,
        "coordination/statement/statement.html",
        {
            "statement": found,
            "body": found.consultee.organization,
            "referral": found.consultee.referral,
            "content": content,
            "sections": sections,
            "requests": asked_for(content, today=today, replaced_by=found.newer_number),
            "opinions": [(filed, annex_name(found, filed.opinion)) for filed in content.opinions],
            "badge": guide.state_badge(found),
            "steps": guide.steps(found),
            **guide.checked(content, sections, ahead),
            "due_is_near": guide.due_is_near(found, today=today),
            "next": guide.next_step(found, sections, can),
            "receipt": guide.receipt(found),
            "forecast": ahead,
            "minutes": minutes_of(found, today=today),
            "events": events_of(request.user, found, reader),
            "signed_copies": signed_copies_of(found),
            "sees_referral": reader != Reader.GUEST,
            "used": [] if found.is_frozen else blocks_used(found),
            "can": can,
        },
    )


def posted(request):
    """What was sent, or None when the page is only opened; an empty form counts as sent."""
    return request.POST if request.method == "POST" else None


def statement_or_404(request, pk):
    """The statement, if the reader may know of it."""
    return find_or_404(readable_statements, request.user, pk)


def rights(user, found) -> dict[str, bool]:
    """What the reader may do with the statement; the templates ask ``can.write``."""
    keep = permissions.can_keep_statement(user, found)
    return {
        "write": permissions.can_write_statement(user, found),
        "keep": keep,
        "follow": not found.is_frozen or permissions.can_follow_writing(user, found),
        "sign": permissions.can_sign_report(user, found),
        "certify": found.approved_on is not None
        and not found.newer_id
        and permissions.can_certify_correction(user, found),
        "file_opinion": keep and not found.is_frozen and not found.is_official_report,
        "share": keep and not found.is_frozen,
        "send_back": keep and found.state == "review",
        "answer": found.is_frozen
        and not found.newer_id
        and permissions.acts_for(user, permissions.COORDINATING, found.consultee.referral.sender),
    }


@require_POST
def start(request, pk):
    """Begin the body's answer to a referral, or go on with the one that is there."""
    consultee = get_object_or_404(
        Consultee.objects.visible_to(request.user).select_related(
            "organization", "referral__sender", "referral__matter"
        ),
        pk=pk,
    )
    found = start_statement(consultee, actor=request.user, today=timezone.localdate())
    return redirect("coordination:statement", pk=found.pk)


@form_page
def describe(request, pk):
    """Set the title and the body's stance."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_write_statement(request.user, found))
    initial = {"title": found.title, "stance": found.stance, "version": found.version}
    form = DescriptionForm(posted(request), initial=initial)
    if request.method == "POST":
        try:
            if form.carries_out(
                lambda chosen: describe_statement(found, actor=request.user, **chosen)
            ):
                messages.success(request, _("Rubrik och ställning är sparade."))
                return redirect("coordination:statement", pk=pk)
        except EditConflict as conflict:
            form = _described_meanwhile(form, conflict.theirs)
    return render(
        request, "coordination/statement/describe.html", {"statement": found, "form": form}
    )


def _described_meanwhile(form, theirs):
    """Keep what was typed, say what the other one saved, and let the writer save over it knowingly."""
    form.data = form.data.copy()
    form.data["version"] = theirs.version
    form.add_error(
        None,
        _(
            "Någon annan sparade medan du skrev. Nu står det ”%(title)s” och ställningen är: %(stance)s. "
            "Spara igen om din version ska gälla."
        )
        % {"title": theirs.title, "stance": theirs.get_stance_display() or _("inte bestämd")},
    )
    return form


@form_page
def section(request, pk, slug):
    """Write Sammanfattning or Yttrande."""
    found = statement_or_404(request, pk)
    if slug not in KINDS:
        raise Http404
    part = get_object_or_404(found.sections, kind=KINDS[slug])
    part.statement = found
    form = SectionForm(posted(request), initial={"body": part.html, "version": part.version})
    if is_autosave(request):
        return autosave(request, part, form)
    if request.method == "POST" and found.is_frozen:
        return _too_late(request, found, part, form)
    permissions.require(permissions.can_write_statement(request.user, found))
    if request.method == "POST":
        try:
            if form.carries_out(lambda chosen: _write(part, chosen, actor=request.user)):
                messages.success(request, SAVED[part.kind])
                return redirect("coordination:statement", pk=pk)
        except EditConflict as conflict:
            return _merge(request, found, conflict)
    return render(
        request,
        "coordination/statement/section.html",
        {"statement": found, "section": part, "form": form, "slug": slug},
    )


def _write(part, chosen, *, actor):
    write_section(part, actor=actor, html=chosen["body"], version=chosen["version"])


def _merge(request, found, conflict):
    """Both texts side by side; saving now means having seen the other one."""
    form = SectionForm(initial={"body": conflict.mine, "version": conflict.theirs.version})
    context = {
        "statement": found,
        "section": conflict.theirs,
        "slug": SLUGS[conflict.theirs.kind],
        "mine": conflict.mine,
        "theirs_markup": richtext.to_markup(conflict.theirs.html),
        "lines": compare(conflict.theirs.html, conflict.mine),
        "form": form,
    }
    return render(request, "coordination/statement/merge.html", context, status=409)


def _too_late(request, found, part, form):
    """The body adopted while somebody wrote: nothing is saved, and nothing written is lost."""
    permissions.require(
        permissions.acts_for(request.user, permissions.WRITING, found.consultee.organization)
    )
    context = {"statement": found, "section": part, "form": form}
    return render(request, "coordination/statement/too_late.html", context, status=409)


@form_page
def submit(request, pk):
    """Hand the draft over for review, after a look at what is missing."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_write_statement(request.user, found))
    content = content_of(found)
    refusal = None
    if request.method == "POST":
        try:
            submit_statement(found, actor=request.user)
        except ValidationError as error:
            refusal = error
        else:
            messages.success(request, _("Yttrandet är lämnat för granskning."))
            return redirect("coordination:statement", pk=pk)
    return render(
        request,
        "coordination/statement/submit.html",
        {
            "statement": found,
            "refusal": refusal,
            "can": rights(request.user, found),
            "unresolved": _unresolved(request.user, found),
            **guide.checked(content, sheet(content)),
        },
        status=409 if refusal else 200,
    )


def _unresolved(user, found) -> int:
    """Open comments, for a reader who may see them."""
    return unresolved_in(found) if permissions.can_follow_writing(user, found) else 0


@form_page
def send_back(request, pk):
    """Return the statement to its writer with a reason."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_keep_statement(request.user, found))
    form = SendBackForm(posted(request))
    if request.method == "POST" and form.carries_out(
        lambda chosen: send_back_statement(found, actor=request.user, **chosen)
    ):
        messages.success(request, _("Yttrandet är skickat tillbaka. Det går att skriva i igen."))
        return redirect("coordination:statement", pk=pk)
    return render(
        request, "coordination/statement/send_back.html", {"statement": found, "form": form}
    )
