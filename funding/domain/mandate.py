"""Who decides over money, and which decisions move it: a body's, with its financing (KL 11:15)."""

from django.db.models import Q
from django.utils.translation import gettext as _

from coordination.domain.decision import refuse_unless_deciding
from coordination.enums import DECIDING_KINDS, OrganizationKind
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Organization
from coordination.swedish import body_in_sentence, format_kr

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
        _refuse_others_money(decision, source)
    _refuse_unfinanced(decision)


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


def _refuse_others_money(decision, source):
    if deciding_bodies(source.owner).filter(pk=decision.body_id).exists():
        return
    raise ActionRefused(
        _("%(body)s bestämmer inte över pengarna i %(source)s. Välj ett beslut av %(owner)s.")
        % {
            "body": decision.body.name,
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
