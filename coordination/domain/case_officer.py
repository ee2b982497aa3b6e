"""Who prepares a body's answer (handläggare): whoever began it, until another is named."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.statement_state import lock_statement, log_statement
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Membership, Organization, Person, Statement


def name_case_officer(statement, *, actor, person, version, today) -> Statement:
    """Name who prepares the statement from now on; the document and its page show the name.

    ``version`` is the statement's as the secretary saw it. Raises PermissionDenied; ActionRefused once
    the statement is adopted, or for somebody who does not write for the body today; EditConflict when
    someone saved in between.
    """
    permissions.require(permissions.can_keep_statement(actor, statement))
    with transaction.atomic():
        current = lock_statement(statement)
        _refuse_frozen(current)
        if person not in possible_case_officers(current, today=today):
            raise ActionRefused(
                _("%(person)s arbetar inte för %(body)s i dag. Välj någon i listan.")
                % {"person": person, "body": current.consultee.organization},
                code="not_an_official",
            )
        if current.author_id == person.pk:
            return current
        if current.version != version:
            raise EditConflict(theirs=current, mine=str(person))
        before = str(current.author or "")
        current.author, current.version = person, version + 1
        current.save()
        log_statement(
            "statement.case_officer_named",
            current,
            actor=actor,
            person=str(person),
            **{"from": before},
        )
    return current


def possible_case_officers(statement, *, today) -> list[Person]:
    """Who writes for the body on a day, in it or in the administration that serves it. Two statements."""
    body = statement.consultee.organization
    bodies = [body.pk, *Organization.objects.filter(serves=body).values_list("pk", flat=True)]
    held = Membership.objects.holding(permissions.WRITING, bodies, today)
    people = dict.fromkeys(each.person for each in held)
    return sorted(people, key=lambda person: person.sort_key)


def _refuse_frozen(statement):
    if statement.is_frozen:
        raise ActionRefused(
            _("Yttrandet är antaget. Handläggaren står som den var."), code="adopted"
        )
