"""Every address of the product, each with the demonstration's object that it is asked about."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from coordination import models as kernel
from coordination.domain.share_link import hash_token
from evaluation import models as evaluation
from funding import models as funding
from initiatives import models as initiatives

# Not ours, or the same for everybody: sign-in pages have tests of their own.
LEFT_OUT = ("account_", "set_language", "admin:", "?")


@dataclass(frozen=True)
class Route:
    """An address with its name and the path to ask for in the demonstration."""

    name: str
    path: str


def routes(world: dict) -> list[Route]:
    """All routes, in the order of the address list, with an object of the joint effort in each."""
    return [
        Route(name, reverse(name, kwargs=_arguments(name, pattern, world)))
        for name, pattern in _walk(get_resolver())
        if not name.startswith(LEFT_OUT)
    ]


def _walk(resolver, namespaces=()):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join([*namespaces, entry.name or "?"]), entry.pattern
        else:
            yield from _walk(entry, (*namespaces, *filter(None, [entry.namespace])))


def _arguments(name, pattern, world):
    special = {
        "slug": "sammanfattning",
        "year": timezone.localdate().year,
        "code": "statement" if name.startswith("administration:") else "pengaboken",
        "kind": "follow_up_report" if name.startswith("administration:") else "summary",
        "party_pk": world["party"],
        "user_pk": world["user"],
        "number": 1,
        "break_pk": world["break"],
        "token": TOKEN,
        "meeting_pk": world["meeting"],
        "quote_pk": world["quote"],
        "quote": world["quote"],
        "recusal": world["recusal"],
        "occasion": "before",
        "language": "sv",
    }
    arguments = {}
    for key in pattern.converters or pattern.regex.groupindex:
        arguments[key] = special[key] if key in special else world[_about(name)]
    return arguments


TOKEN = "den-som-har-lanken"  # opens nothing but the bundle below

# What a route is about: the first word of the list that its name contains.
ABOUT = {
    "administration:remove_municipal_day": "municipal day",
    "coordination:revoke_calendar_feed": "feed",
    "coordination:planned_date": "planned date",
    "coordination:move_date": "own date",
    "coordination:finish_date": "own date",
    "coordination:withdraw_date": "own date",
    "coordination:deadline": "deadline",
    "coordination:answer_question": "question",
    "coordination:edit_written_question": "written question",
    "coordination:written_question": "written question",
    "coordination:memorandum": "memorandum",
    "coordination:edit_memorandum": "memorandum",
    "coordination:propose_clauses": "memorandum",
    "coordination:plan_stages": "memorandum",
    "coordination:present_memorandum": "memorandum",
    "coordination:record_stage": "stage",
    "coordination:file_stage_opinion": "stage",
    "coordination:edit_stage_opinion": "stage opinion",
    "coordination:withdraw_stage_opinion": "stage opinion",
    "coordination:add_suggestion": "stage opinion",
    "coordination:meeting_papers": "meeting body",
    "coordination:add_meeting_paper": "meeting body",
    "coordination:remove_meeting_paper": "meeting paper",
    "coordination:bundle": "bundle",
    "coordination:retry_bundle": "bundle",
    "coordination:cancel_bundle": "bundle",
    "coordination:share_bundle": "bundle",
    "coordination:unshare_bundle": "share link",
    "coordination:shared_": "bundle",
    "coordination:seat_leave": "held seat",
    "coordination:seat_new": "group",
    "coordination:seat": "seat",
    "coordination:plan_meeting": "organization",
    "coordination:meetings": "organization",
    "coordination:meeting_": "organization",
    "coordination:meeting": "meeting body",
    "coordination:import_meetings": "organization",
    "coordination:add_meeting_break": "organization",
    "coordination:remove_meeting_break": "organization",
    "coordination:record_recusal": "meeting",
    "coordination:remove_recusal": "recusal",
    "coordination:move_meeting": "meeting",
    "coordination:cancel_meeting": "meeting",
    "coordination:resume_meeting": "meeting",
    "coordination:close_meeting": "meeting",
    "coordination:put_up_notice": "statement",
    "coordination:take_down_notice": "statement",
    "coordination:use_day": "consultee",
    "coordination:rename_organization": "organization",
    "coordination:letterhead": "organization",
    "coordination:compilation": "compilation",
    "coordination:introduce_compilation": "compilation",
    "coordination:gather_answers": "compilation",
    "coordination:fix_compilation": "compilation",
    "coordination:edit_quote": "compilation",
    "coordination:restore_quote": "compilation",
    "coordination:organization": "organization",
    "coordination:person": "person",
    "coordination:set_phone": "person",
    "coordination:rename_area": "area",
    "coordination:end_area": "area",
    "coordination:area": "area",
    "coordination:group": "group",
    "coordination:matter": "matter",
    "coordination:minutes_record": "decision",
    "coordination:decision": "decision",
    "coordination:acknowledge_party": "party",
    "coordination:acknowledge_assignment": "assignment",
    "coordination:complete_assignment": "assignment",
    "coordination:assignment": "assignment",
    "coordination:start_statement": "consultee",
    "coordination:edit_request": "request",
    "coordination:remove_request": "request",
    "coordination:request": "request",
    "coordination:edit_opinion": "opinion",
    "coordination:withdraw_opinion": "opinion",
    "coordination:file_opinion": "statement",
    "coordination:add_request": "statement",
    "coordination:add_part_view": "statement",
    "coordination:take_up_newer_text": "statement",
    "coordination:edit_part_view": "part view",
    "coordination:remove_part_view": "part view",
    "coordination:statement": "statement",
    "coordination:describe_statement": "statement",
    "coordination:name_case_officer": "statement",
    "coordination:submit_statement": "statement",
    "coordination:send_back_statement": "statement",
    "coordination:section_versions": "statement",
    "coordination:restore_version": "section version",
    "coordination:insert_text_block": "statement",
    "coordination:text_block": "text block",
    "coordination:renew_text_block": "text block",
    "coordination:comments": "statement",
    "coordination:reply_to_comment": "comment",
    "coordination:resolve_comment": "comment",
    "coordination:use_word_text": "statement",
    "coordination:share_statement": "statement",
    "coordination:unshare_statement": "statement",
    "coordination:adopt_statement": "statement",
    "coordination:correct_statement": "statement",
    "coordination:correct_clerical_error": "statement",
    "coordination:corrected_difference": "statement",
    "coordination:statement_receipt": "statement",
    "coordination:attach_signed_copy": "statement",
    "coordination:signed_copy": "signed copy",
    "coordination:check_adoption": "statement",
    "coordination:sign_report": "statement",
    "coordination:approve_statement": "statement",
    "coordination:dispatch_statement": "statement",
    "coordination:decline_referral": "consultee",
    "coordination:extend_consultee": "consultee",
    "coordination:find_incomplete": "consultee",
    "coordination:complete_consultee": "consultee",
    "coordination:remind_consultee": "consultee",
    "coordination:note_phone_call": "consultee",
    "coordination:consultee": "consultee",
    "administration:": "user",
    "coordination:incoming_referral": "incoming",
    "coordination:send_out_incoming": "incoming",
    "coordination:answer_incoming": "incoming",
    "coordination:incoming_text": "incoming",
    "coordination:list_file": "list file",
    "coordination:cancel_list_file": "list file",
    "coordination:retry_list_file": "list file",
    "coordination:message": "message",
    "coordination:resend_message": "message",
    "coordination:end_absence": "absence",
    "coordination:": "referral",
    "initiatives:initiative_leave": "participation",
    "initiatives:initiative": "initiative",
    "initiatives:programme": "programme",
    "funding:application_part": "application part",
    "funding:part_versions": "application part",
    "funding:restore_part": "part version",
    "funding:dialogue_notes": "dialogue notes",
    "funding:application": "application",
    "funding:describe_application": "application",
    "funding:copy_application": "application",
    "funding:ask_for_consents": "application",
    "funding:submit_application": "application",
    "funding:withdraw_application": "application",
    "funding:remove_application_body": "application body",
    "funding:leave_application": "application body",
    "funding:remove_share": "share",
    "funding:remove_dialogue": "dialogue",
    "funding:consent": "application body",
    "funding:take_back_consent": "consent",
    "funding:assessment": "application",
    "funding:record_conflict": "application",
    "funding:exclude_pair": "application",
    "funding:lift_exclusion": "exclusion",
    "funding:criterion": "criterion",
    "funding:remove_criterion": "criterion",
    "funding:reverse_entry": "entry",
    "funding:describe_project": "grant",
    "funding:count_extent": "grant",
    "funding:budget": "budget",
    "funding:edit_budget": "budget",
    "funding:fix_budget": "budget",
    "funding:revise_budget": "budget",
    "funding:outcome_batch": "batch",
    "funding:undo_outcome_batch": "batch",
    "funding:forecasts": "recipient",
    "funding:finish_action": "early action",
    "funding:plan_action": "grant",
    "funding:set_project_code": "grant",
    "funding:repurpose_grant": "grant",
    "funding:exempt_grant": "grant",
    "funding:surplus": "grant",
    "funding:explain_surplus": "grant",
    "funding:decide_surplus": "grant",
    "funding:withdraw_explanation": "surplus reason",
    "funding:exempt_source": "source",
    "funding:transfer_frame": "source",
    "funding:set_terms": "source",
    "funding:close_books": "source",
    "funding:source": "source",
    "funding:change_frame": "source",
    "funding:grant_funds": "round",
    "funding:grant": "grant",
    "funding:report": "grant",
    "funding:start_project": "grant",
    "funding:complete_project": "grant",
    "funding:call_off_project": "grant",
    "funding:mark_evaluation": "entry",
    "funding:financing": "initiative",
    "funding:add_financing": "initiative",
    "funding:change_financing": "financing item",
    "funding:remove_financing": "financing item",
    "funding:cost_benefit": "initiative",
    "funding:expect_saving": "initiative",
    "funding:change_saving": "expected saving",
    "funding:remove_saving": "expected saving",
    "funding:plan_phase": "grant",
    "funding:plan_funding_end": "grant",
    "funding:remove_phase": "phase",
    "funding:": "round",
    "evaluation:correct_measurement": "measurement",
    "evaluation:report": "report",
    "evaluation:four_questions": "granting decision",
    "evaluation:order_answers": "granting decision",
    "evaluation:answer_sheet": "answer sheet",
    "evaluation:retry_answers": "answer sheet",
    "evaluation:": "indicator",
    "api-incoming-referral": "incoming",
    "api-ledger-entry": "entry",
    "api-part-view": "part view",
    "api-referred-text": "referred text",
    "api-outcome-batch": "batch",
    "api-follow-up-report": "report",
    "api-four-questions": "granting decision",
    "api-key-figure": "key figure",
    "api-financing": "financing item",
}


def _about(name):
    found = next((about for prefix, about in ABOUT.items() if name.startswith(prefix)), None)
    return found or name.removeprefix("api-").split("-")[0]


def _bundle() -> kernel.ShareLink:
    """A committee's papers, not drawn up, and a link to them that has run out."""
    meeting = (
        kernel.Meeting.objects.filter(organization__name="Stadsbyggnadsnämnden")
        .order_by("-held_on")
        .first()
    )
    user = kernel.User.objects.get(email="sekreterare@demo.example")
    bundle = kernel.Bundle.objects.create(
        meeting=meeting, requested_by=user, requested_at=timezone.now()
    )
    return kernel.ShareLink.objects.create(
        bundle=bundle,
        token_hash=hash_token(TOKEN),
        recipient="Ingen",
        created_by=user,
        created_at=timezone.now(),
        expires_on="2025-01-01",
    )


