"""The decision that grants in a round (fördelningsbeslut), written down by whoever keeps the money."""

from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.decision import enter_decision
from coordination.exceptions import ActionRefused
from coordination.models import Decision, Matter
from coordination.swedish import format_kr
from funding import permissions
from funding.domain.mandate import refuse_decided_early, refuse_others_money
from funding.exceptions import CapExceeded
from funding.validators import validate_amount


def record_granting(
    funding_round, *, actor, matter, body, amount_ore, financing, today, **said
) -> Decision:
    """Write down what the body over the money decided at its meeting: §, day, amount and financing.

    It is made once applications are closed and within what the frame has left; without financing or
    amount it cannot be recorded (KL 11:15). The rest is what ``enter_decision`` takes. Raises
    PermissionDenied, ValidationError, CapExceeded.
    """
    source = funding_round.source
    rights.require(permissions.can_manage_money(actor, source.owner))
    rights.require(matters_for(source.owner, actor).filter(pk=matter.pk).exists())
    _refuse_undecidable(actor, funding_round)
    refuse_others_money(body, source)
    refuse_decided_early(said["decided_on"], funding_round)
    _refuse_unfinanced(financing)
    _refuse_above_frame(validate_amount(amount_ore), source)
    return enter_decision(
        matter,
        actor=actor,
        body=body,
        amount_ore=amount_ore,
        financing=financing,
        today=today,
        **said,
    )


def matters_for(owner, user):
    """The open matters in which a decision over an owner's money can be noted, newest first."""
    rows = Matter.objects.visible_to(user).filter(
        municipality=owner.home_id, closed_on__isnull=True
    )
    return rows.order_by("-opened_on", "-pk")


def _refuse_undecidable(actor, funding_round):
    if not permissions.can_grant(actor, funding_round):
        raise ActionRefused(
            _(
                "Omgången är inte stängd för ansökan. Stäng den först, sedan kan beslutet antecknas."
            ),
            code="round_not_closed",
        )


def _refuse_unfinanced(financing):
    if not financing.strip():
        raise ActionRefused(
            _("Skriv hur beslutet ska finansieras (kommunallagen 11 kap. 15 §)."),
            code="financing_missing",
        )


def _refuse_above_frame(amount_ore, source):
    if amount_ore > source.headroom_ore:
        raise CapExceeded(
            _("Beslutet är på %(asked)s, men %(left)s finns kvar att bevilja i %(source)s.")
            % {
                "asked": format_kr(amount_ore),
                "left": format_kr(source.headroom_ore),
                "source": source.name,
            },
            code="frame_exceeded",
        )
