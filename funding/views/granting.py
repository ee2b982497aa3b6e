"""From a decision to its grants: record the decision, enter what it gives to whom."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.domain.decision import next_paragraph, record_decision
from coordination.permissions import require
from funding.domain.grant import grant_funds
from funding.domain.queries.round import decisions_for
from funding.domain.queries.source import matters_kept_by
from funding.forms.round import ROWS, AwardFormSet, Choices, DecisionForm, GrantingForm
from funding.views.round import managed_round

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def decide(request, pk):
    """Record the decision that money is granted by: § and financing, then on to the grants."""
    found = managed_round(request, pk)
    require(matters_kept_by(request.user).exists())
    today = timezone.localdate()
    owner = found.source.owner.serves or found.source.owner
    form = DecisionForm(
        request.POST or None,
        user=request.user,
        funding_round=found,
        initial={
            "decided_on": today,
            "body": owner,
            "paragraph": next_paragraph(owner, year=today.year),
            "text": _("Medlen i %(round)s fördelas enligt förslaget.") % {"round": found.name},
        },
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            made = record_decision(
                values.pop("matter"),
                actor=request.user,
                today=today,
                title=_("Fördelning av medel: %(round)s") % {"round": found.name},
                **values,
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Beslutet är antecknat. Fyll nu i bidragen."))
            return redirect(f"{reverse('funding:grant_funds', args=[pk])}?beslut={made.pk}")
    return render(request, "funding/round/decide.html", {"form": form, "round": found})


@form_page
def grant(request, pk):
    """Enter the grants of a decision, as many as it has, all at once."""
    found = managed_round(request, pk)
    decisions = decisions_for(found, request.user)
    choices = Choices(request.user, found.source.owner)
    form = GrantingForm(
        request.POST or None, decisions=decisions, initial={"decision": request.GET.get("beslut")}
    )
    lines = AwardFormSet(_with_more_rows(request), choices=choices, prefix="rad")
    adding = "more" in request.POST
    sent = request.method == "POST" and not adding
    if sent and form.is_valid() and lines.is_valid() and _granted(request, found, form, lines):
        return redirect("funding:round", pk=pk)
    return render(
        request,
        "funding/round/grant.html",
        {
            "form": form,
            "lines": lines,
            "round": found,
            "can_decide": matters_kept_by(request.user).exists(),
            "adding": adding,
        },
    )


def _granted(request, found, form, lines) -> bool:
    try:
        grants = grant_funds(
            found,
            actor=request.user,
            decision=form.cleaned_data["decision"],
            awards=lines.awards(),
            key=form.cleaned_data["key"],
        )
    except ValidationError as error:
        form.refuse(error)
        return False
    messages.success(
        request, _("%(number)d bidrag är beviljade och bokförda.") % {"number": len(grants)}
    )
    return True


def _with_more_rows(request):
    """The posted lines, with empty ones added when ”Fler rader” was pressed."""
    if request.method != "POST" or "more" not in request.POST:
        return request.POST or None
    data = request.POST.copy()
    number = data.get("rad-TOTAL_FORMS", "")
    data["rad-TOTAL_FORMS"] = (int(number) if number.isdecimal() else 0) + ROWS
    return data
