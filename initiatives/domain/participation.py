"""Who does what in an initiative: joining, leaving, and who is missing (M-26)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent
from coordination.validators import validate_day, validate_plain_text
from initiatives import permissions
from initiatives.enums import REQUIRED_ROLES, ParticipationRole
from initiatives.models import Participation


def join_initiative(initiative, organization, *, actor, role, since) -> Participation:
    """Give an organization a part in an initiative. Saying it twice changes nothing.

    From now on its people see the initiative. Said by the body itself, the lead body or the
    programme's managers; who leads changes by editing.
    """
    permissions.require(
        permissions.can_steer_initiative(actor, initiative)
        or permissions.can_speak_for(actor, organization)
    )
    if role == ParticipationRole.LEAD:
        raise ActionRefused(
            _("Byt vem som leder under Redigera insatsen."), code="lead_changes_by_editing"
        )
    if organization.is_group:
        raise ActionRefused(
            _("Grupper kopplas till insatsen under Redigera. Välj en nämnd eller ett bolag."),
            code="group",
        )
    validate_day(since)
    with transaction.atomic():
        participation, created = take_part(initiative, organization, role=role, since=since)
        if created:
            _log("initiative.joined", participation, actor)
    return participation


def leave_initiative(participation, *, actor, reason) -> None:
    """End an organization's part in an initiative; the reason stays in the history."""
    if participation.role == ParticipationRole.LEAD:
        raise ActionRefused(
            _("Den som leder kan inte lämna. Låt först någon annan leda insatsen."), code="lead"
        )
    permissions.require(permissions.can_leave_initiative(actor, participation))
    reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    with transaction.atomic():
        if not Participation.objects.select_for_update().filter(pk=participation.pk).exists():
            raise ActionRefused(_("Medverkan är redan avslutad."), code="left_already")
        _log("initiative.left", participation, actor, part=participation.pk, reason=reason)
        participation.delete()


def initiative_left_by(user, part_id):
    """The initiative whose part ``part_id`` the user has ended already; None when there is none.

    A second click on the same button meets a part that is gone.
    """
    left = AuditEvent.objects.filter(actor=user, action="initiative.left", data__part=part_id)
    return left.values_list("subject_id", flat=True).first()


def take_part(initiative, organization, *, role, since) -> tuple[Participation, bool]:
    """The row itself, in the caller's transaction; (row, whether it is new)."""
    return Participation.objects.get_or_create(
        initiative=initiative, organization=organization, role=role, defaults={"since": since}
    )


def replace_lead(initiative, lead, *, actor, since) -> None:
    """Let another body lead, in the caller's transaction. The one who led keeps a part: it contributes."""
    permissions.require(permissions.can_propose_initiative(actor, initiative.programme, lead))
    initiative.participations.filter(role=ParticipationRole.LEAD).delete()
    take_part(initiative, initiative.lead, role=ParticipationRole.CONTRIBUTES, since=since)
    participation, _created = take_part(initiative, lead, role=ParticipationRole.LEAD, since=since)
    initiative.lead = lead
    _log("initiative.lead_changed", participation, actor)


def missing_roles(initiative) -> list[ParticipationRole]:
    """The duties that nobody has taken on: carrying out, following up."""
    held = set(initiative.participations.values_list("role", flat=True))
    return [role for role in REQUIRED_ROLES if role not in held]


def _log(action, participation, actor, **data):
    initiative = participation.initiative
    record(
        action,
        actor=actor,
        subject=initiative,
        matter=initiative.programme.matter,
        data={
            "title": initiative.title,
            "organization": participation.organization.name,
            "role": participation.role,
            **data,
        },
    )
