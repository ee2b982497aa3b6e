"""The administration of reminders: when they come, to whom, and in which words."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import permissions
from coordination.domain.queries.reminder_rule import COMMON, in_words, last_change, rule_rows
from coordination.domain.reminder_policy import rule_for
from coordination.domain.reminder_rule import change_rule, drop_rule
from coordination.forms.reminder_rule import RuleSettingsForm, StepForm, StepFormSet
from coordination.forms.rules import posted
from coordination.models import ReminderPolicy
from coordination.registry import deadline_kinds

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def rules(request):
    """Every kind of date with its rule in plain words."""
    _require(request)
    context = {"rows": rule_rows(), "common": in_words(rule_for("")), "common_slug": COMMON}
    return render(request, "coordination/reminder/rules.html", context)


@form_page
def rule(request, code):
    """Change when a kind of date is reminded of, and who is told when nothing happens."""
    _require(request)
    kind = _kind(code)
    stored = ReminderPolicy.objects.filter(kind=kind).first()
    now = rule_for(kind)
    form = RuleSettingsForm(
        posted(request),
        initial={
            "pause": now.pause,
            "too_old_after_days": now.too_old_after.days,
            "version": stored.version if stored else 0,
        },
    )
    steps = StepFormSet(posted(request), initial=[StepForm.initial_of(each) for each in now.steps])
    if (
        request.method == "POST"
        and steps.is_valid()
        and form.carries_out(
            lambda values: change_rule(
                kind,
                actor=request.user,
                steps=[each.step() for each in steps if each.step()],
                today=timezone.localdate(),
                **values,
            )
        )
    ):
        messages.success(request, _("Regeln är sparad. Kommande påminnelser är omräknade."))
        return redirect("administration:reminder_rules")
    if form.is_stale:
        stored, now = _seen(kind, form)
    context = {
        "form": form,
        "saved_by": last_change(stored) if form.is_stale and stored else None,
        "steps": steps,
        "label": deadline_kinds[kind].label if kind else _("Gemensam regel"),
        "kind": deadline_kinds.get(kind),
        "slug": code,
        "is_own": bool(kind and stored),
        "sentences": in_words(now),
    }
    return render(request, "coordination/reminder/rule.html", context)


def _seen(kind, form):
    """The rule that somebody else saved meanwhile; the form now knows of it."""
    stored = ReminderPolicy.objects.filter(kind=kind).first()
    form.see(stored.version if stored else 0)
    return stored, rule_for(kind)


@require_POST
def drop(request, code):
    """Follow the common rule again."""
    _require(request)
    drop_rule(_kind(code), actor=request.user, today=timezone.localdate())
    messages.success(request, _("Nu gäller den gemensamma regeln."))
    return redirect("administration:reminder_rules")


def _kind(code) -> str:
    """The kind that an address names: a common rule has none."""
    if code == COMMON:
        return ""
    if code not in deadline_kinds:
        raise Http404
    return code


def _require(request):
    permissions.require(permissions.can_set_reminder_rules(request.user))
