"""Grants: what a body has decided to pay, entered under its decision and within the frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.domain.decision import refuse_unless_deciding
from coordination.enums import DECIDING_KINDS, OrganizationKind
from coordination.exceptions import ActionRefused
from coordination.models import Organization
from coordination.swedish import body_in_sentence, format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.ledger import Origin, Posting, lock_decision, lock_source, post, posted_before
from funding.domain.round import lock_round, move_round
from funding.enums import EntryKind
from funding.exceptions import CapExceeded
from funding.models import Grant, LedgerEntry
from funding.validators import validate_amount

# Bodies above every owner of money in a municipality.
HIGHEST = frozenset({OrganizationKind.COUNCIL, OrganizationKind.EXECUTIVE_BOARD})


@dataclass(frozen=True)
class Award:
    """One line of a decision to grant: to whom, for what, how much, and how much was asked for."""

    title: str
    recipient: Any
    amount_ore: int
    applied_ore: int | None = None
    initiative: Any = None
    area: Any = None
    is_approximate: bool = False
    is_fictitious: bool = False

    def said(self) -> list:
        """What makes the line the same line when a form is sent again."""
        return [
            self.title,
            self.recipient.pk,
            self.amount_ore,
            self.applied_ore,
            self.initiative and self.initiative.pk,
            self.area and self.area.pk,
            self.is_approximate,
        ]


def grant_funds(
    funding_round, *, actor, decision, awards: Sequence[Award], key, now=None
) -> list[Grant]:
    """Enter every grant of one decision (M-06, T-05): all of them, or none.

    The decision names its financing (KL 11:15) and is made by the owner of the money, a body below it
    that decides, or the board or council above. Sending the same form again changes nothing. Raises
    PermissionDenied, ValidationError, CapExceeded when the frame or the decision's amount is passed.
    """
    now = now or timezone.now()
    rights.require(permissions.can_manage_money(actor, funding_round.source.owner))
    _refuse_unfit(decision, funding_round.source)
    awards = [_checked(award) for award in awards]
    if not awards:
        raise ActionRefused(_("Fyll i minst ett bidrag."), code="no_awards")
    origins = [
        Origin.of_form(
            f"{key}:{n}", round=funding_round.pk, decision=decision.pk, award=award.said()
        )
        for n, award in enumerate(awards, start=1)
    ]
    with transaction.atomic():
        source = lock_source(funding_round.source)
        decision = lock_decision(decision)
        funding_round = lock_round(funding_round)
        earlier = [posted_before(origin, EntryKind.GRANTED) for origin in origins]
        if all(earlier):
            return [entry.grant for entry in earlier if entry and entry.grant]
        move_round(funding_round, "decide", on=decision.decided_on)
        asked = sum(award.amount_ore for award in awards)
        _refuse_above_caps(source, decision, asked)
        grants = [
            _enter(
                award,
                origin,
                source=source,
                funding_round=funding_round,
                decision=decision,
                by=(actor, now),
            )
            for award, origin in zip(awards, origins, strict=True)
        ]
        record(
            "funds.granted",
            actor=actor,
            subject=funding_round,
            matter=decision.matter,
            data={
                "decision": str(decision),
                "sum": format_kr(asked),
                "to": sorted({award.recipient.name for award in awards}),
                "grants": [grant.pk for grant in grants],
            },
        )
    return grants


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


def _refuse_unfit(decision, source):
    refuse_unless_deciding(decision.body)
    if not deciding_bodies(source.owner).filter(pk=decision.body_id).exists():
        raise ActionRefused(
            _("%(body)s bestämmer inte över pengarna i %(source)s. Välj ett beslut av %(owner)s.")
            % {
                "body": decision.body.name,
                "source": source.name,
                "owner": body_in_sentence(source.owner.name),
            },
            code="not_their_money",
        )
    if not decision.financing.strip():
        raise ActionRefused(
            _(
                "Beslutet säger inte hur det ska finansieras (kommunallagen 11 kap. 15 §). "
                "Anteckna ett beslut med finansiering och välj det."
            ),
            code="financing_missing",
        )


def _checked(award) -> Award:
    validate_amount(award.amount_ore)
    if award.applied_ore is not None:
        validate_amount(award.applied_ore)
    title = validate_plain_text(award.title, what=_("Projektets namn"), limit=200)
    return Award(**{**vars(award), "title": title})


def _refuse_above_caps(source, decision, amount_ore):
    if amount_ore > source.headroom_ore:
        raise CapExceeded(
            _("Ramen räcker inte: %(left)s finns kvar i %(source)s, och det här är %(asked)s.")
            % {
                "left": format_kr(source.headroom_ore),
                "source": source.name,
                "asked": format_kr(amount_ore),
            },
            code="frame_exceeded",
        )
    if decision.amount_ore is None:
        return
    left = decision.amount_ore - _granted_by(decision)
    if amount_ore > left:
        raise CapExceeded(
            _("Beslutet räcker inte: %(left)s återstår av det, och det här är %(asked)s.")
            % {"left": format_kr(left), "asked": format_kr(amount_ore)},
            code="decision_exceeded",
        )


def _granted_by(decision) -> int:
    rows = LedgerEntry.objects.filter(decision=decision, kind=EntryKind.GRANTED)
    return rows.aggregate(total=Sum("amount_ore"))["total"] or 0


def _enter(award, origin, *, source, funding_round, decision, by) -> Grant:
    """One grant with its rows: what was applied for, if that is known, and what was granted."""
    actor, now = by
    grant = Grant.objects.create(
        round=funding_round,
        title=award.title,
        recipient=award.recipient,
        initiative=award.initiative,
        area=award.area,
        decision=decision,
        is_approximate=award.is_approximate,
        is_fictitious=award.is_fictitious,
    )
    amounts = {EntryKind.APPLIED: award.applied_ore, EntryKind.GRANTED: award.amount_ore}
    for kind, amount_ore in amounts.items():
        if amount_ore is not None:
            post(
                Posting(
                    kind=kind,
                    funding_source=source,
                    round=funding_round,
                    grant=grant,
                    amount_ore=amount_ore,
                    booked_on=decision.decided_on,
                    document=f"{decision.body} {decision.reference}".strip(),
                    decision=decision,
                    is_approximate=award.is_approximate,
                ),
                origin=origin,
                actor=actor,
                now=now,
            )
    grant.refresh_from_db(fields=["granted_ore"])
    return grant