def _list_file() -> kernel.ListFile:
    """The ledger in Excel, ordered by the controller and not made."""
    controller = kernel.User.objects.get(email="controller@demo.example")
    return kernel.ListFile.objects.create(
        listing="pengaboken",
        requested_by=controller,
        requested_at=timezone.now(),
        rows_wanted=1,
    )


def _answer_sheet(grant) -> evaluation.AnswerSheet:
    """The four questions about the grant's decision, ordered and not drawn up."""
    return evaluation.AnswerSheet.objects.create(
        decision=grant.decision,
        as_of=timezone.localdate(),
        known_at=timezone.now(),
        requested_by=kernel.User.objects.get(email="controller@demo.example"),
        requested_at=timezone.now(),
    )


def joint_effort() -> dict[str, int]:
    """One object of each kind from Malmö's joint effort, as the demonstration tells it."""
    matter = kernel.Matter.objects.get(registry_number="KS-2024-1188")
    statement = kernel.Statement.objects.get(decision__paragraph=201)
    referral = statement.consultee.referral
    batch = funding.OutcomeBatch.objects.get(organization__name="Grundskolenämnden")
    grant = funding.Grant.objects.filter(decision__matter=matter).order_by("pk").first()
    initiative = (
        initiatives.Initiative.objects.filter(programme__matter=matter).order_by("pk").first()
    )
    draft = funding.Application.objects.get(state="draft")
    group = kernel.Organization.objects.filter(matter=matter).order_by("pk").first()
    memorandum = matter.memoranda.get()
    stage = memorandum.stages.awaited().first()
    measurement = evaluation.Measurement.objects.order_by("pk").first()
    own_date = (
        kernel.Deadline.objects.open()
        .filter(kind="planned", organization__name="Stadsbyggnadsnämnden")
        .earliest("pk")
    )
    link = _bundle()
    return {
        "bundle": link.bundle_id,
        "share link": link.pk,
        "matter": matter.pk,
        "party": matter.parties.order_by("pk").first().pk,
        "decision": matter.decisions.order_by("pk").first().pk,
        "assignment": kernel.Assignment.objects.filter(decision__matter=matter)
        .order_by("pk")
        .first()
        .pk,
        "area": kernel.Area.objects.filter(matter=matter).order_by("pk").first().pk,
        "group": group.pk,
        "organization": group.pk,
        "meeting": kernel.Meeting.objects.filter(organization__name="Stadsbyggnadsnämnden")
        .order_by("-held_on")
        .first()
        .pk,
        "meeting paper": kernel.MeetingPaper.objects.earliest("pk").pk,
        "meeting body": kernel.Meeting.objects.filter(organization__name="Stadsbyggnadsnämnden")
        .latest("held_on")
        .organization_id,
        "signed copy": kernel.SignedCopy.objects.earliest("pk").pk,
        "recusal": kernel.Recusal.objects.earliest("pk").pk,
        "break": kernel.MeetingBreak.objects.order_by("pk").first().pk,
        "seat": group.seats.filter(memberships__isnull=True).order_by("pk").first().pk,
        "held seat": group.seats.filter(memberships__isnull=False).order_by("pk").first().pk,
        "membership": kernel.Membership.objects.filter(seat__organization=group)
        .order_by("pk")
        .first()
        .pk,
        "person": kernel.Person.objects.get(given_name="Kerstin").pk,
        "referral": referral.pk,
        "consultee": statement.consultee_id,
        "statement": statement.pk,
        "incoming": kernel.IncomingReferral.objects.earliest("pk").pk,
        "referred text": referral.texts.earliest("pk").pk,
        "part view": statement.part_views.earliest("pk").pk,
        "request": statement.requests.order_by("pk").first().pk,
        "section version": kernel.SectionVersion.objects.filter(section__statement=statement)
        .earliest("pk")
        .pk,
        "comment": kernel.SectionComment.objects.filter(section__statement=statement)
        .earliest("pk")
        .pk,
        "text block": kernel.TextBlock.objects.earliest("pk").pk,
        "memorandum": memorandum.pk,
        "written": memorandum.written_question_id,
        "written question": memorandum.written_question_id,
        "question": memorandum.written_question.questions.get(number=1).pk,
        "stage": stage.pk,
        "stage opinion": stage.opinions.get().pk,
        "opinion": statement.opinions.order_by("pk").first().pk,
        "compilation": referral.compilations.earliest("pk").pk,
        "quote": kernel.CompilationQuote.objects.earliest("pk").pk,
        "deadline": kernel.Deadline.objects.filter(matter=matter).order_by("pk").first().pk,
        "absence": kernel.Absence.objects.get().pk,
        "own date": own_date.pk,
        "planned date": own_date.subject_id,
        "feed": kernel.CalendarFeed.objects.earliest("pk").pk,
        "municipal day": kernel.MunicipalDay.objects.earliest("pk").pk,
        "message": kernel.OutgoingMessage.objects.filter(matter=matter).order_by("pk").first().pk,
        "programme": initiative.programme_id,
        "initiative": initiative.pk,
        "participation": initiative.participations.order_by("pk").first().pk,
        "grant": grant.pk,
        "granting decision": grant.decision_id,
        "answer sheet": _answer_sheet(grant).pk,
        "round": grant.round_id,
        "source": grant.round.source_id,
        "recipient": batch.organization_id,
        "batch": batch.pk,
        "list file": _list_file().pk,
        "budget": funding.BudgetTable.objects.get(number=2).pk,
        "application": draft.pk,
        "application part": draft.parts.earliest("pk").pk,
        "part version": funding.PartVersion.objects.filter(part__application=draft)
        .earliest("pk")
        .pk,
        "dialogue notes": funding.Dialogue.objects.filter(document__isnull=False).earliest("pk").pk,
        "application body": draft.bodies.get(organization__name="Stadsbyggnadsnämnden").pk,
        "share": draft.shares.earliest("pk").pk,
        "consent": draft.consents.earliest("pk").pk,
        "criterion": draft.round.criteria.earliest("pk").pk,
        "dialogue": funding.Dialogue.objects.earliest("pk").pk,
        "exclusion": funding.Exclusion.objects.earliest("pk").pk,
        "score": funding.Score.objects.earliest("pk").pk,
        "financing item": funding.FinancingItem.objects.filter(initiative=initiative)
        .earliest("pk")
        .pk,
        "key figure": funding.KeyFigure.objects.earliest("pk").pk,
        "expected saving": funding.ExpectedSaving.objects.filter(initiative=initiative)
        .earliest("pk")
        .pk,
        "phase": funding.ProjectPhase.objects.order_by("pk").first().pk,
        "early action": funding.EarlyAction.objects.order_by("pk").first().pk,
        "surplus reason": funding.Explanation.objects.order_by("pk").first().pk,
        "entry": grant.entries.order_by("pk").first().pk,
        "indicator": measurement.indicator_id,
        "measurement": measurement.pk,
        "report": evaluation.FollowUpReport.objects.order_by("pk").first().pk,
        "user": kernel.User.objects.get(email="ledamot@demo.example").pk,
    }
