"""Who takes part in a programme, role by role; read by the page of participants."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.components import Action, Badge
from coordination.enums import PartyRole
from initiatives.domain.queries.programme_overview import parties_of
from initiatives.permissions import can_change_parties, can_speak_for

EDITED = frozenset({PartyRole.LEAD, PartyRole.CONVENER})
# Those who carry a duty are asked to confirm it; those who are consulted are not.
CONFIRMING = frozenset({PartyRole.SPECIAL_RESPONSIBILITY, PartyRole.CONTRIBUTING})


@dataclass(frozen=True)
class PartyRow:
    """One organization in one role."""

    name: str
    url: str
    note: str
    badge: Badge | None
    action: Action | None
    remove_url: str


@dataclass(frozen=True)
class RoleSection:
    """Everyone in one role."""

    label: str
    rows: Sequence[PartyRow]


def parties_by_role(programme, *, user) -> list[RoleSection]:
    """The parties in the order of their roles; empty roles are left out. One statement."""
    parties = parties_of(programme.matter)
    return [
        RoleSection(str(role.label), [_row(programme, p, user) for p in parties if p.role == role])
        for role in PartyRole
        if any(party.role == role for party in parties)
    ]


def _row(programme, party, user) -> PartyRow:
    awaited = party.role in CONFIRMING and not party.acknowledged_on
    return PartyRow(
        name=party.organization.name,
        url=reverse("coordination:organization", args=[party.organization_id]),
        note=_("sedan %(day)s") % {"day": date_format(party.since)},
        badge=_badge(party) if party.role in CONFIRMING else None,
        action=_confirm(party) if awaited and can_speak_for(user, party.organization) else None,
        remove_url=_removal(programme, party) if can_change_parties(user, programme) else "",
    )


def _removal(programme, party) -> str:
    """Where a part is taken away; who leads and who convenes change by editing the programme."""
    if party.role in EDITED:
        return ""
    return reverse("initiatives:programme_party_remove", args=[programme.pk, party.pk])


def _badge(party) -> Badge:
    if party.acknowledged_on:
        return Badge("success", _("Har bekräftat"), "check")
    return Badge("warning", _("Inte bekräftat"), "wait")


def _confirm(party) -> Action:
    url = reverse("coordination:acknowledge_party", args=[party.pk])
    return Action(_("Bekräfta"), url, icon="check", post=True)
