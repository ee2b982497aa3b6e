"""Accounts: opened by invitation, closed and opened again; never deleted, for the trail names them.

What an account may do follows from the seats of its person, not from here.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.message import queue_message
from coordination.exceptions import ActionRefused
from coordination.models import Person, User
from coordination.validators import validate_plain_text


def invite_user(person, *, actor, now) -> User:
    """Open an account (konto) for a person and write to them how to choose a password.

    The letter holds no secret: it leads to the page that sends a link, so that whoever reads the
    outbox gets no way in. Raises PermissionDenied, ActionRefused (no address, has an account).
    """
    permissions.require(permissions.can_manage_account(actor, person))
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        _refuse_second_account(person)
        user = User.objects.create_user(person.email, person=person)
        queue_message(
            "account_opened",
            to=person,
            dedupe_key=f"account_opened:{user.pk}",
            context={"person": person, "email": user.email},
            now=now,
            kind="account",
        )
        _log("user.invited", user, actor)
    return user


def deactivate_user(user, *, actor, reason) -> User:
    """Close an account: from now on nobody signs in with it, and open sessions end.

    Seats and history stay. Raises PermissionDenied, ValidationError, ActionRefused (one's own).
    """
    permissions.require(permissions.can_manage_account(actor, user.person))
    reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    if user.pk == actor.pk:
        raise ActionRefused(
            _("Du kan inte stänga ditt eget konto. Be en annan systemförvaltare."), code="own"
        )
    return _set_active(user, "user.deactivated", actor, active=False, reason=reason)


def reactivate_user(user, *, actor) -> User:
    """Open a closed account again, with the password it had."""
    permissions.require(permissions.can_manage_account(actor, user.person))
    return _set_active(user, "user.reactivated", actor, active=True)


def _set_active(user, action, actor, *, active, **data):
    with transaction.atomic():
        current = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if current.is_active == active:
            told = _("Kontot är redan öppet.") if active else _("Kontot är redan stängt.")
            raise ActionRefused(told, code="already")
        current.is_active = active
        current.save(update_fields=["is_active"])
        _log(action, current, actor, **data)
    return current


def _refuse_second_account(person):
    if not person.email:
        raise ActionRefused(
            _("%(person)s har ingen e-postadress. Lägg till den först.") % {"person": person},
            code="no_address",
        )
    if User.objects.filter(person=person).exists():
        raise ActionRefused(
            _("%(person)s har redan ett konto.") % {"person": person}, code="has_account"
        )
    if User.objects.filter(email__iexact=person.email).exists():
        raise ActionRefused(
            _("Ett annat konto har redan adressen %(email)s. Kontrollera personens e-postadress.")
            % {"email": person.email},
            code="email_taken",
        )


def _log(action, user, actor, **data):
    record(action, actor=actor, subject=user, data={"person": str(user), **data})
