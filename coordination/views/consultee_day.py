"""”Använd 30 december”: the day that a body can keep, taken over with one click while writing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.domain.consultee_day import give_own_day
from coordination.domain.queries.consultee import readable_consultees
from coordination.domain.queries.fit import fits


@require_POST
def use_day(request, pk):
    """Give the body the day that its calendar can keep, as it stands now."""
    found = get_object_or_404(readable_consultees(request.user), pk=pk)
    today = timezone.localdate()
    day = fits([found], today=today)[found.pk].proposed
    give_own_day(found, actor=request.user, due_on=day or found.due_on, today=today)
    text = _("%(body)s får svara till %(day)s.")
    messages.success(
        request, text % {"body": found.organization.name, "day": date_format(found.due_on)}
    )
    return redirect("coordination:send_referral", pk=found.referral_id)
