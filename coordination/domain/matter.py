"""Matters: opening them, and naming who has part in them."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.models import Matter, MatterParty, RegistrySeries
from coordination.validators import plain_name, validate_day, validate_plain_text


def register_matter(
    organization, *, actor, title, opened_on, registry_number="", is_fictitious=False
) -> Matter:
    """Open a matter in a body's registry, with the next number of its series unless one is given.

    The body becomes the matter's lead. Raises PermissionDenied, ValidationError (number taken).
    """
    permissions.require(permissions.can_register_matter(actor, organization))
    title = plain_name(title, what=_("Ärendets namn"), limit=200)
    validate_day(opened_on)
    with transaction.atomic():
        number = registry_number.strip() or take_registry_number(organization, year=opened_on.year)
        matter = Matter(
            organization=organization,
            title=title,
            opened_on=opened_on,
            registry_number=number,
            is_fictitious=is_fictitious,
        )
        matter.municipality_id = organization.home_id
        matter.validate_constraints(exclude=["municipality"])
        matter.save()
        record(
            "matter.registered", actor=actor, subject=matter, matter=matter, data={"number": number}
        )
    return matter


def take_registry_number(organization, *, year) -> str:
    """The next number of a body's series, ”SBN-2025-388”. Taken under lock inside the caller's transaction."""
    series, _created = RegistrySeries.objects.select_for_update().get_or_create(
        organization=organization, year=year
    )
    series.last_number += 1
    series.save(update_fields=["last_number"])
    prefix = organization.registry_prefix or f"ORG{organization.pk}"
    return f"{prefix}-{year}-{series.last_number}"


def involve(matter, organization, *, actor, role, since, decision=None) -> MatterParty:
    """Give an organization a part in a matter (M-04). Saying it twice changes nothing.

    From now on the organization's people see the matter. Raises PermissionDenied.
    """
    permissions.require(permissions.can_manage_matter(actor, matter))
    return _involve(matter, organization, actor=actor, role=role, since=since, decision=decision)


def _involve(matter, organization, *, actor, role, since, decision=None) -> MatterParty:
    validate_day(since)
    with transaction.atomic():
        party, created = MatterParty.objects.get_or_create(
            matter=matter,
            organization=organization,
            role=role,
            defaults={"since": since, "decision": decision},
        )
        if created:
            record(
                "matter.party_added",
                actor=actor,
                subject=matter,
                matter=matter,
                data={"organization": organization.name, "role": role},
            )
    return party


def withdraw_party(party, *, actor, reason) -> None:
    """Take an organization's part in a matter away; the reason stays in the history."""
    permissions.require(permissions.can_manage_matter(actor, party.matter))
    reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    if party.organization_id == party.matter.organization_id:
        raise ActionRefused(
            _("Den som har ärendet i sitt diarium kan inte lämna det."), code="owner"
        )
    with transaction.atomic():
        record(
            "matter.party_removed",
            actor=actor,
            subject=party.matter,
            matter=party.matter,
            data={"organization": party.organization.name, "role": party.role, "reason": reason},
        )
        party.delete()


def acknowledge_part(party, *, actor, on) -> None:
    """The organization confirms that it has taken its part on (bekräftar uppdraget)."""
    permissions.require(
        permissions.acts_for(actor, permissions.RECORDING | permissions.WRITING, party.organization)
    )
    if party.acknowledged_on:
        return
    with transaction.atomic():
        party.acknowledged_on = on
        party.save(update_fields=["acknowledged_on"])
        record(
            "matter.part_acknowledged",
            actor=actor,
            subject=party.matter,
            matter=party.matter,
            data={"organization": party.organization.name, "role": party.role},
        )
