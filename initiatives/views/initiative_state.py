"""The acts that take an initiative from state to state, each confirmed on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from coordination.components import Action
from coordination.forms.rules import posted
from coordination.prepared_for_reader import find_or_404
from initiatives import permissions
from initiatives.domain.initiative_state import (
    complete_initiative,
    incorporate_initiative,
    resume_initiative,
    start_initiative,
    stop_initiative,
)
from initiatives.domain.queries.initiative_page import initiatives_for_pages
from initiatives.enums import INITIATIVE_TRANSITIONS
from initiatives.forms.initiative import CompleteForm, IncorporateForm, StartForm, StopForm
from initiatives.forms.programme import ConfirmForm
from initiatives.views.pages import initiative_page


@dataclass(frozen=True)
class Act:
    """One act as its page shows it: heading, what it leads to, the form, the rule."""

    label: str
    lead: str
    done: str
    form: type
    rule: Callable
    dated: bool = False
    danger: bool = False


ACTS = {
    "start": Act(
        _("Starta insatsen"),
        _("Insatsen pågår från startdagen, och slutdagen bevakas."),
        _("Insatsen pågår nu."),
        StartForm,
        start_initiative,
        dated=True,
    ),
    "complete": Act(
        _("Avsluta insatsen"),
        _("Insatsen är genomförd. Sex månader senare ska den följas upp."),
        _("Insatsen är avslutad."),
        CompleteForm,
        complete_initiative,
        dated=True,
    ),
    "incorporate": Act(
        _("Införliva i ordinarie verksamhet"),
        _("Arbetet fortsätter utan särskild insats. Skriv hur, så att andra kan lära av det."),
        _("Insatsen är införlivad i ordinarie verksamhet."),
        IncorporateForm,
        incorporate_initiative,
    ),
    "stop": Act(
        _("Stoppa insatsen"),
        _("Insatsen avbryts i förtid. Den följs inte upp, men skälet finns kvar."),
        _("Insatsen är stoppad."),
        StopForm,
        stop_initiative,
        danger=True,
    ),
    "resume": Act(
        _("Ta upp insatsen igen"),
        _("Insatsen blir planerad på nytt, och slutdagen bevakas."),
        _("Insatsen är planerad igen."),
        ConfirmForm,
        resume_initiative,
        dated=True,
    ),
}


def acts_on(initiative) -> list[Action]:
    """What may be done with the initiative in its present state, by the transition table."""
    return [
        Action(
            str(ACTS[action].label),
            reverse(f"initiatives:initiative_{action}", args=[initiative.pk]),
        )
        for state, action in INITIATIVE_TRANSITIONS
        if state == initiative.state
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_act(request, pk, action):
    """Confirm one act; what the rule refuses is said on the page."""
    found = find_or_404(initiatives_for_pages, request.user, pk)
    permissions.require(permissions.can_steer_initiative(request.user, found))
    act, today = ACTS[action], timezone.localdate()
    given = {"today": today} if act.dated else {}
    form = act.form(posted(request), initial={"on": today})
    if form.carries_out(lambda values: act.rule(found, actor=request.user, **given, **values)):
        messages.success(request, act.done)
        return redirect("initiatives:initiative", pk=pk)
    return initiative_page(
        request, "act", found, here=act.label, lead=act.lead, form=form, danger=act.danger
    )
