"""Min sida: what waits for me and my bodies, and one click to where it is done."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination.components import Choice, TaskGroup
from coordination.domain.queries.desk import desk_of, task_groups
from coordination.domain.queries.timeline import recent_events
from coordination.registry import desk_panels


@require_safe
def desk(request):
    """The first page after sign-in; ``?visa=alla`` shows what waits for the whole body."""
    today = timezone.localdate()
    waiting = desk_of(request.user, today=today)
    everything = request.GET.get("visa") == "alla"
    return render(
        request,
        "coordination/desk/desk.html",
        {
            "filters": [
                Choice(_("Mina"), "?", len(waiting.mine), current=not everything),
                Choice(
                    _("Hela nämndens eller förvaltningens"),
                    "?visa=alla",
                    len(waiting.bodies),
                    current=everything,
                ),
            ],
            "groups": task_groups(waiting.bodies if everything else waiting.mine, today=today),
            "others": [TaskGroup(_("Påminda i dag"), waiting.others)] if waiting.others else [],
            "overdue": waiting.overdue(today),
            "due_today": waiting.due_on(today),
            "meetings": waiting.meetings,
            "events": recent_events(request.user, limit=6),
            "panels": [
                (panel.template, panel.context(request.user)) for panel in desk_panels.ordered()
            ],
        },
    )
