"""Phone calls with those who are asked, noted where the others see them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.text import accept_line
from coordination.models import PhoneCall
from coordination.validators import validate_day


def note_phone_call(consultee, *, actor, spoken_with, held_on, said, now=None) -> PhoneCall:
    """Note a call about an answer (samtal): who was spoken with, when and what was said.

    Raises PermissionDenied, ValidationError (a day to come, nothing said).
    """
    now = now or timezone.now()
    permissions.require(permissions.can_steer_referral(actor, consultee.referral))
    _refuse_day_to_come(held_on, today=timezone.localdate(now))
    call = PhoneCall(
        consultee=consultee,
        spoken_with=accept_line(spoken_with, what=_("Vem du talade med"), limit=150),
        held_on=held_on,
        said=accept_line(said, what=_("Vad som sades"), limit=2000),
        noted_by=actor,
        noted_at=now,
    )
    with transaction.atomic():
        call.save()
        record(
            "referral.called",
            actor=actor,
            subject=consultee.referral,
            matter=consultee.referral.matter,
            data={
                "body": consultee.organization.name,
                "who": call.spoken_with,
                "on": held_on,
                "said": call.said,
            },
        )
    return call


def _refuse_day_to_come(day, *, today):
    validate_day(day, today=today)
    if day > today:
        raise ValidationError(_("Samtalet kan inte vara i framtiden."), code="day_to_come")
