"""Bodies: founded, renamed, dissolved; groups set up within a matter."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.enums import GROUP_KINDS
from coordination.exceptions import ActionRefused
from coordination.models import Organization
from coordination.validators import plain_name, validate_day


def rename_organization(organization, *, actor, name) -> None:
    """Give a body another name; its history keeps the old one."""
    permissions.require(permissions.can_administer(actor, organization.municipality))
    name = plain_name(name, what=_("Namnet"), limit=200)
    with transaction.atomic():
        old, organization.name = organization.name, name
        organization.validate_constraints()
        organization.save()
        record(
            "organization.renamed",
            actor=actor,
            subject=organization,
            data={"from": old, "to": name},
        )


def set_up_group(matter, *, actor, kind, name, founded_on) -> Organization:
    """Set up a steering, working or reference group within a matter (M-07). Groups recommend."""
    permissions.require(permissions.can_manage_matter(actor, matter))
    if kind not in GROUP_KINDS:
        raise ActionRefused(
            _("Välj styrgrupp, arbetsgrupp, referensgrupp eller nätverk."), code="not_a_group"
        )
    name = plain_name(name, what=_("Gruppens namn"), limit=200)
    validate_day(founded_on)
    with transaction.atomic():
        group = Organization.objects.create(
            name=name,
            kind=kind,
            parent=matter.organization,
            municipality_id=matter.municipality_id,
            matter=matter,
            founded_on=founded_on,
        )
        record("group.set_up", actor=actor, subject=group, matter=matter, data={"name": name})
    return group
