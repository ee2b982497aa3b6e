"""Matters, decisions and assignments."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import permissions
from coordination.domain.assignment import acknowledge_assignment, complete_assignment
from coordination.domain.matter import acknowledge_part
from coordination.domain.minutes_record import minutes_record_of
from coordination.domain.queries.disposition_link import answers_about
from coordination.domain.queries.timeline import matter_events, subject_events
from coordination.domain.recipient import recipients_for
from coordination.enums import Role
from coordination.models import Assignment, Decision, Matter, MatterParty, Memorandum, Referral
from coordination.registry import matter_panels

LATEST = 8  # events on the matter's own page; the programme has the whole history


@require_safe
def matter(request, pk):
    """One matter: who has part in it, what was decided, what is out on referral, what upper apps add."""
    found = get_object_or_404(
        Matter.objects.visible_to(request.user).select_related("organization"), pk=pk
    )
    return render(
        request,
        "coordination/matter/matter.html",
        {
            "matter": found,
            "parties": found.parties.select_related("organization").order_by(
                "role", "organization__sort_key"
            ),
            "decisions": found.decisions.select_related("body"),
            "referrals": Referral.objects.visible_to(request.user).filter(matter=found),
            "memoranda": Memorandum.objects.visible_to(request.user).filter(matter=found),
            "written_questions": found.written_questions.for_table(),
            "panels": _panels(request.user, found),
            "events": matter_events(request.user, found, limit=LATEST),
        },
    )


@require_safe
def decision(request, pk):
    """One decision: body, day, §, text, financing, and the assignments it gave."""
    found = get_object_or_404(
        Decision.objects.visible_to(request.user).select_related("body", "matter", "meeting"), pk=pk
    )
    assignments = found.assignments.select_related("receiver")
    return render(
        request,
        "coordination/matter/decision.html",
        {
            "decision": found,
            "assignments": assignments,
            "minutes": minutes_record_of(found),
            "can_keep": found.meeting_id and permissions.can_keep_minutes(request.user, found.body),
            "answers": answers_about(request.user, "decision", [pk]),
        },
    )


@require_safe
def assignment(request, pk):
    """One assignment: from which decision, to whom, what, until when, acknowledged and done."""
    found = _assignment(request, pk)
    decision = found.decision
    duty = (found.receiver_id, Role.COORDINATOR)
    return render(
        request,
        "coordination/matter/assignment.html",
        {
            "assignment": found,
            "can_act": permissions.can_acknowledge_assignment(request.user, found),
            "contacts": recipients_for({duty}, on=timezone.localdate())[duty],
            "others": decision.assignments.exclude(pk=pk).select_related("receiver"),
            "referrals": Referral.objects.visible_to(request.user).filter(matter=decision.matter),
            "panels": _panels(request.user, decision.matter),
            "events": subject_events(request.user, found, limit=LATEST),
        },
    )


def _panels(user, found):
    """What upper applications show of a matter."""
    return [(panel.label, panel.links(user, found)) for panel in matter_panels.values()]


@require_POST
def acknowledge(request, pk):
    """The receiver has taken the assignment on."""
    found = _assignment(request, pk)
    acknowledge_assignment(found, actor=request.user, on=timezone.localdate())
    messages.success(request, _("Uppdraget är bekräftat. Den som gav det ser det nu."))
    return redirect("coordination:assignment", pk=pk)


@require_POST
def complete(request, pk):
    """The receiver has finished the assignment."""
    now = timezone.now()
    found = _assignment(request, pk)
    complete_assignment(found, actor=request.user, on=timezone.localdate(now), at=now)
    messages.success(request, _("Uppdraget är markerat som klart."))
    return redirect("coordination:assignment", pk=pk)


@require_POST
def acknowledge_party(request, pk):
    """A body confirms its part in a matter."""
    matters = Matter.objects.visible_to(request.user)
    party = get_object_or_404(
        MatterParty.objects.filter(matter__in=matters.values("pk")).select_related(
            "matter", "organization"
        ),
        pk=pk,
    )
    acknowledge_part(party, actor=request.user, on=timezone.localdate())
    messages.success(request, _("Uppdraget är bekräftat."))
    return redirect("coordination:matter", pk=party.matter_id)


def _assignment(request, pk):
    rows = Assignment.objects.visible_to(request.user).select_related(
        "decision__body", "decision__matter", "receiver"
    )
    return get_object_or_404(rows, pk=pk)
