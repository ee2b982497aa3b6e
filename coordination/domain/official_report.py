"""Official reports: an administration does not decide, it answers what its head signs (T-26).

Writing and review are a statement's; instead of a meeting and a § there is a signature on a day.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.adoption import (
    answer_referral,
    lock_unchanged,
    refuse_changed,
    with_bodies,
)
from coordination.domain.audit import happening_at, registered_afterwards
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.statement_content import content_of
from coordination.domain.statement_state import (
    move_statement,
    refuse_incomplete,
    refuse_recalled,
    state_after,
)
from coordination.enums import DocumentKind, Role, Stance
from coordination.exceptions import ActionRefused
from coordination.models import Membership, Person, Statement
from coordination.registry import document_types
from coordination.swedish import long_date
from coordination.validators import validate_day


@dataclass(frozen=True)
class Signing:
    """What is recorded when an official report is signed; the document shows it."""

    signer: Person
    title: str
    signed_on: date
    stance: str
    receipt_number: str
    at: datetime


def sign_report(
    statement, *, actor, today, signed_on=None, stance="", seen="", at=None
) -> Statement:
    """The administration's head signs its report; from now on it is frozen, and can be sent.

    There are no minutes to approve, so it is approved at once. ``seen`` is the fingerprint of the
    text that was looked through; if the text is another by now nothing is signed. Raises
    PermissionDenied, ValidationError, ActionRefused, and whatever the document's ``render`` raises.
    """
    permissions.require(permissions.can_sign_report(actor, statement))
    statement = with_bodies(statement)
    state_after(statement, "adopt")
    refuse_recalled(statement)
    signed_on = signed_on or today
    validate_day(signed_on)
    content = content_of(statement)
    refuse_changed(content, seen)
    refuse_incomplete(content.ordered_sections)
    _refuse_day(signed_on, today)
    at = at or happening_at()
    signing = Signing(
        signer=actor.person,
        title=_title(actor.person, statement, signed_on),
        signed_on=signed_on,
        stance=_accepted_stance(stance or stance_of(statement)),
        receipt_number=new_receipt_number(at),
        at=at,
    )
    document = document_types["official_report"].render(content, signing)
    # Receipt and history tell one moment, however long the document took to draw up.
    with registered_afterwards(at), transaction.atomic():
        current = lock_unchanged(content)
        _sign(current, signing, document, content.fingerprint, actor=actor, today=today)
    return current


def stance_of(statement) -> str:
    """The stance that the report is signed with: a report that takes none has comments."""
    return statement.stance or Stance.HAS_COMMENTS


def _accepted_stance(stance) -> str:
    if stance not in Stance:
        raise ActionRefused(_("Välj en av ställningarna i listan."), code="no_stance")
    return stance


def _refuse_day(signed_on, today):
    if signed_on > today:
        raise ActionRefused(
            _("Utlåtandet kan inte undertecknas i förväg. Välj dagen då det är klart."),
            code="day_to_come",
        )


def _title(signer, statement, signed_on) -> str:
    """As what the signer signs; refused for whoever did not head the administration that day."""
    body = statement.consultee.organization
    held = Membership.objects.holding({Role.HEAD}, [body.pk], signed_on).filter(person=signer)
    seat = held.select_related("seat").first()
    if signer is None or seat is None:
        raise ActionRefused(
            _("Bara den som är chef för %(body)s den dagen kan underteckna.") % {"body": body.name},
            code="signer_without_seat",
        )
    return seat.seat.title or str(Role.HEAD.label).lower()


def _sign(statement, signing, content, fingerprint, *, actor, today):
    kind = document_types["official_report"]
    statement.document = store_document(
        content,
        matter=statement.matter,
        kind=DocumentKind.OFFICIAL_REPORT,
        title=f"{statement.title}, {long_date(signing.signed_on)}"[:250],
        receipt_number=signing.receipt_number,
        at=signing.at,
        template_version=kind.template_version,
    )
    statement.stance = signing.stance
    statement.signer, statement.signed_on = signing.signer, signing.signed_on
    statement.approved_on = signing.signed_on
    # Signed is adopted and approved in one: there is no meeting, and no minutes.
    statement.state = state_after(statement, "adopt")
    move_statement(
        statement,
        "approve",
        told_as="signed",
        actor=actor,
        day=signing.signed_on,
        signer=str(signing.signer),
        sha256=statement.document.sha256,
        source_sha256=fingerprint,
    )
    answer_referral(statement, actor=actor, now=signing.at, today=today)
