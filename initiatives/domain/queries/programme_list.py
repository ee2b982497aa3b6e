"""The list of programmes."""

from django.db.models import Count, F, Min, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import ngettext

from coordination.components import Badge
from coordination.keyset import KeysetPage, keyset_page
from initiatives.domain.queries.initiative_progress import period
from initiatives.enums import InitiativeState, ProgrammeState
from initiatives.models import Initiative, Programme

BADGES = {
    ProgrammeState.PLANNED: ("neutral", "wait"),
    ProgrammeState.RUNNING: ("success", "check"),
    ProgrammeState.ENDED: ("accent", "check"),
}


def list_programmes(user, params) -> KeysetPage:
    """One page of the programmes the user may see. One statement."""
    page = keyset_page(
        Programme.objects.visible_to(user), params, columns=_with_columns, label=_shown
    )
    for row in page.rows:
        row["badge"] = programme_badge(row["state"])
        row["period"] = period(row["starts_on"], row["ends_on"])
    return page


def _with_columns(programmes):
    return (
        programmes.with_model_review()
        .with_initiative_count()
        .values(
            *("id", "sort_key", "name", "state", "starts_on", "ends_on"),
            *("initiative_count", "review_due_on", "review_done_at"),
            registry_number=F("matter__registry_number"),
            lead_name=F("lead__name"),
            convener_name=F("convener__name"),
        )
    )


def _shown(rows) -> str:
    return ngettext("%(n)s program visas", "%(n)s program visas", rows) % {"n": rows}


def programme_badge(state) -> Badge:
    """A programme's state in colour, symbol and word."""
    kind, symbol = BADGES[state]
    return Badge(kind, str(ProgrammeState(state).label), symbol)


def _late_starts(today) -> dict:
    """How many of a programme's initiatives should have started and have not, and the first one's day."""
    late = Initiative.objects.filter(
        programme=OuterRef("pk"), state=InitiativeState.PLANNED, starts_on__lt=today
    )
    of_programme = late.order_by().values("programme")
    return {
        "late_starts": Subquery(of_programme.annotate(n=Count("pk")).values("n")),
        "first_late_start": Subquery(of_programme.annotate(day=Min("starts_on")).values("day")),
    }


def programmes_of_desk(user) -> list[Programme]:
    """Ongoing programmes that the user may see, for Min sida. One statement."""
    return list(
        Programme.objects.visible_to(user)
        .ongoing()
        .with_model_review()
        .with_initiative_count()
        .annotate(**_late_starts(timezone.localdate()))
        .select_related("lead")
        .for_table()[:5]
    )
