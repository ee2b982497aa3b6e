"""What money puts in the registries of the applications below."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.date_rules import DateRule
from coordination.domain.queries.search import HITS_PER_KIND, Hit, contains, hits, readable
from coordination.registry import (
    DeadlineKind,
    DeadlineSubject,
    DeskPanel,
    DueWork,
    NavItem,
    SearchProvider,
    deadline_kinds,
    deadline_subjects,
    desk_panels,
    due_work,
    navigation,
    search_providers,
)
from coordination.swedish import format_kr
from funding import permissions, sentences
from funding.domain.queries.balance import grants_of, sums_in_tables
from funding.domain.queries.desk import sources_on_desk
from funding.domain.queries.financing import count_grants, money_of
from funding.domain.queries.strip import ledger_url, money_strip, strip
from funding.domain.surplus_watch import DECISION, REASON, watch_expired
from funding.exports import listings
from funding.models import Application, Grant, Round
from initiatives.registry import (
    WIDE,
    ColumnGroup,
    Panel,
    initiative_columns,
    initiative_panels,
    programme_panels,
)


def register() -> None:
    """The menu entry, the money strips of programmes and initiatives, search and history."""
    sentences.register()
    listings.register()
    navigation.register(
        NavItem(40, _("Pengar"), "funding:rounds", ("/pengar/", "/omgangar/", "/bidrag/"))
    )
    desk_panels.register(DeskPanel("sources", 5, "funding/desk/sources.html", _desk))
    programme_panels.register(
        Panel("money", 10, "funding/panels/programme.html", _programme, place=WIDE)
    )
    deadline_subjects.register(
        DeadlineSubject("forecast", _("Lämna prognosen"), _page("funding:forecasts"))
    )
    deadline_subjects.register(
        DeadlineSubject("deviation", _("Bestäm en åtgärd"), _page("funding:plan_action"))
    )
    deadline_subjects.register(
        DeadlineSubject("early_action", _("Anteckna resultatet"), _page("funding:finish_action"))
    )
    deadline_subjects.register(
        DeadlineSubject("round", _("Öppna omgången"), _page("funding:round"))
    )
    deadline_subjects.register(
        DeadlineSubject("application_body", _("Läs och samtyck"), _page("funding:consent"))
    )
    deadline_kinds.register(DeadlineKind("round_opens", _("Omgångar som ska öppnas")))
    deadline_kinds.register(DeadlineKind("round_closes", _("Omgångar som ska stängas")))
    deadline_kinds.register(DeadlineKind("consent", _("Samtycke till ansökningar")))
    deadline_kinds.register(DeadlineKind("forecast", _("Prognoser")))
    deadline_kinds.register(
        DeadlineKind(
            "deviation",
            _("Prognoser som avviker"),
            rule=DateRule(days=14),
            event=_("efter prognosen"),
        )
    )
    deadline_kinds.register(DeadlineKind("early_action", _("Åtgärder mot avvikelser")))
    deadline_kinds.register(DeadlineKind(REASON, _("Skäl till överskott")))
    deadline_kinds.register(DeadlineKind(DECISION, _("Beslut om överskott")))
    deadline_subjects.register(
        DeadlineSubject(REASON, _("Förklara överskottet"), _page("funding:surplus"))
    )
    deadline_subjects.register(
        DeadlineSubject(DECISION, _("Besluta om överskottet"), _page("funding:surplus"))
    )
    due_work.register(DueWork("expired_money", watch_expired))
    initiative_panels.register(
        Panel("money", 10, "funding/panels/initiative.html", _initiative, place=WIDE)
    )
    initiative_columns.register(
        ColumnGroup("money", 10, (_("Beviljat"), _("Använt")), sums_in_tables, _initiative_sums)
    )
    search_providers.register(SearchProvider("round", _("Omgångar"), _rounds))
    search_providers.register(SearchProvider("application", _("Ansökningar"), _applications))
    search_providers.register(SearchProvider("grant", _("Bidrag"), _grants))


def _page(url_name):
    return lambda pk: reverse(url_name, args=[pk])


def _desk(user):
    today = timezone.localdate()
    return {"sources": sources_on_desk(user, today=today), "year": today.year}


def _programme(programme, user):
    shown = money_strip(programme, as_of=timezone.localdate())
    return shown and {"strip": shown, "ledger_url": ledger_url(programme=programme.pk)}


def _initiative(initiative, user):
    """Strip, financing and grants in two statements; nothing without money, unless one may plan it."""
    found, split = money_of(initiative, as_of=timezone.localdate())
    can_plan = permissions.can_plan_financing(user, initiative)
    if not (found.sums or split.sums or can_plan):
        return None
    grants = grants_of(initiative).select_related("recipient", "round__source").order_by("-pk")
    grants = list(grants) if found.sums else []
    return {
        "strip": strip(found, initiative=initiative.pk) if found.sums else None,
        "split": count_grants(split, grants),
        "ledger_url": ledger_url(initiative=initiative.pk) if found.sums else "",
        "financing_url": reverse("funding:financing", args=[initiative.pk]),
        "grants": grants,
        "can_plan": can_plan,
    }


def _initiative_sums(row):
    if row["granted_ore"] is None:
        return None
    return format_kr(row["granted_ore"]), format_kr(row["used_ore"])


def _rounds(user, query):
    rows = readable(Round, user).filter(contains(query, "name", "purpose"))
    return [
        Hit(row.name, reverse("funding:round", args=[row.pk]), row.get_state_display())
        for row in rows.for_table()[:HITS_PER_KIND]
    ]


def _applications(user, query):
    rows = readable(Application, user).filter(contains(query, "title", "summary"))
    return hits(rows.order_by("-pk"), "funding:application", "title", "lead__name")


def _grants(user, query):
    rows = readable(Grant, user).filter(contains(query, "title"))
    return hits(rows.order_by("-pk"), "funding:grant", "title", "recipient__name")
