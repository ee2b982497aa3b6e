"""Reads of a statement's pages: the statement itself, who may sign it, whether the body has time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Case, OuterRef, Q, Subquery, When

from coordination.access import has_been_given, standing
from coordination.domain.queries.timeline import subject_events
from coordination.domain.sharing import READ, WRITE
from coordination.enums import GROUP_KINDS, OrganizationKind, Role
from coordination.models import (
    IncomingReferral,
    MatterParty,
    Meeting,
    Membership,
    Organization,
    Person,
    ReferredText,
    Request,
    SignedCopy,
    Statement,
    StatementGrant,
)

EVENTS_SHOWN = 12
MEETINGS_CHOSEN_AMONG = 12
ELECTED = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER, Role.SUBSTITUTE})
WRITING_MINUTES = frozenset({Role.SECRETARY, Role.CASE_OFFICER, Role.REGISTRAR, Role.HEAD})


def readable_statements(user):
    """Statements the user may read, each with its bodies, referral, decision and document.

    ``newer_id`` and ``newer_number`` are of a later version that is adopted too, ``newest_text`` is
    the number of the newest text that was referred. Serves every page of a statement. One statement
    beyond the standing.
    """
    later = Statement.objects.adopted().filter(
        consultee=OuterRef("consultee"), number__gt=OuterRef("number")
    )
    texts = ReferredText.objects.filter(
        referral=OuterRef("consultee__referral"), sent_at__isnull=False
    )
    rows = Statement.objects.visible_to(user).annotate(
        newer_id=Subquery(later.order_by("-number").values("pk")[:1]),
        newer_number=Subquery(later.order_by("-number").values("number")[:1]),
        incoming_id=Subquery(
            IncomingReferral.objects.filter(answer_statement=OuterRef("pk")).values("pk")[:1]
        ),
        newest_text=Subquery(texts.order_by("-number").values("number")[:1]),
    )
    return rows.select_related(
        "matter",
        "referred_text",
        "author",
        "chair",
        "secretary",
        "signer",
        "decision__notice",
        "registration__matter",
        "corrects",
        "document",
        "consultee__organization__municipality",
        "consultee__referral__sender",
        "consultee__referral__matter",
    )


def readable_requests(user):
    """Requests in statements the user may read, with what their pages and rules look at."""
    return Request.objects.visible_to(user).select_related(
        "addressee",
        "seat_for",
        "statement__matter",
        "statement__consultee__organization",
        "statement__consultee__referral__sender",
        "statement__consultee__referral__matter",
        "opinion__stage__body",
        "opinion__stage__memorandum__matter__organization",
    )


def signed_copies_of(statement) -> list[SignedCopy]:
    """Copies signed elsewhere; a draft has none. One statement once it is adopted."""
    if not statement.is_frozen:
        return []
    return list(statement.signed_copies.select_related("document"))


class Reader(StrEnum):
    """From where somebody reads a statement: which decides what its page tells and links to."""

    INSIDE = "inside"  # at home in the body, or overseeing it: every draft and all that happened
    GUEST = "guest"  # has the draft shared with them: the text, but not the referral around it
    PARTY = "party"  # has part in the referral's matter: what happened from adoption on


def reader_of(user, statement) -> Reader:
    """From where the user reads the statement. One statement for those who are not at home."""
    held = standing(user)
    body = statement.consultee.organization
    at_home = body.pk in held.organization_ids or body.home_id in held.overseen_ids
    if held.unlimited or at_home:
        return Reader.INSIDE
    return Reader.GUEST if has_been_given(user, statement, READ) else Reader.PARTY


def events_of(user, statement, reader):
    """The statement's history; a party is told what happened from adoption on. One statement."""
    matter = statement.consultee.referral.matter if reader == Reader.PARTY else None
    return subject_events(user, statement, limit=EVENTS_SHOWN, matter=matter)


# --- Who and what a form offers ------------------------------------------------------------------


def past_meetings(body, *, today) -> list[Meeting]:
    """The body's latest meetings, at which it may have adopted the statement."""
    rows = Meeting.objects.standing().filter(organization=body, held_on__lte=today)
    return list(rows.order_by("-held_on")[:MEETINGS_CHOSEN_AMONG])


def elected_members(body, *, on):
    """Those who may lead the body's meeting, sign and concur: its members and substitutes on a day."""
    return _people(on, Q(seat__organization=body, seat__role__in=ELECTED))


def minute_takers(body, *, on):
    """Those who may have kept the minutes: the body's officials, and its administration's."""
    home = Q(seat__organization=body) | Q(seat__organization__serves=body)
    return _people(on, home & Q(seat__role__in=WRITING_MINUTES))


def _people(on, seats):
    held = Membership.objects.in_force(on).filter(seats)
    return Person.objects.filter(pk__in=held.values("person")).for_table()


def holder_of(role, body, *, on) -> Person | None:
    """Who holds a role in a body on a day: whom a form proposes. One statement."""
    held = Membership.objects.holding({role}, [body.pk], on).first()
    return held.person if held else None


def addressees_of(statement, user, *, today, kept=()):
    """Bodies that a request may be addressed to, or that may get a seat. One statement.

    Those of the sender's and one's own municipality, and whoever has part in the matter. ``is_likely``
    are the sender and those with a part: they come first; nobody asks itself. ``kept`` are chosen already.
    """
    referral, body = statement.consultee.referral, statement.consultee.organization
    parties = MatterParty.objects.filter(matter=referral.matter_id).values("organization")
    likely = Q(pk__in=[referral.sender_id, referral.matter.organization_id]) | Q(pk__in=parties)
    homes = {referral.sender.municipality_id, body.municipality_id} - {None}
    return (
        Organization.objects.visible_to(user)
        .active(today)
        .exclude(kind__in=GROUP_KINDS | {OrganizationKind.MUNICIPALITY})
        .filter(likely | Q(municipality__in=homes) | Q(pk__in=kept))
        .exclude(~Q(pk__in=kept), pk=body.pk)
        .annotate(is_likely=Case(When(likely, then=True), default=False))
        .order_by("-is_likely", "sort_key", "pk")
    )


def groups_of(referral):
    """The groups set up in the referral's matter, in which seats can be asked for."""
    return Organization.objects.filter(matter=referral.matter, kind__in=GROUP_KINDS).for_table()


@dataclass(frozen=True)
class Share:
    """Someone outside the body who has the draft, until when, and whether they may write in it."""

    user: object
    until: date | None
    may_write: bool


def shares_of(statement, *, today) -> list[Share]:
    """Who the draft is shared with now. One statement."""
    rows = (
        StatementGrant.objects.filter(content_object=statement)
        .filter(Q(until__isnull=True) | Q(until__gte=today))
        .select_related("user__person", "permission")
        .order_by("user__email")
    )
    granted: dict = {}
    for row in rows:
        granted.setdefault(row.user, {})[row.permission.codename] = row.until
    return [
        Share(user, codes[READ], may_write=WRITE in codes)
        for user, codes in granted.items()
        if READ in codes
    ]
