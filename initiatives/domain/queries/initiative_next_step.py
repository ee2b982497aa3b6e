"""What an initiative needs now, told to those who can do it."""

from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.swedish import join_names
from initiatives import permissions
from initiatives.domain.queries.initiative_page import InitiativePage
from initiatives.domain.queries.next_step import NextStep
from initiatives.enums import InitiativeState

SOON = timedelta(days=14)


def next_step_of(page: InitiativePage, *, user) -> NextStep | None:
    """The first thing that is late or missing; None when all is well or others must act."""
    if not permissions.can_steer_initiative(user, page.initiative):
        return None
    found = (rule(page) for rule in (_responsibility, _start, _complete, _incorporate))
    return next((step for step in found if step), None)


def _responsibility(page):
    if not page.initiative.is_open or not page.missing:
        return None
    roles = join_names(str(role.label).lower() for role in page.missing)
    return NextStep(
        _("Utse vem som %(roles)s") % {"roles": roles},
        _("Utan det är ansvaret oklart, och insatsen kan inte starta."),
        _("Lägg till medverkande"),
        _page(page, "initiative_join"),
        "plus",
    )


def _start(page):
    initiative = page.initiative
    begun = initiative.starts_on and initiative.starts_on <= page.today
    if initiative.state != InitiativeState.PLANNED or not begun:
        return None
    return NextStep(
        _("Starta insatsen"),
        _("Startdagen är %(day)s, men insatsen står som planerad.")
        % {"day": date_format(initiative.starts_on)},
        _("Starta insatsen"),
        _page(page, "initiative_start"),
    )


def _complete(page):
    initiative = page.initiative
    ending = initiative.ends_on and initiative.ends_on <= page.today + SOON
    if initiative.state != InitiativeState.RUNNING or not ending:
        return None
    return NextStep(
        _("Avsluta insatsen"),
        _("Slutdagen är %(day)s. Avsluta insatsen, eller ändra slutdagen och skriv varför.")
        % {"day": date_format(initiative.ends_on)},
        _("Avsluta insatsen"),
        _page(page, "initiative_complete"),
        "check",
    )


def _incorporate(page):
    if page.initiative.state != InitiativeState.COMPLETED:
        return None
    return NextStep(
        _("Fortsätter arbetet?"),
        _("Om någon har tagit över det i sin ordinarie verksamhet, anteckna vem och hur."),
        _("Anteckna hur arbetet fortsätter"),
        _page(page, "initiative_incorporate"),
        "edit",
    )


def _page(page, name):
    return reverse(f"initiatives:{name}", args=[page.initiative.pk])
