"""Grants and refusals: what a body has decided on a round, entered under its decision, within the frame."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.swedish import body_in_sentence, format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.application_decision import settle_applications
from funding.domain.forecast import owe_forecasts
from funding.domain.ledger import (
    Origin,
    Posting,
    lock_decision,
    lock_source,
    post,
    posted_before,
    refuse_other_values,
)
from funding.domain.mandate import (
    refuse_one_person,
    refuse_strange_recipients,
    refuse_unfit_granting,
)
from funding.domain.round import lock_round, move_round
from funding.enums import EntryKind
from funding.exceptions import CapExceeded
from funding.models import Grant, LedgerEntry, Refusal
from funding.validators import first_open_day, validate_amount


@dataclass(frozen=True)
class Award:
    """One line of a decision to grant: to whom, for what, how much, and how much was asked for."""

    title: str
    recipient: Any
    amount_ore: int
    applied_ore: int | None = None
    initiative: Any = None
    area: Any = None
    project_code: str = ""
    is_approximate: bool = False
    is_fictitious: bool = False
    application: Any = None

    @classmethod
    def of(cls, application, *, amount_ore, **values) -> "Award":
        """What an application is granted: to its lead, for what it says."""
        return cls(
            title=application.title,
            recipient=application.lead,
            amount_ore=amount_ore,
            applied_ore=application.applied_ore,
            initiative=application.initiative,
            area=application.area,
            is_fictitious=application.is_fictitious,
            application=application,
            **values,
        )

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
            self.application and self.application.pk,
        ]


@dataclass(frozen=True)
class Rejection:
    """One line of a decision not to grant (avslag): who asked, for what, how much, and why not."""

    title: str
    applicant: Any
    reason: str
    applied_ore: int | None = None
    is_fictitious: bool = False
    application: Any = None

    @classmethod
    def of(cls, application, *, reason) -> "Rejection":
        """The refusal of an application, for what it says."""
        return cls(
            title=application.title,
            applicant=application.lead,
            reason=reason,
            applied_ore=application.applied_ore,
            is_fictitious=application.is_fictitious,
            application=application,
        )

    def said(self) -> list:
        application = self.application and self.application.pk
        return [self.title, self.applicant.pk, self.reason, self.applied_ore, application]


@dataclass(frozen=True)
class Lines:
    """The lines of a decision with what each comes from."""

    awards: Sequence[tuple[Award, Origin]]
    rejections: Sequence[tuple[Rejection, Origin]]

    @property
    def granted_ore(self) -> int:
        return sum(award.amount_ore for award, _origin in self.awards)


def grant_funds(
    funding_round,
    *,
    actor,
    decision,
    awards: Sequence[Award] = (),
    rejections: Sequence[Rejection] = (),
    key,
    now=None,
) -> list[Grant]:
    """Enter every grant and refusal of one decision (M-06, T-05): all of them, or none.

    The decision names its financing (KL 11:15) and its amount, and is made once the round has closed
    by the owner of the money, a body below it that decides, or the board or council above. In a round
    with applications each line is about one of them. The rows are booked on the day of the decision, or
    on the first one after the books were closed. Sending the same form again changes nothing. Raises
    PermissionDenied, ValidationError, CapExceeded when the frame or the decision's amount is passed.
    """
    now = now or timezone.now()
    rights.require(permissions.can_manage_money(actor, funding_round.source.owner))
    refuse_unfit_granting(decision, funding_round)
    lines = _lines(key, funding_round, decision, awards, rejections)
    refuse_strange_recipients(
        funding_round.source,
        [*(each.recipient for each in awards), *(each.applicant for each in rejections)],
    )
    _refuse_own_gain(actor, funding_round.source, awards)
    refuse_one_person(decision, funding_round.source, actor=actor, amount_ore=lines.granted_ore)
    with transaction.atomic():
        source = lock_source(funding_round.source)
        decision = lock_decision(decision)
        funding_round = lock_round(funding_round)
        if _entered_before(lines):
            return _grants_of(lines)
        move_round(funding_round, "decide", on=decision.decided_on)
        settle_applications(funding_round, lines.awards, lines.rejections, actor=actor)
        _refuse_above_caps(source, decision, lines.granted_ore)
        place = {"source": source, "funding_round": funding_round, "decision": decision}
        grants = [_enter(*line, **place, by=(actor, now)) for line in lines.awards]
        for line in lines.rejections:
            _refuse(*line, **place, by=(actor, now))
        owe_forecasts([award.recipient for award in awards], funding_round, now=now)
        _tell(actor, funding_round, decision, lines, grants)
    return grants


def _lines(key, funding_round, decision, awards, rejections) -> Lines:
    """The checked lines, each with an origin of its own under the form's key."""
    if not awards and not rejections:
        raise ActionRefused(_("Fyll i minst ett bidrag."), code="no_awards")
    place = {"round": funding_round.pk, "decision": decision.pk}
    given = [_checked_award(award) for award in awards]
    refused = [_checked_rejection(rejection) for rejection in rejections]
    return Lines(
        [
            (award, Origin.of_form(f"{key}:{n}", **place, award=award.said()))
            for n, award in enumerate(given, start=1)
        ],
        [
            (rejection, Origin.of_form(f"{key}:a{n}", **place, rejection=rejection.said()))
            for n, rejection in enumerate(refused, start=1)
        ],
    )


