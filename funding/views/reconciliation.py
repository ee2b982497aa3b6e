"""The reconciliation (avstämning): every round's balance is zero or explained, and by whom."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.components import Choice
from funding.domain.queries.surplus import add_balances, open_surpluses, round_balances
from funding.domain.queries.year import YearSums, committees_in, years_booked
from funding.domain.source import FIRST_YEAR


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
            "year_url": reverse("funding:year", args=[today.year]),
        },
    )


@require_safe
def year(request, year):
    """What was booked in a calendar year per committee, each total with the projects it is made of."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    committees = committees_in(year, request.user)
    address = "funding:year"
    return render(
        request,
        "funding/round/year.html",
        {
            "year": year,
            "is_running": year == timezone.localdate().year,
            "committees": committees,
            "total": sum((each.sums for each in committees), YearSums()),
            "years": [
                Choice(str(each), reverse(address, args=[each]), current=each == year)
                for each in years_booked(request.user)
            ],
        },
    )
