"""From a decision to its grants: record the decision, enter what it gives to whom."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.domain.decision import next_paragraph
from coordination.forms.rules import posted
from funding.domain.grant import grant_funds
from funding.domain.granting_decision import record_granting
from funding.domain.queries.application import applications_of, waiting_in
from funding.domain.queries.decision_table import decision_table, known_refusals
from funding.domain.queries.source import decisions_over, granting_decisions
from funding.forms.decision import ApplicationLines
from funding.forms.round import ROWS, AwardFormSet, Choices, DecisionForm, GrantingForm
from funding.views.round import managed_round
from funding.views.ticks import FROM_TABLE, ticked

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def decide(request, pk):
    """Record the decision that money is granted by: § and financing, then on to the grants."""
    found = managed_round(request, pk)
    today = timezone.localdate()
    owner = found.source.owner.serves or found.source.owner
    form = DecisionForm(
        posted(request),
        user=request.user,
        funding_round=found,
        initial={
            "decided_on": today,
            "body": owner,
            "paragraph": next_paragraph(owner, year=today.year),
            "amount_ore": _asked_for(request, found),
            "text": _("Medlen i %(round)s fördelas enligt förslaget.") % {"round": found.name},
        },
    )
    title = _("Fördelning av medel: %(round)s") % {"round": found.name}
    if form.carries_out(
        lambda said: record_granting(found, actor=request.user, today=today, title=title, **said)
    ):
        messages.success(request, _("Beslutet är antecknat. Fyll nu i bidragen."))
        query = request.GET.copy()
        query["beslut"] = form.result.pk
        if applications_of(found, request.user).waiting:
            query.setdefault(FROM_TABLE, "1")
        return redirect(f"{reverse('funding:grant_funds', args=[pk])}?{query.urlencode()}")
    return render(request, "funding/round/decide.html", {"form": form, "round": found})


def _asked_for(request, found) -> int | None:
    """What is ticked in the decision table, together."""
    chosen = ticked(request.GET) or []
    return (
        sum(row.applied_ore for row in waiting_in(found, request.user) if row.pk in chosen) or None
    )


@form_page
def grant(request, pk):
    """Enter the grants of a decision, as many as it has, all at once."""
    found = managed_round(request, pk)
    if (sums := applications_of(found, request.user)).number:
        return _decide_ranked(request, found, sums)
    choices = Choices(request.user, found.source.owner)
    form = _granting_form(request, found)
    lines = AwardFormSet(_with_more_rows(request), choices=choices, prefix="rad")
    adding = "more" in request.POST
    sent = request.method == "POST" and not adding and lines.is_valid()
    if sent and form.carries_out(
        lambda said: grant_funds(
            found,
            actor=request.user,
            awards=lines.awards(),
            rejections=lines.rejections(),
            **said,
        )
    ):
        granted = _("%(number)d bidrag är beviljade och bokförda.") % {"number": len(form.result)}
        messages.success(request, granted)
        return redirect("funding:round", pk=pk)
    return render(
        request,
        "funding/round/grant.html",
        {
            "form": form,
            "lines": lines,
            "round": found,
            "adding": adding,
        },
    )


def _granting_form(request, found) -> GrantingForm:
    return GrantingForm(
        posted(request),
        decisions=decisions_over(found.source, request.user),
        fitting=granting_decisions(found, request.user),
        initial={"decision": request.GET.get("beslut")},
    )


def _decide_ranked(request, found, sums):
    """In a round with applications the way to a grant goes by the decision table."""
    if not sums.waiting:
        decided = _("Alla ansökningar i omgången är beslutade. Nya bidrag söks i en ny omgång.")
        messages.info(request, decided)
        return redirect("funding:round", pk=found.pk)
    if FROM_TABLE in request.GET:
        return _decide_applications(request, found)
    messages.info(
        request,
        _(
            "Omgången har ansökningar. För in beslutet från beslutstabellen, "
            "så att varje belopp hör till en ansökan."
        ),
    )
    return redirect("funding:decision_table", pk=found.pk)


def _with_more_rows(request):
    """The posted lines, with empty ones added when ”Fler rader” was pressed."""
    if "more" not in request.POST:
        return posted(request)
    data = request.POST.copy()
    number = data.get("rad-TOTAL_FORMS", "")
    data["rad-TOTAL_FORMS"] = (int(number) if number.isdecimal() else 0) + ROWS
    return data


def _decide_applications(request, found):
    """Enter a decision on the round's applications, filled in as the decision table was ticked."""
    form = _granting_form(request, found)
    lines = ApplicationLines(
        posted(request),
        applications=waiting_in(found, request.user),
        ticked=ticked(request.GET) or [],
        reasons=known_refusals(decision_table(found, request.user, ticked=ticked(request.GET))),
    )
    counting = "count" in request.POST
    if (
        lines.is_valid()
        and not counting
        and form.carries_out(
            lambda said: grant_funds(
                found,
                actor=request.user,
                awards=lines.awards(),
                rejections=lines.rejections(),
                **said,
            )
        )
    ):
        granted = _("%(number)d bidrag är beviljade och bokförda.") % {"number": len(form.result)}
        messages.success(request, granted)
        return redirect("funding:round", pk=found.pk)
    return render(
        request,
        "funding/round/decide_applications.html",
        {
            "form": form,
            "lines": lines,
            "counting": counting,
            "left_ore": found.source.headroom_ore - lines.total_ore,
            "round": found,
            "query": request.GET.urlencode(),
        },
    )
