"""Who may do what when, in the kernel.

*Who* follows from seats (``access.standing``) or a grant; *when* from the object's state. Each
function answers for one act; the domain functions call them, so that pages, the API and the admin
refuse alike. Reading is not asked here: that is ``visible_to``.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.access import has_been_given, standing
from coordination.enums import (
    COORDINATING,
    STATEMENT_FROZEN,
    ReferralState,
    Role,
    StatementState,
)

WRITING = frozenset({Role.SECRETARY, Role.CASE_OFFICER, Role.REGISTRAR})
KEEPING_MINUTES = frozenset({Role.SECRETARY})
CERTIFYING = frozenset({Role.CHAIR, Role.SECRETARY})
HEADING = frozenset({Role.HEAD})
KEEPING_PEOPLE = frozenset({Role.SECRETARY, Role.REGISTRAR})
SIGNING = frozenset({Role.SECRETARY, Role.REGISTRAR, Role.HEAD})
RECORDING = frozenset({Role.SECRETARY, Role.COORDINATOR, Role.REGISTRAR})
PLANNING = RECORDING | WRITING | HEADING
# Who is told about a duty of a body when nobody holds the role that owns it, in this order.
FALLBACK_ROLES = (Role.SECRETARY, Role.REGISTRAR, Role.CASE_OFFICER, Role.COORDINATOR, Role.HEAD)


def require(allowed: bool) -> None:  # noqa: FBT001  (reads as a sentence: require(can_send(…)))
    """Refuse the act with 403 unless allowed."""
    if not allowed:
        raise PermissionDenied(
            _("Du har inte rätt att göra det här. Din roll i nämnden eller förvaltningen avgör.")
        )


def acts_for(user, roles, *organizations) -> bool:
    """Whether the user holds one of the roles for one of the bodies today."""
    held = standing(user)
    return held.unlimited or held.holds(roles, *(body.pk for body in organizations if body))


# --- Configuration -------------------------------------------------------------------------------


def can_administer(user, municipality) -> bool:
    """Configure a municipality: its bodies, areas and people."""
    held = standing(user)
    return held.unlimited or (municipality is not None and held.administers(municipality.pk))


def can_administer_something(user) -> bool:
    """Open the administration: whoever configures at least one municipality."""
    held = standing(user)
    return held.unlimited or bool(held.administered_ids)


def can_manage_account(user, person) -> bool:
    """Open and close a person's account: the administrator of the municipality they serve.

    Someone who also serves elsewhere today is not shut out from there by one municipality alone, and
    whoever runs the installation is closed by nobody else.
    """
    held = standing(user)
    if held.unlimited:
        return True
    return (
        person is not None
        and person.__class__.objects.served_in(held.administered_ids).filter(pk=person.pk).exists()
    )


def can_manage_area(user, area) -> bool:
    """Create, rename, draw and end an area."""
    return can_administer(user, area.municipality)


def can_fill_seats(user, organization) -> bool:
    """Make and fill seats: the administrator anywhere, the coordinator in the groups set up in a matter."""
    if can_administer(user, organization.municipality):
        return True
    return organization.is_group and acts_for(
        user,
        COORDINATING,
        organization.parent,
        organization.matter and organization.matter.organization,
    )


# --- Matters and decisions -----------------------------------------------------------------------


def can_register_matter(user, organization) -> bool:
    """Open a matter in a body's registry."""
    return acts_for(user, COORDINATING | WRITING, organization)


def can_manage_matter(user, matter) -> bool:
    """Name the parties of a matter and keep it in order."""
    return acts_for(user, COORDINATING, matter.organization)


def can_record_decision(user, body, matter) -> bool:
    """Write down what a body decided: its own secretary, or whoever keeps the matter."""
    return acts_for(user, RECORDING, body) or can_manage_matter(user, matter)


def can_plan_meeting(user, organization) -> bool:
    """Put a meeting in a body's calendar."""
    return acts_for(user, RECORDING, organization) or can_administer(
        user, organization.municipality
    )


def can_keep_minutes(user, organization) -> bool:
    """Write down who was at a body's meeting, and who was disqualified: its secretary."""
    return acts_for(user, KEEPING_MINUTES, organization)


