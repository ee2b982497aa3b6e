"""Who decides over money, and which decisions move it: a body's, with its financing (KL 11:15)."""

from django.db.models import Q
from django.utils.translation import gettext as _

from coordination.domain.decision import refuse_unless_deciding
from coordination.enums import DECIDING_KINDS, OrganizationKind
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Organization
from coordination.swedish import body_in_sentence, format_kr, long_date

# Bodies above every owner of money in a municipality.
HIGHEST = frozenset({OrganizationKind.COUNCIL, OrganizationKind.EXECUTIVE_BOARD})


def deciding_bodies(owner):
    """The bodies that may decide over an owner's money: itself, its subcommittees, board and council.

    An administration owns money on behalf of the committee it serves.
    """
    own = [pk for pk in (owner.pk, owner.serves_id) if pk]
    return Organization.objects.filter(
        Q(pk__in=own) | Q(kind__in=HIGHEST) | Q(kind=OrganizationKind.SUBCOMMITTEE, parent__in=own),
        kind__in=DECIDING_KINDS,
        municipality=owner.home_id,
    )


def refuse_unfit(decision, *sources) -> None:
    """Only a decision by a body over just this money, final and financed, moves it."""
    if decision is None:
        raise ActionRefused(
            _("Pengarna flyttas bara av ett beslut. Välj beslutet, eller anteckna det först."),
            code="decision_missing",
        )
    refuse_unless_deciding(decision.body)
    _refuse_preparatory(decision)
    for source in sources:
        refuse_others_money(decision.body, source)
    _refuse_unfinanced(decision)


def recipients_of(owner):
    """The bodies that an owner's money can be granted to: its municipality's own, as they are today."""
    return Organization.objects.filter(
        municipality=owner.home_id, matter__isnull=True, dissolved_on__isnull=True
    )


def refuse_strange_recipients(source, bodies) -> None:
    """Nobody outside the municipality is granted or refused money here, from a page or elsewhere."""
    asked = {body.pk: body for body in bodies}
    own = set(recipients_of(source.owner).filter(pk__in=asked).values_list("pk", flat=True))
    for pk in asked.keys() - own:
        raise ActionRefused(
            _(
                "%(body)s kan inte få pengar ur %(source)s. "
                "Välj en nämnd eller förvaltning i den egna kommunen."
            )
            % {"body": asked[pk].name, "source": source.name},
            code="strange_recipient",
        )


def refuse_unfit_granting(decision, funding_round) -> None:
    """The decision that grants in a round is made once applications are in, and says for how much.

    It is that of ``refuse_unfit`` besides.
    """
    refuse_unfit(decision, funding_round.source)
    refuse_decided_early(decision.decided_on, funding_round)
    if decision.amount_ore is None:
        raise ActionRefused(
            _(
                "Beslutet säger inte hur mycket som fördelas. "
                "Välj ett beslut med belopp, eller anteckna det."
            ),
            code="amount_missing",
        )


def refuse_decided_early(decided_on, funding_round) -> None:
    """What is applied for is decided on once the time to apply is out."""
    if decided_on < funding_round.closes_on:
        raise ActionRefused(
            _(
                "Beslutet fattades %(decided)s, men ansökningstiden gick ut %(closed)s. "
                "Välj beslutet som fördelar omgångens pengar."
            )
            % {
                "decided": long_date(decided_on),
                "closed": long_date(funding_round.closes_on),
            },
            code="decided_before_close",
        )


def refuse_unfit_surplus(decision, grant, *, ended_on) -> None:
    """What was left over is decided on afterwards, by another decision than the one that granted it.

    It is that of ``refuse_unfit`` besides.
    """
    refuse_unfit(decision, grant.round.source)
    if decision.pk == grant.decision_id:
        raise ActionRefused(
            _("Det är beslutet som gav bidraget. Välj beslutet om vad som blev över."),
            code="granting_decision",
        )
    if ended_on and decision.decided_on < ended_on:
        raise ActionRefused(
            _(
                "Beslutet fattades %(decided)s, men projektet slutade %(ended)s. "
                "Välj beslutet om vad som blev över."
            )
            % {"decided": long_date(decision.decided_on), "ended": long_date(ended_on)},
            code="decided_before_end",
        )


def refuse_one_person(decision, source, *, actor, amount_ore) -> None:
    """Above the source's limit, whoever wrote the decision down does not enter its grants too (T8)."""
    limit = source.two_persons_above_ore
    if limit is None or amount_ore <= limit or recorder_of(decision) != actor.pk:
        return
    raise ActionRefused(
        _(
            "Du har antecknat beslutet. Över %(limit)s ska någon annan föra in bidragen. "
            "Be en kollega som sköter pengarna att göra det."
        )
        % {"limit": format_kr(limit)},
        code="two_persons",
    )


def recorder_of(decision) -> int | None:
    """The user who wrote the decision down, by the audit trail."""
    return (
        AuditEvent.objects.filter(
            action="decision.recorded",
            subject_type=decision._meta.label_lower,
            subject_id=decision.pk,
        )
        .values_list("actor_id", flat=True)
        .first()
    )


def _refuse_preparatory(decision):
    if decision.is_preparatory:
        raise ActionRefused(
            _("Beslutet förbereder bara ärendet. Välj beslutet som fördelar pengarna."),
            code="preparatory",
        )


def refuse_others_money(body, source) -> None:
    """Only the owner of the money, a body below it that decides, or those above decide over it."""
    if deciding_bodies(source.owner).filter(pk=body.pk).exists():
        return
    raise ActionRefused(
        _("%(body)s bestämmer inte över pengarna i %(source)s. Välj ett beslut av %(owner)s.")
        % {
            "body": body.name,
            "source": source.name,
            "owner": body_in_sentence(source.owner.name),
        },
        code="not_their_money",
    )


def _refuse_unfinanced(decision):
    if not decision.financing.strip():
        raise ActionRefused(
            _(
                "Beslutet säger inte hur det ska finansieras (kommunallagen 11 kap. 15 §). "
                "Anteckna ett beslut med finansiering och välj det."
            ),
            code="financing_missing",
        )
