"""The position board: every asked body, its stance and its requests, on one page."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import permissions
from coordination.components import Choice
from coordination.domain.compilation import later_statements
from coordination.domain.queries.position import (
    filtered,
    positions_of,
    request_kinds_in,
    stances_in,
)
from coordination.domain.queries.referral import readable_referrals
from coordination.models import Compilation
from coordination.prepared_for_reader import find_or_404


@require_safe
def positions(request, pk):
    """Who thinks what; ``?stallning=`` and ``?onskemal=`` narrow it."""
    found = find_or_404(readable_referrals, request.user, pk)
    stance, kind = request.GET.get("stallning", ""), request.GET.get("onskemal", "")
    everyone = positions_of(found, request.user)
    newest = (
        Compilation.objects.visible_to(request.user)
        .filter(referral=found)
        .select_related("referral")
        .first()
    )
    return render(
        request,
        "coordination/compilation/positions.html",
        {
            "referral": found,
            "positions": filtered(everyone, stance=stance, kind=kind),
            "everyone": everyone,
            "stances": _choices(found, stances_in(everyone), "stallning", stance, len(everyone)),
            "kinds": _choices(found, request_kinds_in(everyone), "onskemal", kind, len(everyone)),
            "compilation": newest,
            "later": later_statements(newest) if newest else [],
            "can_compile": permissions.can_compile_answers(request.user, found),
            "answered": any(each.statement for each in everyone),
        },
    )


def _choices(found, occurring, name, chosen, total) -> list[Choice]:
    here = reverse("coordination:positions", args=[found.pk])
    return [Choice(_("Alla"), here, total, current=not chosen)] + [
        Choice(label, f"{here}?{name}={code}", count, current=code == chosen)
        for code, (label, count) in occurring.items()
    ]
