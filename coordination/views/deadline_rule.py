"""The administration of dates: how they are reckoned, the municipality's working days, what reaches nobody."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import permissions
from coordination.access import standing
from coordination.domain.deadline_rule import (
    describe,
    reckoned_kinds,
    restore_deadline_rule,
    set_deadline_rule,
)
from coordination.domain.queries.silent import silent_of
from coordination.domain.queries.unowned import unowned_of
from coordination.domain.working_calendar import (
    add_municipal_day,
    remove_municipal_day,
    set_working_day_routine,
)
from coordination.enums import OrganizationKind
from coordination.forms.deadline_rule import (
    DeadlineRuleForm,
    MunicipalDayForm,
    WorkingDayRoutineForm,
)
from coordination.forms.rules import posted
from coordination.models import DeadlineRule, MunicipalDay, Organization, WorkingDayRoutine
from coordination.registry import deadline_kinds

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def rules(request):
    """Every kind of date that is reckoned, and the municipality's own rule where it has one."""
    home = _municipality(request)
    own = {rule.kind: rule for rule in DeadlineRule.objects.filter(municipality=home)}
    lines = [
        (
            kind,
            describe(own[kind.code].date_rule if kind.code in own else kind.rule, kind.event),
            kind.code in own,
        )
        for kind in reckoned_kinds()
    ]
    context = {"municipality": home, "lines": lines}
    return render(request, "coordination/administration/date_rules.html", context)


@form_page
def rule(request, kind):
    """Let the municipality reckon a kind in its own way."""
    home = _municipality(request)
    known = _own_kind(kind)
    own = DeadlineRule.objects.filter(municipality=home, kind=kind).first()
    now = own.date_rule if own else known.rule
    form = DeadlineRuleForm(posted(request), initial=DeadlineRuleForm.values_of(now))
    if form.carries_out(
        lambda values: set_deadline_rule(home, kind, actor=request.user, rule=form.rule(values))
    ):
        messages.success(
            request, _("Regeln är sparad. Den gäller datum som kommer till från och med nu.")
        )
        return redirect("administration:date_rules")
    context = {"form": form, "kind": known, "own": own, "usual": describe(known.rule, known.event)}
    return render(request, "coordination/administration/date_rule.html", context)


@require_POST
def restore(request, kind):
    """Go back to Kraftsam's own rule."""
    home = _municipality(request)
    restore_deadline_rule(home, _own_kind(kind).code, actor=request.user)
    messages.success(request, _("Datumet räknas som från början igen."))
    return redirect("administration:date_rules")


@form_page
def working_days(request):
    """When the municipality's offices are closed, and a form for a day of its own."""
    home = _municipality(request)
    form = MunicipalDayForm(posted(request))
    if form.carries_out(lambda values: add_municipal_day(home, actor=request.user, **values)):
        messages.success(request, _("Dagen är sparad. Nya datum räknar med den."))
        return redirect("administration:working_days")
    routine = WorkingDayRoutine.objects.filter(municipality=home).first()
    context = {
        "municipality": home,
        "form": form,
        "days": home.municipal_days.filter(day__gte=timezone.localdate().replace(month=1, day=1)),
        "routine_form": WorkingDayRoutineForm(
            initial={
                "bridge_days_off": bool(routine and routine.bridge_days_off),
                "half_days_off": bool(routine and routine.half_days_off),
            }
        ),
    }
    return render(request, "coordination/administration/working_days.html", context)


@require_POST
def working_day_routine(request):
    """Say whether the offices close on klämdagar and on days that end at 14."""
    home = _municipality(request)
    form = WorkingDayRoutineForm(request.POST)
    if form.carries_out(lambda values: set_working_day_routine(home, actor=request.user, **values)):
        messages.success(request, _("Arbetsdagarna är sparade."))
    return redirect("administration:working_days")


@require_POST
def remove_day(request, pk):
    """Let a day be as in the country's calendar again."""
    home = _municipality(request)
    found = get_object_or_404(
        MunicipalDay.objects.select_related("municipality"), pk=pk, municipality=home
    )
    remove_municipal_day(found, actor=request.user)
    messages.success(request, _("Dagen är som i den vanliga kalendern igen."))
    return redirect("administration:working_days")


@require_safe
def unowned(request):
    """Dates that nobody in the body would be told of."""
    permissions.require(permissions.can_see_unowned(request.user))
    found = unowned_of(request.user, today=timezone.localdate())
    context = {
        "rows": found,
        "alarms": sum(row.is_alarm for row in found),
        "silent": silent_of(request.user),
    }
    return render(request, "coordination/administration/unowned.html", context)


def _own_kind(code):
    """A kind whose rule a municipality may set; what the law reckons is none of them."""
    kind = deadline_kinds.get(code)
    if kind is None or kind.rule is None or kind.statutory:
        raise Http404
    return kind


def _municipality(request):
    """The municipality that the user configures; who runs the installation sees its first one."""
    permissions.require(permissions.can_administer_something(request.user))
    held = standing(request.user)
    homes = Organization.objects.filter(kind=OrganizationKind.MUNICIPALITY)
    if not held.unlimited:
        homes = homes.filter(pk__in=held.administered_ids)
    found = homes.order_by("pk").first()
    if found is None:
        raise Http404
    return found
