"""Initiatives: proposed and edited (M-19)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination.exceptions import ActionRefused, EditConflict
from coordination.validators import plain_name, validate_plain_text
from initiatives import permissions
from initiatives.domain.initiative_date import DATES, follow_date, owe_date
from initiatives.domain.initiative_state import lock_initiative, log_initiative
from initiatives.domain.participation import replace_lead, take_part
from initiatives.enums import ParticipationRole
from initiatives.models import Initiative
from initiatives.validators import validate_period


def propose_initiative(
    programme,
    *,
    actor,
    title,
    summary,
    lead,
    today,
    description="",
    areas=(),
    groups=(),
    starts_on=None,
    ends_on=None,
    matter=None,
    is_fictitious=False,
) -> Initiative:
    """Propose an initiative (insats) in a programme, led by a body that takes part from today.

    Its first and last day become dates to keep, owed by the lead body's case officer. Raises PermissionDenied,
    ValidationError.
    """
    permissions.require(permissions.can_propose_initiative(actor, programme, lead))
    initiative = Initiative(
        programme=programme, matter=matter, lead=lead, is_fictitious=is_fictitious
    )
    _set_facts(
        initiative,
        title=title,
        summary=summary,
        description=description,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _refuse_foreign(programme, areas, groups)
    with transaction.atomic():
        initiative.save()
        initiative.areas.set(areas)
        initiative.groups.set(groups)
        take_part(initiative, lead, role=ParticipationRole.LEAD, since=today)
        for watched in DATES:
            owe_date(watched, initiative, today=today)
        log_initiative("initiative.proposed", initiative, actor, lead=lead.name)
    return initiative


def edit_initiative(
    initiative,
    *,
    actor,
    title,
    summary,
    description,
    lead,
    areas,
    groups,
    starts_on,
    ends_on,
    version,
    today,
    reason="",
) -> Initiative:
    """Change what an initiative says of itself. ``version`` is what the writer saw.

    Another last day, or first day of what has not begun, needs a ``reason``, and the old day stays in
    the history (S-44). Raises
    EditConflict with both texts when someone saved in between.
    """
    permissions.require(permissions.can_edit_initiative(actor, initiative))
    with transaction.atomic():
        current = lock_initiative(initiative)
        permissions.require(permissions.can_edit_initiative(actor, current))
        if current.version != version:
            raise EditConflict(theirs=current, mine=title)
        _refuse_foreign(current.programme, areas, groups)
        former = {watched: watched.day_of(current) for watched in DATES}
        _set_facts(
            current,
            title=title,
            summary=summary,
            description=description,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        if lead != current.lead:
            replace_lead(current, lead, actor=actor, since=today)
        current.version += 1
        current.validate_constraints()
        current.save()
        current.areas.set(areas)
        current.groups.set(groups)
        for watched, day in former.items():
            follow_date(watched, current, day, actor=actor, today=today, reason=reason)
        log_initiative("initiative.edited", current, actor)
    return current


def _set_facts(initiative, *, title, summary, description, starts_on, ends_on):
    validate_period(starts_on, ends_on)
    initiative.title = plain_name(title, what=_("Namnet"), limit=200)
    initiative.summary = validate_plain_text(summary, what=_("Meningen om insatsen"), limit=250)
    initiative.description = (
        validate_plain_text(description, what=_("Beskrivningen"), limit=10000)
        if description.strip()
        else ""
    )
    initiative.starts_on, initiative.ends_on = starts_on, ends_on


def _refuse_foreign(programme, areas, groups):
    """Areas lie in the programme's municipality; groups are set up in its matter."""
    if any(area.municipality_id != programme.matter.municipality_id for area in areas):
        raise ActionRefused(_("Välj områden i den egna kommunen."), code="other_municipality")
    if any(not group.is_group or group.matter_id != programme.matter_id for group in groups):
        raise ActionRefused(
            _("Välj grupper som är inrättade i programmets ärende."), code="not_a_group_here"
        )
