"""The groups of a programme: steering and working group (M-07). Groups recommend, bodies decide."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.domain.organization import set_up_group
from coordination.exceptions import ActionRefused
from coordination.models import Organization
from initiatives import permissions


def attach_group(programme, group, *, actor) -> None:
    """Let a group work for the programme. It must be set up in the programme's matter."""
    permissions.require(permissions.can_manage_programme(actor, programme))
    if not group.is_group or group.matter_id != programme.matter_id:
        raise ActionRefused(
            _("Välj en grupp som är inrättad i programmets ärende."), code="not_a_group_here"
        )
    with transaction.atomic():
        if programme.groups.contains(group):
            return
        programme.groups.add(group)
        record(
            "programme.group_attached",
            actor=actor,
            subject=programme,
            matter=programme.matter,
            data={"group": group.name},
        )


def set_up_programme_group(programme, *, actor, kind, name, founded_on) -> Organization:
    """Set up a group in the programme's matter and let it work for the programme, both or neither."""
    with transaction.atomic():
        group = set_up_group(
            programme.matter, actor=actor, kind=kind, name=name, founded_on=founded_on
        )
        attach_group(programme, group, actor=actor)
    return group
