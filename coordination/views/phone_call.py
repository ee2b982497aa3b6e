"""Phone calls with those who are asked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination import permissions
from coordination.domain.phone_call import note_phone_call
from coordination.domain.queries.consultee import readable_consultees
from coordination.forms.consultee import PhoneCallForm
from coordination.forms.rules import posted


@require_http_methods(["GET", "HEAD", "POST"])
def note(request, pk):
    """Note a call: with whom, when, what was said."""
    found = get_object_or_404(readable_consultees(request.user), pk=pk)
    permissions.require(permissions.can_steer_referral(request.user, found.referral))
    form = PhoneCallForm(posted(request), initial={"held_on": timezone.localdate()})
    if request.method == "POST" and form.carries_out(
        lambda values: note_phone_call(found, actor=request.user, **values)
    ):
        messages.success(request, _("Samtalet är antecknat."))
        return redirect("coordination:consultee", pk=pk)
    context = {
        "consultee": found,
        "body": found.organization,
        "referral": found.referral,
        "form": form,
    }
    return render(request, "coordination/consultee/phone_call.html", context)
