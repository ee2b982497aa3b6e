"""Reads of one referral's pages: who is asked, what they ask for in turn, and what a form offers."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from coordination.access import standing
from coordination.domain.circulation import draft_referral_letter
from coordination.domain.consultable import bodies_to_ask
from coordination.domain.queries.board import Asked, as_asked, note_contacts
from coordination.domain.queries.fit import Fit, fits
from coordination.domain.recipient import recipients_for
from coordination.enums import (
    CONSULTEE_FINISHED,
    STATEMENT_FROZEN,
    ReferralState,
    Role,
)
from coordination.models import (
    Consultee,
    Matter,
    Membership,
    Organization,
    OutgoingMessage,
    Person,
    Referral,
    Request,
    Statement,
)
from coordination.permissions import coordinated_by
from coordination.prepared import prepared


def readable_referrals(user):
    """Referrals the user may read, with what their pages and rules look at. One statement."""
    return Referral.objects.visible_to(user).select_related(
        "sender__municipality", "matter__organization", "incoming"
    )


def drafts_of(user):
    """Referrals that the user is writing for a body, or may. One statement."""
    return (
        Referral.objects.visible_to(user)
        .filter(state=ReferralState.DRAFT, sender__in=coordinated_by(user))
        .select_related("sender")
        .annotate(asked=Count("consultees"))
        .order_by("due_on", "pk")
    )


def ended_referrals(user):
    """Referrals that are closed or recalled, the latest first."""
    return (
        Referral.objects.visible_to(user)
        .filter(state__in=[ReferralState.CLOSED, ReferralState.RECALLED])
        .select_related("sender")
        .annotate(
            asked=Count("consultees"),
            done=Count("consultees", filter=Q(consultees__state__in=CONSULTEE_FINISHED)),
        )
        .order_by("-sent_at", "-pk")
    )


def asked_in(referral, user, *, today) -> list[Asked]:
    """Everyone asked in a referral, in alphabetical order, each with the statements one may read.

    Two statements, and two more when somebody is late.
    """
    readable = Prefetch(
        "statements",
        queryset=Statement.objects.visible_to(user).select_related("decision").order_by("-number"),
        to_attr="readable",
    )
    consultees = _consulted(referral=referral.pk)
    prefetch_related_objects(consultees, readable)
    found = []
    for consultee in consultees:
        consultee.referral = referral
        found.append(as_asked(consultee, user, today=today))
    note_contacts([each for each in found if each.progress.kind == "late"])
    return found


@prepared(referral=BigIntegerField())
def _consulted(referral):
    rows = Consultee.objects.filter(referral=referral).select_related("organization")
    return rows.order_by("organization__sort_key", "pk")


def requests_in(asked) -> list[Request]:
    """What the adopted statements ask for, and what became of it. Two statements.

    ``asked`` comes from ``asked_in``: whoever may read a statement reads what it asks for.
    """
    statements = {
        statement.pk: statement
        for each in asked
        for statement in each.consultee.readable
        if statement.state in STATEMENT_FROZEN
    }
    rows = (
        Request.objects.in_newest()
        .filter(statement__in=[*statements])
        .select_related("addressee")
        .prefetch_related("dispositions")
        .order_by("statement__consultee__organization__sort_key", "statement", "position")
    )
    found = list(rows)
    for request in found:
        request.statement = statements[request.statement_id]
    return found


# --- Before sending ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Delivery:
    """What sending would do for one body: who gets the letter, and whether the body has time."""

    consultee: Consultee
    people: list[Person]
    fit: Fit


def deliveries_of(referral, *, now) -> list[Delivery]:
    """Who would get the referral. Four statements, whatever the number of bodies."""
    today = timezone.localdate(now)
    consultees = list(
        referral.consultees.select_related("organization").order_by("organization__sort_key", "pk")
    )
    people = recipients_for(
        {(each.organization_id, Role.SECRETARY) for each in consultees}, on=today
    )
    in_time = fits(consultees, today=today)
    for consultee in consultees:
        consultee.referral = referral
    return [
        Delivery(each, people[each.organization_id, Role.SECRETARY], in_time[each.pk])
        for each in consultees
    ]


def letters_to_see(deliveries, *, now) -> list[OutgoingMessage]:
    """Each letter as its receiver would get it, body by body; not in the outbox yet."""
    return [
        draft_referral_letter(delivery.consultee, to=person, now=now)
        for delivery in deliveries
        for person in delivery.people
    ]


# --- While writing -------------------------------------------------------------------------------


def senders_of(user, *, today):
    """Bodies on whose behalf the user may send a referral. One statement."""
    rows = Organization.objects.active(today).consultable().for_table()
    return rows if standing(user).unlimited else rows.filter(pk__in=coordinated_by(user))


def usual_sender(user, *, today) -> int | None:
    """The body in which the user has their first seat. One statement."""
    seats = Membership.objects.in_force(today).filter(person_id=user.person_id)
    return (
        seats.order_by("seat__position", "pk")
        .values_list("seat__organization_id", flat=True)
        .first()
    )


def matters_of(user):
    """Open matters in which the user may send a referral, the newest first. One statement."""
    rows = Matter.objects.filter(closed_on__isnull=True).order_by("-opened_on", "-pk")
    if standing(user).unlimited:
        return rows
    return rows.filter(organization__in=coordinated_by(user))


def askable_bodies(user, *, today):
    """Bodies that the user may ask on behalf of some body in some matter. One statement.

    Which of them a certain sender may ask is checked when the draft is saved and when it is sent.
    """
    return bodies_to_ask(senders_of(user, today=today), matters_of(user), on=today)


def askable_in(referral, *, today):
    """Bodies that the draft's own sender may ask in its matter. One statement."""
    senders = Organization.objects.filter(pk=referral.sender_id)
    matters = Matter.objects.filter(pk=referral.matter_id)
    return bodies_to_ask(senders, matters, on=today).exclude(pk=referral.sender_id)
