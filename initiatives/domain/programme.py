"""Programmes: established by a mandate, edited, started, reviewed, ended (M-01–M-05, M-28)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.domain.matter import involve, register_matter, withdraw_party
from coordination.enums import PartyRole
from coordination.exceptions import ActionRefused, EditConflict, next_state
from coordination.models import MatterParty
from coordination.validators import plain_name, validate_plain_text
from initiatives import permissions
from initiatives.domain.model_review import follow_programme, owe_model_review
from initiatives.enums import PROGRAMME_TRANSITIONS
from initiatives.models import Programme
from initiatives.validators import validate_period, validate_reason


def establish_programme(
    matter,
    *,
    actor,
    name,
    aim,
    goal,
    starts_on,
    lead,
    convener,
    today,
    ends_on=None,
    mandate=None,
    is_fictitious=False,
) -> Programme:
    """Set up a programme (program) in a matter: who leads, who convenes, and when its model is reviewed.

    Lead and convener become parties of the matter. The review is due one year after the start, owed
    by the convener's coordinator (M-28). Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_establish_programme(actor, matter))
    programme = Programme(matter=matter, lead=lead, convener=convener, is_fictitious=is_fictitious)
    _set_facts(
        programme,
        name=name,
        aim=aim,
        goal=goal,
        starts_on=starts_on,
        ends_on=ends_on,
        mandate=mandate,
    )
    programme.validate_constraints()
    with transaction.atomic():
        programme.save()
        since = mandate.decided_on if mandate else today
        for organization, role in ((lead, PartyRole.LEAD), (convener, PartyRole.CONVENER)):
            involve(matter, organization, actor=actor, role=role, since=since, decision=mandate)
        owe_model_review(programme, today=today)
        _log("programme.established", programme, actor, name=programme.name)
    return programme


def establish_programme_in_new_matter(keeper, *, actor, name, today, **facts) -> Programme:
    """Open a matter in a body's registry and set the programme up in it, both or neither."""
    with transaction.atomic():
        matter = register_matter(keeper, actor=actor, title=name, opened_on=today)
        return establish_programme(matter, actor=actor, name=name, today=today, **facts)


def edit_programme(
    programme,
    *,
    actor,
    name,
    aim,
    goal,
    starts_on,
    ends_on,
    lead,
    convener,
    mandate,
    version,
    today,
    reason="",
) -> Programme:
    """Change what a programme says of itself. ``version`` is what the writer saw.

    A new start moves the model review, and a new lead or convener takes over the part in the matter:
    both need a ``reason``. Raises EditConflict with both texts when someone saved in between.
    """
    permissions.require(permissions.can_edit_programme(actor, programme))
    with transaction.atomic():
        current = _lock(programme)
        permissions.require(permissions.can_edit_programme(actor, current))
        if current.version != version:
            raise EditConflict(theirs=current, mine=name)
        moved = current.starts_on != starts_on
        _set_facts(
            current,
            name=name,
            aim=aim,
            goal=goal,
            starts_on=starts_on,
            ends_on=ends_on,
            mandate=mandate,
        )
        current.version += 1
        current.validate_constraints()
        _hand_over(current, PartyRole.LEAD, lead, actor=actor, today=today, reason=reason)
        _hand_over(current, PartyRole.CONVENER, convener, actor=actor, today=today, reason=reason)
        current.save()
        follow_programme(current, moved=moved, actor=actor, today=today, reason=reason)
        _log("programme.edited", current, actor)
    return current


def _set_facts(programme, *, name, aim, goal, starts_on, ends_on, mandate):
    validate_period(starts_on, ends_on)
    programme.name = plain_name(name, what=_("Namnet"), limit=200)
    programme.aim = validate_plain_text(aim, what=_("Syftet"), limit=2000)
    programme.goal = validate_plain_text(goal, what=_("Målet"), limit=2000)
    programme.starts_on, programme.ends_on, programme.mandate = starts_on, ends_on, mandate
    if mandate and mandate.matter_id != programme.matter_id:
        raise ActionRefused(
            _("Beslutet hör till ett annat ärende. Välj ett beslut i programmets ärende."),
            code="mandate_elsewhere",
        )


def _hand_over(programme, role, to, *, actor, today, reason):
    """Let another body lead or convene: its part in the matter replaces the former one's."""
    name = "lead" if role == PartyRole.LEAD else "convener"
    if getattr(programme, f"{name}_id") == to.pk:
        return
    validate_reason(reason, _("Skriv varför någon annan ska leda eller sammankalla."))
    former = MatterParty.objects.filter(
        matter=programme.matter, role=role, organization=getattr(programme, name)
    )
    for party in former.select_related("matter", "organization"):
        withdraw_party(party, actor=actor, reason=reason)
    involve(programme.matter, to, actor=actor, role=role, since=today)
    setattr(programme, name, to)


# --- States --------------------------------------------------------------------------------------


def start_programme(programme, *, actor) -> Programme:
    """Say that the programme is under way."""
    return _move(programme, "start", actor=actor)


def end_programme(programme, *, actor, reason) -> Programme:
    """Say that the programme has ended, and why. Its initiatives keep their own states."""
    reason = validate_plain_text(reason, what=_("Skälet"), limit=2000)
    return _move(programme, "end", actor=actor, reason=reason)


def _move(programme, action, *, actor, **data):
    permissions.require(permissions.can_manage_programme(actor, programme))
    with transaction.atomic():
        current = _lock(programme)
        current.state = next_state(
            PROGRAMME_TRANSITIONS, current.state, action, label=current.get_state_display()
        )
        current.save()
        verb = {"start": "started", "end": "ended"}[action]
        _log(f"programme.{verb}", current, actor, **data)
    return current


def _lock(programme) -> Programme:
    return (
        Programme.objects.select_for_update(of=("self",))
        .select_related("matter__organization", "lead", "convener")
        .get(pk=programme.pk)
    )


def _log(action, programme, actor, **data):
    record(action, actor=actor, subject=programme, matter=programme.matter, data=data)
