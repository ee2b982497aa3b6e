"""What programmes and initiatives tell the kernel: menu, dates, search, Min sida, matters, history."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.date_rules import DateRule
from coordination.domain.queries.search import hits, readable
from coordination.registry import (
    DeadlineKind,
    DeadlineSubject,
    DeskPanel,
    MatterPanel,
    NavItem,
    SearchProvider,
    deadline_kinds,
    deadline_subjects,
    desk_panels,
    matter_panels,
    navigation,
    search_providers,
)
from coordination.swedish import fold
from initiatives import sentences
from initiatives.domain.queries.programme_list import programmes_of_desk
from initiatives.models import Initiative, Programme


def register() -> None:
    """Fill the kernel's registry."""
    sentences.register()
    navigation.register(
        NavItem(20, _("Program"), "initiatives:programmes", ("/program/", "/insatser/"))
    )
    deadline_subjects.register(
        DeadlineSubject("programme", _("Se över modellen"), _page("programme_review"))
    )
    deadline_subjects.register(
        DeadlineSubject("initiative", _("Öppna insatsen"), _page("initiative"))
    )
    deadline_kinds.register(
        DeadlineKind(
            "model_review",
            _("Översyn av modellen"),
            rule=DateRule(months=12),
            event=_("efter starten: stöder organisationen och finansieringen verkligen målet?"),
        )
    )
    deadline_kinds.register(DeadlineKind("initiative_start", _("Insatsers start")))
    deadline_kinds.register(DeadlineKind("initiative_end", _("Insatsers slut")))
    search_providers.register(SearchProvider("programme", _("Program"), _find_programmes))
    search_providers.register(SearchProvider("initiative", _("Insatser"), _find_initiatives))
    desk_panels.register(
        DeskPanel("programmes", 10, "initiatives/desk/programmes.html", _desk_context)
    )
    matter_panels.register(MatterPanel("programmes", _("Program"), _programmes_of_matter))


def _page(name):
    return lambda pk: reverse(f"initiatives:{name}", args=[pk])


def _find_programmes(user, query):
    rows = readable(Programme, user).filter(search_text__contains=fold(query))
    return hits(rows.for_table(), "initiatives:programme", "name", "matter__registry_number")


def _find_initiatives(user, query):
    rows = readable(Initiative, user).filter(search_text__contains=fold(query))
    return hits(rows.for_table(), "initiatives:initiative", "title", "summary")


def _desk_context(user):
    return {"programmes": programmes_of_desk(user)}


@dataclass(frozen=True)
class MatterLink:
    """A programme as a matter's page shows it."""

    title: str
    url: str
    note: str


def _programmes_of_matter(user, matter):
    rows = readable(Programme, user).filter(matter=matter).for_table()
    return [
        MatterLink(
            row.name,
            reverse("initiatives:programme", args=[row.pk]),
            str(row.get_state_display()),
        )
        for row in rows
    ]
