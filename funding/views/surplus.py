"""What was left over of a grant: its reasons, and what has been decided about it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.forms.rules import posted
from coordination.permissions import require
from funding import permissions
from funding.domain.queries.round import balance_for
from funding.domain.queries.source import decisions_over, surplus_decisions
from funding.domain.queries.strip import ledger_url, strip
from funding.domain.queries.surplus import ended_on, surplus_of
from funding.domain.surplus import decide_surplus, explain_surplus, withdraw_explanation
from funding.domain.surplus_watch import ended_by
from funding.forms.surplus import DecideForm, ExplainForm
from funding.models import Explanation, Grant
from funding.views.grant import get_grant, reportable_grant
from funding.views.links import link_to

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def surplus(request, pk):
    """What was left over, why, what is decided, and what remains to be said."""
    return _show(request, get_grant(request, pk))


@form_page
def explain(request, pk):
    """Say why money was left over."""
    found = reportable_grant(request, pk)
    form = ExplainForm(posted(request), initial={"amount_ore": found.unexplained_ore})
    if form.carries_out(lambda said: explain_surplus(found, actor=request.user, **said)):
        messages.success(request, _("Skälet är antecknat."))
        return redirect("funding:surplus", pk=pk)
    return _show(request, found, explain_form=form)


@form_page
def decide(request, pk):
    """Enter what a body has decided about what is left."""
    found = get_grant(request, pk)
    require(permissions.can_manage_money(request.user, found.round.source.owner))
    form = _decide_form(request.user, found, posted(request))
    if form.carries_out(lambda said: decide_surplus(found, actor=request.user, **said)):
        messages.success(request, _("Beslutet om överskottet är bokfört."))
        return redirect("funding:surplus", pk=pk)
    return _show(request, found, decide_form=form)


@require_POST
def withdraw(request, pk):
    """Take a mistaken reason back; both rows stay."""
    rows = Explanation.objects.visible_to(request.user).select_related(
        "grant__recipient", "grant__round__source__owner", "grant__decision__matter"
    )
    found = get_object_or_404(rows, pk=pk)
    try:
        withdraw_explanation(found, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Skälet är taget tillbaka. Ange det rätta."))
    return redirect("funding:surplus", pk=found.grant_id)


def _show(request, found, *, explain_form=None, decide_form=None):
    today = timezone.localdate()
    account = surplus_of(found, today=today)
    can_report = permissions.can_report(request.user, found)
    can_manage = permissions.can_manage_money(request.user, found.round.source.owner)
    if account and can_report and account.unexplained_ore and not explain_form:
        explain_form = ExplainForm(initial={"amount_ore": account.unexplained_ore})
    explained = account and account.undecided_ore - account.unexplained_ore
    if account and can_manage and explained and explained > 0 and not decide_form:
        decide_form = _decide_form(request.user, found)
    return render(
        request,
        "funding/grant/surplus.html",
        {
            "grant": found,
            "account": account,
            "strip": strip(balance_for(request.user, as_of=today, grant=found), grant=found.pk),
            "ledger_url": ledger_url(grant=found.pk),
            "decision_url": link_to(found.decision, request.user, "coordination:decision"),
            "explain_form": explain_form,
            "decide_form": decide_form,
            "can_report": can_report,
            "can_manage": can_manage,
        },
    )


def _decide_form(user, found, data=None) -> DecideForm:
    source = found.round.source
    today = timezone.localdate()
    others = Grant.objects.visible_to(user).filter(round__source=source).exclude(pk=found.pk)
    grants = others.exclude(ended_by(today))
    return DecideForm(
        data,
        decisions=decisions_over(source, user),
        fitting=surplus_decisions(found, user, ended_on=ended_on(found) or today),
        grants=grants.order_by("title", "pk"),
        initial={"amount_ore": max(found.left_ore - found.unexplained_ore, 0)},
    )
