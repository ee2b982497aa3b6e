"""The reconciliation (avstämning): every round's balance is zero or explained, and by whom."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from funding.domain.queries.surplus import add_balances, open_surpluses, round_balances


@require_safe
def reconciliation(request):
    """What nobody has explained or decided on first; then where every krona of every round is."""
    today = timezone.localdate()
    balances = round_balances(request.user, today=today)
    return render(
        request,
        "funding/round/reconciliation.html",
        {
            "balances": balances,
            "total": add_balances(balance for _round, balance in balances),
            "surpluses": open_surpluses(request.user, today=today),
            "as_of": today,
        },
    )
