"""Consent of participating bodies (samtycke): asked for, given to just one text, and ended."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import happening_at
from coordination.domain.deadline import keep_deadlines, reopen_deadline, set_deadline
from coordination.domain.text import accept_line
from coordination.enums import Role
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Deadline
from coordination.swedish import join_names
from funding import permissions
from funding.domain.application_content import (
    bodies_without_consent,
    consents_in_force,
    content_of,
    keep_content,
    load_contents,
)
from funding.domain.application_state import lock_application, log_application
from funding.domain.ledger import fingerprint
from funding.enums import RoundState
from funding.models import Consent

DEADLINE, SUBJECT = "consent", "application_body"


def ask_for_consents(application, *, actor) -> list:
    """Ask each body that takes part and has been asked by nobody yet; it gets a date to answer by.

    Answers with those that were asked now. Raises PermissionDenied, ActionRefused.
    """
    rights.require(permissions.can_write_application(actor, application))
    with transaction.atomic():
        current = lock_application(application)
        load_contents(current)
        waiting = bodies_without_consent(current)
        if not waiting:
            raise ActionRefused(_("Alla som deltar har samtyckt."), code="all_consented")
        asked = already_asked(waiting)
        waiting = [body for body in waiting if body.pk not in asked]
        if not waiting:
            raise ActionRefused(
                _("Alla som deltar är redan tillfrågade. De har samtycket bland sina datum."),
                code="all_asked",
            )
        if current.round.state != RoundState.TEST:
            for body in waiting:
                _owe(current, body)
        names = [body.organization.name for body in waiting]
        log_application("application.consent_asked", current, actor=actor, bodies=names)
    return waiting


def already_asked(bodies) -> set[int]:
    """Which of an application's bodies have a date to consent by. One statement."""
    owed = Deadline.objects.open().filter(
        kind=DEADLINE, subject_type=SUBJECT, subject_id__in=[body.pk for body in bodies]
    )
    return set(owed.values_list("subject_id", flat=True))


def _owe(application, body):
    today = timezone.localdate(happening_at())
    set_deadline(
        DEADLINE,
        subject_type=SUBJECT,
        subject_id=body.pk,
        title=_("Samtycke till ansökan ”%(title)s”") % {"title": application.title},
        organization=body.organization,
        role=Role.SECRETARY,
        due_on=application.round.closes_on,
        today=today,
        rule=_("Alla som deltar ska samtycka innan ansökan lämnas in"),
    )
    reopen_deadline(DEADLINE, subject_type=SUBJECT, subject_id=body.pk, today=today)


def give_consent(application, *, actor, organization, fingerprint_seen, basis="") -> Consent:
    """Say on a body's behalf that it stands behind the application as it reads.

    ``fingerprint_seen`` is that of the text on the page, ``basis`` the body's own decision or
    delegation. Raises PermissionDenied, ActionRefused,
    EditConflict when the text has changed since.
    """
    rights.require(permissions.can_consent(actor, application, organization))
    basis = accept_line(basis, what=_("Stödet"), limit=200) if basis.strip() else ""
    with transaction.atomic():
        current = lock_application(application)
        rights.require(permissions.can_consent(actor, current, organization))
        body = current.bodies.filter(organization=organization, takes_part=True).first()
        if body is None:
            raise ActionRefused(
                _("%(body)s deltar inte i ansökan.") % {"body": organization.name},
                code="takes_no_part",
            )
        version = keep_content(current)
        if version.fingerprint != fingerprint_seen:
            raise EditConflict(theirs=current, mine="")
        earlier = [
            each for each in consents_in_force(current) if each.organization_id == organization.pk
        ]
        if earlier:
            return earlier[0]
        given = Consent.objects.create(
            application=current,
            organization=organization,
            version=version,
            given_by=actor,
            basis=basis,
            given_at=happening_at(),
        )
        settle(current, [body.pk], by=_("Samtycke gavs"))
        log_application(
            "application.consented",
            current,
            actor=actor,
            body=organization.name,
            version=version.number,
            basis=basis,
        )
    return given


def take_back_consent(consent, *, actor, reason) -> Consent:
    """The body no longer stands behind the application: possible until it is submitted."""
    rights.require(permissions.can_consent(actor, consent.application, consent.organization))
    reason = accept_line(reason, what=_("Skälet"), limit=300)
    with transaction.atomic():
        current = lock_application(consent.application)
        rights.require(permissions.can_consent(actor, current, consent.organization))
        found = next((each for each in consents_in_force(current) if each == consent), None)
        if found is None:
            raise ActionRefused(_("Samtycket gäller inte längre."), code="ended")
        _end(found, reason)
        log_application(
            "application.consent_taken_back",
            current,
            actor=actor,
            body=found.organization.name,
            reason=reason,
        )
    return found


def end_consents(application, *, actor) -> list[str]:
    """End the consents to a text that has changed, and ask those bodies again. Says whose they were.

    Call it in the transaction of the change, under the application's lock.
    """
    if not consents_in_force(application):
        return []
    load_contents(application)
    given = consents_in_force(application)
    now_says = fingerprint(content_of(application))
    ended = [consent for consent in given if consent.version.fingerprint != now_says]
    bodies = {body.organization_id: body for body in application.bodies.all()}
    for consent in ended:
        _end(consent, _("Ansökan ändrades"))
        body = bodies.get(consent.organization_id)
        if body and body.takes_part and application.round.state != RoundState.TEST:
            _owe(application, body)
    names = [consent.organization.name for consent in ended]
    if names:
        log_application(
            "application.consents_ended", application, actor=actor, bodies=join_names(names)
        )
    return names


def _end(consent, reason):
    consent.withdrawn_at, consent.withdrawn_reason = happening_at(), reason
    consent.save(update_fields=["withdrawn_at", "withdrawn_reason"])


def settle(application, body_ids, *, by) -> None:
    """Nothing more is awaited from bodies of the application."""
    keep_deadlines(DEADLINE, subject_type=SUBJECT, subject_ids=body_ids, by=by, at=happening_at())