def _entered_before(lines) -> bool:
    """Whether the same form has come already; KeyReused when it said something else then."""
    found = [posted_before(origin, EntryKind.GRANTED) for _award, origin in lines.awards]
    found += [
        refuse_other_values(Refusal.objects.filter(key=origin.source_id).first(), origin)
        for _rejection, origin in lines.rejections
    ]
    return all(found)


def _grants_of(lines) -> list[Grant]:
    keys = [origin.source_id for _award, origin in lines.awards]
    rows = LedgerEntry.objects.filter(
        source=Origin.of_form("").source, source_id__in=keys, kind=EntryKind.GRANTED
    )
    grants = {row.source_id: row.grant for row in rows.select_related("grant") if row.grant}
    return [grants[key] for key in keys]


def _refuse_own_gain(actor, source, awards):
    """Nobody enters a grant to the body they report for, unless it is the owner's own (T8)."""
    own = {source.owner_id, source.owner.serves_id}
    for award in awards:
        body = award.recipient
        if body.pk not in own and permissions.gains_by(actor, body):
            raise ActionRefused(
                _(
                    "Du rapporterar för %(body)s och kan därför inte föra in bidrag dit. "
                    "Be en kollega som sköter pengarna att göra det."
                )
                % {"body": body_in_sentence(body.name)},
                code="own_gain",
            )


def _tell(actor, funding_round, decision, lines, grants):
    """One event for what was granted, one for what was refused."""
    if lines.awards:
        to = sorted({award.recipient.name for award, _origin in lines.awards})
        said = {"sum": format_kr(lines.granted_ore), "to": to, "grants": [row.pk for row in grants]}
        _log("funds.granted", actor, funding_round, decision, said)
    if lines.rejections:
        titles = [rejection.title for rejection, _origin in lines.rejections]
        _log("funds.refused", actor, funding_round, decision, {"titles": ", ".join(titles)})


def _log(action, actor, funding_round, decision, said):
    record(
        action,
        actor=actor,
        subject=funding_round,
        matter=decision.matter,
        data={"decision": str(decision), **said},
    )


def _checked_award(award) -> Award:
    validate_amount(award.amount_ore)
    if award.applied_ore is not None:
        validate_amount(award.applied_ore)
    title = validate_plain_text(award.title, what=_("Projektets namn"), limit=200)
    return replace(award, title=title)


def _checked_rejection(rejection) -> Rejection:
    if rejection.applied_ore is not None:
        validate_amount(rejection.applied_ore)
    return replace(
        rejection,
        title=validate_plain_text(rejection.title, what=_("Projektets namn"), limit=200),
        reason=validate_plain_text(rejection.reason, what=_("Skälet till avslaget"), limit=1000),
    )


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
    left = decision.amount_ore - granted_by(decision)
    if amount_ore > left:
        raise CapExceeded(
            _("Beslutet räcker inte: %(left)s återstår av det, och det här är %(asked)s.")
            % {"left": format_kr(left), "asked": format_kr(amount_ore)},
            code="decision_exceeded",
        )


def granted_by(decision) -> int:
    """How much of a decision is granted already."""
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
        application=award.application,
        project_code=award.project_code,
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
                    booked_on=first_open_day(decision.decided_on, source),
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


def _refuse(rejection, origin, *, source, funding_round, decision, by) -> Refusal:
    """One refusal, and the row of what was applied for, if that is known."""
    actor, now = by
    if rejection.applied_ore is not None:
        post(
            Posting(
                kind=EntryKind.APPLIED,
                funding_source=source,
                round=funding_round,
                amount_ore=rejection.applied_ore,
                booked_on=first_open_day(decision.decided_on, source),
                document=f"{decision.body} {decision.reference}".strip(),
                note=_("Avslag: %(title)s") % {"title": rejection.title},
                decision=decision,
            ),
            origin=origin,
            actor=actor,
            now=now,
        )
    return Refusal.objects.create(
        round=funding_round,
        decision=decision,
        key=origin.source_id,
        fingerprint=origin.fingerprint,
        **vars(rejection),
    )
