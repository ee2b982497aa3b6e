"""A draft shown to somebody outside the body until a day."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination import permissions
from coordination.domain.queries.statement import shares_of
from coordination.domain.sharing import share_statement, unshare_statement
from coordination.forms.statement import ShareForm
from coordination.models import User
from coordination.views.statement import form_page, posted, statement_or_404


@form_page
def share(request, pk):
    """Who has the draft now, and a form to share it with one more."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_keep_statement(request.user, found))
    today = timezone.localdate()
    form = ShareForm(posted(request))
    if request.method == "POST" and form.carries_out(
        lambda _chosen: share_statement(found, actor=request.user, **form.facts())
    ):
        person = form.cleaned_data["with_user"]
        messages.success(request, _("Utkastet är delat med %(person)s.") % {"person": person})
        return redirect("coordination:share_statement", pk=pk)
    context = {"statement": found, "form": form, "shares": shares_of(found, today=today)}
    return render(request, "coordination/statement/share.html", context)


@require_POST
def unshare(request, pk, user_pk):
    """Take shared access back."""
    found = statement_or_404(request, pk)
    other = get_object_or_404(User, pk=user_pk, statementgrant__content_object=found)
    unshare_statement(found, actor=request.user, with_user=other)
    messages.success(request, _("Utkastet delas inte längre med %(person)s.") % {"person": other})
    return redirect("coordination:share_statement", pk=pk)