def can_bundle_papers(user, organization) -> bool:
    """Put a meeting's papers together, and share them: the body's secretary and registrar."""
    return acts_for(user, KEEPING_MINUTES | {Role.REGISTRAR}, organization)


def can_style_documents(user, organization) -> bool:
    """Choose a body's letterhead: its secretary, or the administrator of the municipality."""
    return acts_for(user, KEEPING_MINUTES, organization) or can_administer(
        user, organization.municipality
    )


def can_acknowledge_assignment(user, assignment) -> bool:
    """Say that the receiving body has taken the assignment on, or finished it."""
    return acts_for(user, RECORDING | WRITING, assignment.receiver)


# --- Referrals -----------------------------------------------------------------------------------


def coordinated_by(user) -> list[int]:
    """The bodies for which the user keeps matters and sends referrals today."""
    held = standing(user)
    return [pk for pk in held.organization_ids if held.holds(COORDINATING, pk)]


def can_write_referrals(user) -> bool:
    """Start a referral on behalf of some body."""
    return standing(user).unlimited or bool(coordinated_by(user))


def can_write_referral(user, sender) -> bool:
    """Start a referral on behalf of a body."""
    return acts_for(user, COORDINATING, sender)


def can_edit_referral(user, referral) -> bool:
    """Change what is asked, of whom and by when: only before it is sent."""
    return referral.state == ReferralState.DRAFT and can_write_referral(user, referral.sender)


def can_steer_referral(user, referral) -> bool:
    """Remind, move dates, recall and close: the sender's coordinator."""
    return referral.state != ReferralState.DRAFT and can_write_referral(user, referral.sender)


def can_compile_answers(user, referral) -> bool:
    """Put the answers together, edit the quotes and fix them: the sender's coordinator."""
    return can_steer_referral(user, referral)


# --- Statements ----------------------------------------------------------------------------------


def can_answer_referral(user, consultee) -> bool:
    """Begin the body's answer, or say that it declines."""
    return consultee.referral.state == ReferralState.SENT and acts_for(
        user, WRITING, consultee.organization
    )


def can_write_statement(user, statement) -> bool:
    """Write text, stance and requests: the body's officials, and whom a draft is shared with."""
    if statement.state in STATEMENT_FROZEN:
        return False
    return acts_for(user, WRITING, statement.consultee.organization) or has_been_given(
        user, statement, "change_statement"
    )


def can_follow_writing(user, statement) -> bool:
    """See how a text came about, its versions and comments: all who see the draft, then the body's own."""
    if statement.state in STATEMENT_FROZEN:
        held = standing(user)
        return held.unlimited or statement.consultee.organization_id in held.organization_ids
    return type(statement).objects.visible_to(user).filter(pk=statement.pk).exists()


def can_comment_statement(user, statement) -> bool:
    """Say something about a draft to those who write it: everyone who sees it."""
    return statement.state not in STATEMENT_FROZEN and can_follow_writing(user, statement)


def can_keep_text_blocks(user, organization) -> bool:
    """Write a body's text blocks: its officials."""
    return acts_for(user, WRITING, organization)


def can_adopt_statement(user, statement) -> bool:
    """Record that the body adopted the statement: its secretary, once it is up for review."""
    return statement.state == StatementState.REVIEW and can_keep_statement(user, statement)


def can_keep_statement(user, statement) -> bool:
    """Keep the statement's formal record: separate opinions, approval, dispatch, sharing.

    An administration keeps no minutes: its head, registrar or secretary keeps its report.
    """
    roles = SIGNING if statement.is_official_report else KEEPING_MINUTES
    return acts_for(user, roles, statement.consultee.organization)


def can_certify_correction(user, statement) -> bool:
    """Certify that a new version corrects clerical errors alone: the body's chair or secretary."""
    return not statement.is_official_report and acts_for(
        user, CERTIFYING, statement.consultee.organization
    )


def can_sign_report(user, statement) -> bool:
    """Sign an administration's official report: its head, and nobody in the head's place."""
    return statement.is_official_report and acts_for(
        user, HEADING, statement.consultee.organization
    )


