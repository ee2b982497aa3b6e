"""What the forms on the way from question to decision offer: matters, people, bodies, reports."""

from coordination.access import standing
from coordination.domain.queries.statement import ELECTED, elected_members
from coordination.enums import (
    COORDINATING,
    GROUP_KINDS,
    STAGE_OF_BODY,
    STATEMENT_FROZEN,
    OrganizationKind,
    StageKind,
)
from coordination.models import (
    Matter,
    Membership,
    Organization,
    Person,
    Referral,
    SeparateOpinion,
    Statement,
    WrittenQuestion,
)
from coordination.permissions import WRITING

# The choices of a memorandum's way, by the name of their field.
WAY = {
    "drafting_committee": StageKind.DRAFTING_COMMITTEE,
    "board": StageKind.BOARD,
    "council": StageKind.COUNCIL,
}


def prepares_something(user) -> bool:
    """Whether the user may register written questions and write memoranda for some body."""
    held = standing(user)
    return held.unlimited or bool(held.bodies_as(COORDINATING | WRITING))


def matters_to_prepare(user):
    """Open matters in which the user prepares what is decided, the newest first. One statement."""
    held = standing(user)
    rows = Matter.objects.filter(closed_on__isnull=True).order_by("-opened_on", "-pk")
    return (
        rows
        if held.unlimited
        else rows.filter(organization__in=held.bodies_as(COORDINATING | WRITING))
    )


def readable_written_questions(user):
    """Written questions the user may read, with their matter's body. One statement."""
    return WrittenQuestion.objects.visible_to(user).select_related("matter__organization")


def elected_in(municipality_ids, *, on):
    """Everyone elected to a body of the municipalities on a day, by name. One statement."""
    held = Membership.objects.in_force(on).filter(
        seat__organization__municipality__in=municipality_ids, seat__role__in=ELECTED
    )
    return Person.objects.filter(pk__in=held.values("person")).for_table()


def members_at(stage, *, on):
    """Those who may dissent at a stage: the body's members, else everyone elected. Two statements."""
    members = elected_members(stage.body, on=on)
    return members if members.exists() else elected_in([stage.body.home_id], on=on)


def bodies_on_the_way(municipality_ids, *, on) -> dict:
    """Which bodies each stage may have, by the form's field."""
    rows = Organization.objects.active(on).filter(municipality__in=municipality_ids).for_table()
    return {
        name: rows.filter(kind__in=[each for each, at in STAGE_OF_BODY.items() if at == kind])
        for name, kind in WAY.items()
    }


def divisions_of(matter, *, on):
    """The divisions (rotlar) of the matter's municipality, in their order."""
    return (
        Organization.objects.active(on)
        .filter(municipality=matter.municipality_id, kind=OrganizationKind.DIVISION)
        .for_table()
    )


def referrals_in(matter):
    """The rounds whose answers a memorandum may quote."""
    return Referral.objects.filter(matter=matter).order_by("-pk")


def reports_in(matter):
    """Adopted statements and signed reports that answer a referral in the matter."""
    return (
        Statement.objects.filter(consultee__referral__matter=matter, state__in=STATEMENT_FROZEN)
        .select_related("consultee__organization")
        .order_by("consultee__organization__sort_key", "-number")
    )


def earlier_opinions(stage):
    """Opinions at earlier stages of the memorandum, to which one here may refer."""
    return (
        SeparateOpinion.objects.filter(
            stage__memorandum=stage.memorandum_id, stage__position__lt=stage.position
        )
        .select_related("stage__body")
        .order_by("stage__position", "letter")
    )


def addressees(user, *, today):
    """Bodies that a suggestion may be addressed to."""
    return (
        Organization.objects.visible_to(user)
        .active(today)
        .exclude(kind__in=GROUP_KINDS | {OrganizationKind.MUNICIPALITY})
        .for_table()
    )
