"""The notice board: that the minutes are approved is put up, and taken down when its time is over."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.approval import dates_of, put_up_notice, take_down_notice
from coordination.forms.notice import NoticeForm
from coordination.forms.rules import posted
from coordination.views.statement import form_page, statement_or_404


@form_page
def put_up(request, pk):
    """Record when the approved minutes were put on the notice board."""
    done = _("Anslaget är antecknat. Nu löper tiden för att överklaga.")
    return _record(request, pk, put_up_notice, "put_up", done)


@form_page
def take_down(request, pk):
    """Record when the notice was taken down."""
    return _record(request, pk, take_down_notice, "take_down", _("Det är antecknat."))


def _record(request, pk, act, name, done):
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_keep_statement(request.user, found))
    if not found.is_frozen:
        messages.info(request, _("Yttrandet är inte antaget än."))
        return redirect("coordination:statement", pk=pk)
    if found.decision is None:
        messages.info(request, _("Ett tjänsteutlåtande har inget protokoll att anslå."))
        return redirect("coordination:statement", pk=pk)
    today = timezone.localdate()
    form = NoticeForm(posted(request), initial={"on": today})
    if request.method == "POST" and form.carries_out(
        lambda values: act(found, actor=request.user, today=today, **values)
    ):
        messages.success(request, done)
        return redirect("coordination:statement", pk=pk)
    context = {"statement": found, "form": form, "dates": dates_of(found)}
    return render(request, f"coordination/notice/{name}.html", context)
