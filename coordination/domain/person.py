"""People: added when they are to fill a seat. Accounts follow from seats, not the reverse."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.seat import fill_seat
from coordination.exceptions import ActionRefused
from coordination.models import Membership, Person
from coordination.validators import plain_name


def register_person(
    organization, *, actor, given_name, family_name, email, party_label=""
) -> Person:
    """Add someone who will fill a seat in a body; the e-mail address is where duties are sent.

    Someone of that name and address who is known already is that person. Raises PermissionDenied,
    ValidationError, ActionRefused when the address is another person's.
    """
    permissions.require(permissions.can_fill_seats(actor, organization))
    given_name = plain_name(given_name, what=_("Förnamnet"), limit=100)
    family_name = plain_name(family_name, what=_("Efternamnet"), limit=100)
    email = _checked_email(email)
    known = Person.objects.filter(email__iexact=email).first()
    if known:
        return _same_person(known, given_name, family_name)
    with transaction.atomic():
        person = Person.objects.create(
            given_name=given_name,
            family_name=family_name,
            email=email,
            party_label=party_label.strip(),
        )
        record(
            "person.registered",
            actor=actor,
            subject=person,
            matter=organization.matter,
            data={"person": str(person)},
        )
    return person


def fill_seat_with_new_person(
    seat, *, actor, valid_from, given_name, family_name, email
) -> Membership:
    """Add a person and put them in a vacant seat, both or neither."""
    with transaction.atomic():
        person = register_person(
            seat.organization,
            actor=actor,
            given_name=given_name,
            family_name=family_name,
            email=email,
        )
        return fill_seat(seat, actor=actor, person=person, valid_from=valid_from)


def set_phone(person, *, actor, phone) -> Person:
    """Write down the telephone at which a person is reached; empty takes it away.

    It stands in letters and official reports. Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_set_phone(actor, person))
    phone = " ".join(phone.split())
    if phone:
        Person._meta.get_field("phone").clean(phone, person)
    with transaction.atomic():
        current = Person.objects.select_for_update().get(pk=person.pk)
        if current.phone != phone:
            current.phone = phone
            current.save(update_fields=["phone"])
            record(
                "person.phone_set" if phone else "person.phone_removed",
                actor=actor,
                subject=current,
                data={"person": str(current)},
            )
    return current


def _checked_email(email):
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(
            _("Skriv en e-postadress, till exempel anna.lind@kommunen.se."), code="email"
        ) from None
    return email


def _same_person(known, given_name, family_name):
    if known.name.casefold() != f"{given_name} {family_name}".casefold():
        raise ActionRefused(
            _("E-postadressen hör till någon annan. Kontrollera adressen eller namnet."),
            code="email_taken",
        )
    return known
