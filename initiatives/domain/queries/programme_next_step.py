"""What a programme needs now: one thing, computed from what is late, missing or near."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.access import standing
from coordination.permissions import can_fill_seats
from coordination.registry import deadline_subjects
from coordination.swedish import body_in_sentence, join_names
from initiatives import permissions
from initiatives.domain.queries.next_step import NextStep
from initiatives.domain.queries.programme_overview import Overview, address_of
from initiatives.enums import ProgrammeState

NEAR = timedelta(days=30)


def next_step_of(overview: Overview, *, user) -> NextStep | None:
    """The first thing that is late, then missing, then near; None when all is well."""
    if overview.programme.state == ProgrammeState.ENDED:
        return None
    rules: list[Callable] = [_overdue, _own_confirmation, _vacancy]
    if permissions.can_manage_programme(user, overview.programme):
        rules = [_overdue, _start, _mandate, _bodies, _areas, _groups, _vacancy, _initiatives,
                 _own_confirmation, _others_confirmation]  # fmt: skip
    found = (rule(overview, user) for rule in [*rules, _near])
    return next((step for step in found if step), None)


def _overdue(overview, user):
    late = [each for each in overview.deadlines if each.due_on < overview.today]
    return _date(_first(late, user), user, late=True) if late else None


def _near(overview, user):
    own = standing(user).organization_ids
    soon = [
        each
        for each in overview.deadlines
        if overview.today <= each.due_on <= overview.today + NEAR and each.organization_id in own
    ]
    return _date(soon[0], user, late=False) if soon else None


def _first(deadlines, user):
    """One's own before others': that is what one can do something about."""
    own = standing(user).organization_ids
    return next((each for each in deadlines if each.organization_id in own), deadlines[0])


def _date(deadline, user, *, late):
    subject = deadline_subjects.get(deadline.subject_type)
    is_own = deadline.organization_id in standing(user).organization_ids
    values = {
        "title": deadline.title,
        "day": date_format(deadline.due_on),
        "body": body_in_sentence(deadline.organization.name),
    }
    said = (
        _("Det skulle ha varit klart %(day)s. Ansvarig är %(body)s.")
        if late
        else _("Det ska vara klart %(day)s. Ansvarig är %(body)s.")
    )
    return NextStep(
        title=_("Försenat: %(title)s") % values if late else deadline.title,
        text=said % values,
        label=str(subject.action) if subject and is_own else _("Se vad det gäller"),
        url=address_of(deadline) or "#datum",
    )


def _start(overview, user):
    programme = overview.programme
    if programme.state != ProgrammeState.PLANNED or programme.starts_on > overview.today:
        return None
    return NextStep(
        _("Starta programmet"),
        _("Startdagen var %(day)s, men programmet står som planerat.")
        % {"day": date_format(programme.starts_on)},
        _("Starta programmet"),
        reverse("initiatives:programme_start", args=[programme.pk]),
    )


def _mandate(overview, user):
    if overview.programme.mandate_id:
        return None
    return NextStep(
        _("Anteckna uppdraget"),
        _("Skriv in vilket organ som gav uppdraget, vilken dag och under vilken paragraf."),
        _("Anteckna uppdraget"),
        _page(overview, "programme_mandate"),
        "edit",
    )


def _bodies(overview, user):
    if overview.responsible:
        return None
    return NextStep(
        _("Utse vilka som har särskilt ansvar"),
        _("Nämnderna och bolagen ser programmet när de har en roll i det."),
        _("Lägg till medverkande"),
        _page(overview, "programme_parties"),
        "plus",
    )


def _areas(overview, user):
    if overview.areas:
        return None
    return NextStep(
        _("Peka ut områden"),
        _("Programmet har inga områden ännu. Välj dem som beslutet gäller."),
        _("Välj områden"),
        _page(overview, "programme_areas"),
        "map",
    )


def _groups(overview, user):
    if overview.groups:
        return None
    return NextStep(
        _("Inrätta en styrgrupp"),
        _("Lägg till grupperna och en plats för varje förvaltning som ska vara med."),
        _("Lägg till en grupp"),
        f"{reverse('initiatives:programme_group_new')}?program={overview.programme.pk}",
        "plus",
    )


def _vacancy(overview, user):
    for each in overview.vacant_groups:
        if can_fill_seats(user, each.group):
            places = join_names(place.body for place in each.vacancies if place.body)
            return NextStep(
                ngettext("En plats är ledig i %(group)s", "Platser är lediga i %(group)s",
                         len(each.vacancies)) % {"group": body_in_sentence(each.group.name)},
                _("Saknas: %(places)s.") % {"places": places} if places else each.vacancy_text,
                _("Tillsätt platsen"),
                reverse("coordination:seat_fill", args=[each.vacancies[0].pk]),
                "person",
            )  # fmt: skip
    return None


def _initiatives(overview, user):
    if overview.initiatives.rows:
        return None
    return NextStep(
        _("Föreslå den första insatsen"),
        _("Insatserna är det gemensamma arbetet: vem som leder, var och när."),
        _("Föreslå en insats"),
        f"{reverse('initiatives:initiative_new')}?program={overview.programme.pk}",
        "plus",
    )


def _own_confirmation(overview, user):
    for party in overview.unconfirmed:
        if permissions.can_speak_for(user, party.organization):
            return NextStep(
                _("Bekräfta ert uppdrag"),
                _("%(body)s har särskilt ansvar men har inte bekräftat det än.")
                % {"body": party.organization.name},
                _("Bekräfta uppdraget"),
                _page(overview, "programme_parties"),
                "check",
            )
    return None


def _others_confirmation(overview, user):
    if not overview.unconfirmed:
        return None
    names = join_names(body_in_sentence(party.organization.name) for party in overview.unconfirmed)
    return NextStep(
        _("Fråga dem som inte har bekräftat"),
        _("Uppdraget är inte bekräftat av %(names)s.") % {"names": names},
        _("Se vilka som medverkar"),
        _page(overview, "programme_parties"),
        "person",
    )


def _page(overview, name):
    return reverse(f"initiatives:{name}", args=[overview.programme.pk])
