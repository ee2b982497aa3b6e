"""The administration: where whoever configures a municipality finds every tool, and the accounts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import permissions
from coordination.domain.audit import chain_end, chain_faults
from coordination.domain.queries.user import (
    account_badge,
    accounts_administered,
    people_administered,
    people_choices,
    people_page,
)
from coordination.domain.user import deactivate_user, invite_user, reactivate_user
from coordination.exceptions import ActionRefused
from coordination.forms.rules import posted
from coordination.forms.user import CloseAccountForm, InvitationForm, PeopleFilterForm

form_page = require_http_methods(["GET", "HEAD", "POST"])
# A longer trail takes more than a moment: then the operator's command goes through it.
CHECKED_HERE = 50_000


@require_safe
def administration(request):
    """Every tool of an administrator, a card to each."""
    _require(request)
    return render(
        request,
        "coordination/administration/administration.html",
        {
            "can_open_system": request.user.is_staff,
            "can_set_reminders": permissions.can_set_reminder_rules(request.user),
        },
    )


@require_safe
def people(request):
    """People with their seats and accounts."""
    _require(request)
    view, form = request.GET.get("visa", ""), PeopleFilterForm(request.GET)
    text = form.cleaned_data.get("q", "") if form.is_valid() else ""
    page = people_page(
        request.user,
        view=view,
        text=text,
        number=request.GET.get("page"),
        today=timezone.localdate(),
    )
    return render(
        request,
        "coordination/administration/people.html",
        {
            "page": page,
            "rows": [(person, account_badge(person)) for person in page],
            "form": form,
            "view": view,
            "choices": people_choices(view, reverse("administration:people")),
        },
    )


@form_page
def invite(request):
    """Open an account for a person and write to them."""
    _require(request)
    form = InvitationForm(
        posted(request),
        people=people_administered(request.user).filter(user__isnull=True),
        initial={"person": request.GET.get("person")},
    )
    if form.carries_out(
        lambda values: invite_user(values["person"], actor=request.user, now=timezone.now())
    ):
        told = _("%(person)s har fått ett konto och ett brev om hur man väljer lösenord.")
        messages.success(request, told % {"person": form.result.person})
        return redirect("administration:people")
    return render(request, "coordination/administration/invite.html", {"form": form})


@form_page
def close(request, user_pk):
    """Close an account, saying why."""
    account = _account(request, user_pk)
    form = CloseAccountForm(posted(request))
    if form.carries_out(lambda values: deactivate_user(account, actor=request.user, **values)):
        messages.success(request, _("Kontot är stängt. Uppdrag och historik finns kvar."))
        return redirect("administration:people")
    return render(
        request, "coordination/administration/close.html", {"form": form, "account": account}
    )


@require_POST
def reopen(request, user_pk):
    """Open a closed account again."""
    account = _account(request, user_pk)
    try:
        reactivate_user(account, actor=request.user)
    except ActionRefused as refused:
        messages.info(request, refused.message)
    else:
        messages.success(request, _("Kontot är öppet igen."))
    return redirect("administration:people")


@form_page
def trail(request):
    """Check that no event of the audit trail was altered or removed."""
    _require(request)
    end = chain_end()
    context = {"end": end, "too_long": end.sequence > CHECKED_HERE}
    if request.method == "POST" and not context["too_long"]:
        context |= {"checked": True, "faults": list(chain_faults())}
    return render(request, "coordination/administration/trail.html", context)


def _require(request):
    permissions.require(permissions.can_administer_something(request.user))


def _account(request, pk):
    _require(request)
    return get_object_or_404(accounts_administered(request.user), pk=pk)