def can_answer_request(user, request) -> bool:
    """Say what became of a request: whoever it is addressed to, or who asked for the statement.

    What an opinion at a stage suggests is answered by its addressee or by the matter's own body.
    """
    if request.opinion_id:
        stage = request.opinion.stage
        return stage.is_frozen and acts_for(
            user, COORDINATING, request.addressee, stage.memorandum.matter.organization
        )
    return request.statement.state in STATEMENT_FROZEN and acts_for(
        user, COORDINATING, request.addressee, request.statement.consultee.referral.sender
    )


# --- From question to decision -------------------------------------------------------------------


def can_prepare_matter(user, matter) -> bool:
    """Register written questions and write memoranda: the officials of the body that has the matter."""
    return acts_for(user, COORDINATING | WRITING, matter.organization)


def can_write_memorandum(user, memorandum) -> bool:
    """Change a memorandum's text and proposal: only before it is presented."""
    return not memorandum.is_fixed and can_prepare_matter(user, memorandum.matter)


def can_present_memorandum(user, memorandum) -> bool:
    """Put the memorandum before the bodies: whoever keeps the matter in order."""
    return not memorandum.is_fixed and can_manage_matter(user, memorandum.matter)


def can_keep_stage(user, stage) -> bool:
    """Record what a body made of a memorandum, and the dissent there: its secretary, or the matter's."""
    return stage.body is not None and can_record_decision(user, stage.body, stage.memorandum.matter)


# --- Dates to keep -------------------------------------------------------------------------------


def can_plan_dates(user, organization) -> bool:
    """Put dates of its own in a body's plan: its officials, or the municipality's administrator."""
    return acts_for(user, PLANNING, organization) or can_administer(user, organization.municipality)


def can_plan_some_dates(user) -> bool:
    """Whether there is a body whose dates the user may plan."""
    held = standing(user)
    return held.unlimited or bool(held.administered_ids or held.bodies_as(PLANNING))


def can_see_unowned(user) -> bool:
    """See which dates reach nobody: administrators, and whoever keeps matters."""
    return can_administer_something(user) or bool(coordinated_by(user))


def bodies_planned_by(user) -> Q:
    """The condition on bodies whose dates the user may plan."""
    held = standing(user)
    if held.unlimited:
        return Q()
    return Q(pk__in=held.bodies_as(PLANNING)) | Q(municipality__in=held.administered_ids)


def can_keep_date(user, deadline) -> bool:
    """Move a body's own date, finish it or take it back. What other pages keep is kept there."""
    return deadline.kind == "planned" and can_plan_dates(user, deadline.organization)


# --- Reminders and the outbox --------------------------------------------------------------------


def can_remind(user, deadline) -> bool:
    """Remind someone of a date by hand: whoever keeps the matter, or the body that owns the date."""
    if deadline.matter and can_manage_matter(user, deadline.matter):
        return True
    return acts_for(user, COORDINATING, deadline.organization)


def can_set_reminder_rules(user) -> bool:
    """Set when everybody is reminded, and in which words: an administrator who may open the installation's.

    The rules are the same for every municipality here, so a seat in one of them is not enough.
    """
    held = standing(user)
    return held.unlimited or (user.is_staff and bool(held.administered_ids))


def can_choose_reminders(user, person) -> bool:
    """Say how a person wants to be reminded, and when they are away: the person."""
    return user.person_id is not None and person is not None and user.person_id == person.pk


def can_set_phone(user, person) -> bool:
    """Write down a person's telephone: the person, who keeps their account, their bodies' secretaries."""
    if can_choose_reminders(user, person) or can_manage_account(user, person):
        return True
    today = timezone.localdate()
    seated = person.memberships.in_force(today).values_list("seat__organization_id", flat=True)
    return standing(user).holds(KEEPING_PEOPLE, *seated)


def can_see_contact(user, person) -> bool:
    """A person's e-mail and telephone on their page: also for those who coordinate, and must ring."""
    return can_read_outbox(user) or can_set_phone(user, person)


def can_read_outbox(user) -> bool:
    """See what was sent: whoever keeps matters, and those who oversee the municipality."""
    return can_write_referrals(user) or bool(standing(user).overseen_ids)


def can_resend_message(user, message) -> bool:
    """Try a failed message again: whoever keeps the matter, or the municipality's administrator."""
    matter = message.matter
    if matter is None:
        return standing(user).unlimited or bool(standing(user).administered_ids)
    return can_manage_matter(user, matter) or can_administer(user, matter.municipality)
