"""Internal comments on a draft: the discussion section by section, answers, and what is done with."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination import permissions
from coordination.domain.comment import comment_on_section, reply_to_comment, resolve_comment
from coordination.domain.queries.comment import discussion_of
from coordination.forms.comment import CommentForm, ReplyForm
from coordination.forms.rules import posted
from coordination.models import SectionComment
from coordination.views.statement import form_page, statement_or_404


@form_page
def comments(request, pk):
    """What colleagues say about the text, and a form to say something more."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_follow_writing(request.user, found))
    form = CommentForm(posted(request))
    if request.method == "POST":
        permissions.require(permissions.can_comment_statement(request.user, found))
        if form.carries_out(lambda chosen: _comment(found, request.user, **chosen)):
            messages.success(request, _("Synpunkten är sparad."))
            return redirect("coordination:comments", pk=pk)
    return _page(request, found, form)


def _comment(found, actor, *, section, **said):
    part = found.sections.get(kind=section)
    part.statement = found
    return comment_on_section(part, actor=actor, **said)


def _page(request, found, form):
    context = {
        "statement": found,
        "form": form,
        "discussed": discussion_of(found),
        "can_comment": permissions.can_comment_statement(request.user, found),
    }
    return render(request, "coordination/comment/comments.html", context)


@form_page
def reply(request, pk):
    """Answer a comment."""
    comment = _comment_or_404(request, pk)
    form = ReplyForm(posted(request))
    permissions.require(permissions.can_comment_statement(request.user, comment.section.statement))
    if request.method == "POST" and form.carries_out(
        lambda said: reply_to_comment(comment, actor=request.user, **said)
    ):
        messages.success(request, _("Svaret är sparat."))
        return redirect("coordination:comments", pk=comment.section.statement_id)
    context = {"statement": comment.section.statement, "comment": comment, "form": form}
    return render(request, "coordination/comment/reply.html", context)


@require_POST
def resolve(request, pk):
    """Mark a comment as done with, or open it again."""
    comment = _comment_or_404(request, pk)
    done = "open" not in request.POST
    resolve_comment(comment, actor=request.user, done=done)
    messages.success(request, _("Synpunkten är klar.") if done else _("Synpunkten är öppen igen."))
    return redirect("coordination:comments", pk=comment.section.statement_id)


def _comment_or_404(request, pk):
    """The comment, if the reader may know of its statement and of how that is written."""
    comment = get_object_or_404(
        SectionComment.objects.select_related("section", "author__person", "parent"), pk=pk
    )
    found = statement_or_404(request, comment.section.statement_id)
    permissions.require(permissions.can_follow_writing(request.user, found))
    comment.section.statement = found
    return comment
