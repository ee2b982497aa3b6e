"""Memoranda: written with a proposal in clauses, and presented to the bodies that take it up (K-04)."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions, richtext
from coordination.domain.approval import needs_immediate_approval
from coordination.domain.audit import happening_at, record
from coordination.domain.clauses import accept_clauses, approves_at_once
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.text import accept_line, accept_rich_text
from coordination.domain.written_question import unanswered
from coordination.enums import (
    MEMORANDUM_TRANSITIONS,
    STAGE_OF_BODY,
    DocumentKind,
    MemorandumState,
    OrganizationKind,
    Origin,
    StageKind,
    StageResult,
    StageState,
)
from coordination.exceptions import ActionRefused, EditConflict, next_state
from coordination.models import (
    DecisionClause,
    Meeting,
    Memorandum,
    MemorandumDivision,
    Presenter,
    Stage,
)
from coordination.registry import document_types
from coordination.swedish import join_names
from coordination.validators import validate_day

MOST_ANNEXES = 100
TEXTS = ("background_html", "preparation_html", "views_html", "full_background_html")
RANK = {kind: rank for rank, kind in enumerate(StageKind)}


@dataclass(frozen=True)
class Draft:
    """What a memorandum says, as its writer fills it in. Texts are rich text."""

    title: str
    number: str = ""
    origin: str = Origin.OWN_MATTER
    origin_line: str = ""
    written_question: Any = None
    referral: Any = None
    incoming: Any = None
    answer_by: date | None = None
    divisions: list = field(default_factory=list)
    presenters: list = field(default_factory=list)
    background_html: str = ""
    preparation_html: str = ""
    views_html: str = ""
    full_background_html: str = ""
    annexes: list[str] = field(default_factory=list)


def draft_memorandum(matter, *, actor, draft, bodies, clauses=()) -> Memorandum:
    """Begin a memorandum and plan its way: presenters, then ``bodies`` from drafting to decision.

    Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_prepare_matter(actor, matter))
    values = _accepted(draft, matter)
    said = accept_clauses(clauses)
    chain = _accepted_chain(bodies)
    with transaction.atomic():
        memorandum = Memorandum.objects.create(matter=matter, **values)
        _save_people(memorandum, draft)
        _plan(memorandum, chain, said)
        _log("memorandum.drafted", memorandum, actor, title=memorandum.title)
    return memorandum


def edit_memorandum(memorandum, *, actor, draft, version) -> Memorandum:
    """Save what the memorandum says while it is a draft.

    ``version`` is what the writer saw; EditConflict when someone saved in between.
    """
    permissions.require(permissions.can_write_memorandum(actor, memorandum))
    values = _accepted(draft, memorandum.matter)
    with transaction.atomic():
        current = _lock_draft(memorandum, actor)
        if current.version != version:
            raise EditConflict(theirs=current, mine=values["views_html"])
        for name, value in {**values, "version": version + 1}.items():
            setattr(current, name, value)
        current.save()
        _save_people(current, draft)
        _log("memorandum.edited", current, actor)
    return current


def propose_clauses(memorandum, *, actor, clauses) -> Stage:
    """Word what the presenters propose, clause by clause."""
    permissions.require(permissions.can_write_memorandum(actor, memorandum))
    said = accept_clauses(clauses)
    with transaction.atomic():
        current = _lock_draft(memorandum, actor)
        stage = current.stages.awaited().get(kind=StageKind.PRESENTER)
        write_clauses(stage, said)
        _log("memorandum.proposed", current, actor, clauses=len(said))
    return stage


def plan_stages(memorandum, *, actor, bodies) -> list[Stage]:
    """Choose anew which bodies take the memorandum up, in the order drafting, board, council."""
    permissions.require(permissions.can_write_memorandum(actor, memorandum))
    chain = _accepted_chain(bodies)
    with transaction.atomic():
        current = _lock_draft(memorandum, actor)
        proposal = current.stages.awaited().get(kind=StageKind.PRESENTER)
        clauses = list(proposal.clauses.values_list("text", flat=True))
        current.stages.awaited().delete()
        stages = _plan(current, chain, clauses)
        _log("memorandum.planned", current, actor, bodies=[body.name for body in chain])
    return stages


def present_memorandum(memorandum, *, actor, signed_on, place, today) -> Memorandum:
    """The presenters sign the memorandum and put it before the bodies; its text stands from now on.

    Its PDF is drawn up outside the transaction and stored with it. Refused without presenters, text
    or clauses, while a question of the written question it answers lacks its answer, and when
    somebody changes the draft meanwhile. Raises PermissionDenied, ValidationError, and what the
    document's ``render`` raises.
    """
    permissions.require(permissions.can_present_memorandum(actor, memorandum))
    place = accept_line(place, what=_("Orten"), limit=100)
    validate_day(signed_on)
    if signed_on > today:
        raise ActionRefused(
            _("Promemorian kan inte dateras efter i dag. Välj dagen då den är klar."),
            code="day_to_come",
        )
    drawn = _draw_up(memorandum, signed_on=signed_on, place=place, at=happening_at())
    with transaction.atomic():
        current = lock_memorandum(memorandum)
        state = state_after(current, "present")
        proposal = current.stages.awaited().get(kind=StageKind.PRESENTER)
        refuse_unfinished(current, proposal)
        current.document = _store(drawn, current)
        proposal.state, proposal.result = StageState.RECORDED, StageResult.PROPOSED
        proposal.held_on = signed_on
        proposal.save()
        current.state, current.signed_on, current.place = state, signed_on, place
        current.save()
        _log("memorandum.presented", current, actor, day=signed_on, by=_names(current))
    return current


@dataclass(frozen=True)
class _Drawn:
    """A memorandum's file with its number, and what it was made of."""

    content: bytes
    receipt_number: str
    at: datetime
    said: str


def _draw_up(memorandum, *, signed_on, place, at) -> _Drawn:
    """The file as it will be once presented; nothing is drawn up of what cannot be."""
    current = Memorandum.objects.select_related(
        "matter__organization__municipality", "referral", "written_question"
    ).get(pk=memorandum.pk)
    said, number = fingerprint_of(current), new_receipt_number(at)
    current.state = state_after(current, "present")
    proposal = current.stages.awaited().get(kind=StageKind.PRESENTER)
    refuse_unfinished(current, proposal)
    current.signed_on, current.place = signed_on, place
    content = document_types["memorandum"].render(current, at=at, receipt_number=number)
    return _Drawn(content, number, at, said)


def _store(drawn: _Drawn, memorandum):
    """Keep the file of what is presented now; refused when the draft reads otherwise by now."""
    if fingerprint_of(memorandum) != drawn.said:
        raise ActionRefused(
            _("Någon ändrade promemorian medan den föredrogs. Läs igenom den och försök igen."),
            code="changed_meanwhile",
        )
    return store_document(
        drawn.content,
        matter=memorandum.matter,
        kind=DocumentKind.MEMORANDUM,
        title=" ".join(filter(None, [memorandum.number, memorandum.title])),
        receipt_number=drawn.receipt_number,
        at=drawn.at,
        template_version=document_types["memorandum"].template_version,
    )


def fingerprint_of(memorandum) -> str:
    """SHA-256 over the memorandum's edits, its way with the clauses and the answers to questions.

    It is another after any change.
    """
    way = memorandum.stages.order_by("position").values_list("body_id", "clauses__text")
    said = [memorandum.version, *map(list, way.order_by("position", "clauses__number"))]
    if written := memorandum.written_question:
        said += map(list, written.questions.order_by("number").values_list("pk", "version"))
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def refuse_unfinished(memorandum, proposal) -> None:
    """What is missing before a memorandum can be presented, said all at once."""
    if missing := missing_parts(memorandum, proposal):
        raise ActionRefused(
            _("Det här saknas: %(what)s. Fyll i det och försök igen.")
            % {"what": join_names(missing)},
            code="unfinished",
        )


def missing_parts(memorandum, proposal) -> list[str]:
    """The parts that a memorandum lacks before it can be presented. Four statements at most."""
    missing = []
    if not memorandum.presenter_rows.exists():
        missing.append(_("föredragande"))
    if richtext.is_empty(memorandum.background_html):
        missing.append(_("texten om ärendet"))
    if not proposal.clauses.exists():
        missing.append(_("förslag till beslut"))
    if memorandum.written_question_id and (open_ := unanswered(memorandum.written_question)):
        numbers = join_names(open_)
        missing.append(_("svar på fråga %(numbers)s") % {"numbers": numbers})
    return missing


def proposes_immediate_approval(memorandum, *, today) -> bool:
    """Whether ordinary approval of the last body's minutes could pass the day to answer (K-05).

    The meeting is the body's next one; without a calendar, the day on which the memorandum is dated.
    """
    if not memorandum.answer_by:
        return False
    proposal, *_between, last = memorandum.stages.order_by("position")
    since = memorandum.signed_on or today
    texts = proposal.clauses.values_list("text", flat=True)
    if approves_at_once(texts):
        return False
    meeting = (
        Meeting.objects.ahead(since).filter(organization=last.body).order_by("held_on").first()
    )
    held_on = meeting.held_on if meeting else since
    return needs_immediate_approval(held_on, due_on=memorandum.answer_by)


# --- Shared with the stages ----------------------------------------------------------------------


def lock_memorandum(memorandum) -> Memorandum:
    """The memorandum's row, locked until the transaction ends, with what its rules look at."""
    return (
        Memorandum.objects.select_for_update(of=("self",))
        .select_related("matter__organization", "written_question")
        .get(pk=memorandum.pk)
    )


def state_after(memorandum, action) -> str:
    """The state that ``action`` leads to. Raises ActionRefused when it leads nowhere from here."""
    label = MemorandumState(memorandum.state).label
    return next_state(MEMORANDUM_TRANSITIONS, memorandum.state, action, label=label)


def write_clauses(stage, texts) -> None:
    """Give a stage its clauses, numbered as they come. The caller has locked the memorandum."""
    stage.clauses.all().delete()
    DecisionClause.objects.bulk_create(
        DecisionClause(stage=stage, number=number, text=text)
        for number, text in enumerate(texts, 1)
    )


def plan_again(memorandum) -> list[Stage]:
    """After a referral back: the whole way once more, with the clauses that were proposed."""
    earlier = list(memorandum.stages.select_related("body").order_by("position"))
    proposal = [stage for stage in earlier if stage.kind == StageKind.PRESENTER][-1]
    bodies = {stage.body.pk: stage.body for stage in earlier if stage.body}
    chain = sorted(bodies.values(), key=lambda body: RANK[STAGE_OF_BODY[body.kind]])
    memorandum.stages.awaited().delete()
    return _plan(memorandum, chain, proposal.clauses.values_list("text", flat=True))


def _plan(memorandum, bodies, clauses) -> list[Stage]:
    first = memorandum.stages.count() + 1
    proposal = Stage.objects.create(memorandum=memorandum, position=first, kind=StageKind.PRESENTER)
    write_clauses(proposal, clauses)
    later = [
        Stage(memorandum=memorandum, position=position, kind=STAGE_OF_BODY[body.kind], body=body)
        for position, body in enumerate(bodies, first + 1)
    ]
    return [proposal, *Stage.objects.bulk_create(later)]


def _lock_draft(memorandum, actor) -> Memorandum:
    current = lock_memorandum(memorandum)
    permissions.require(permissions.can_write_memorandum(actor, current))
    return current


def _accepted_chain(bodies) -> list:
    """The bodies in their order; somebody decides, and no officials' group is among them."""
    strangers = [body.name for body in bodies if body.kind not in STAGE_OF_BODY]
    if strangers:
        raise ActionRefused(
            _("%(bodies)s kan föreslå men inte besluta. Välj beredning, nämnd eller fullmäktige.")
            % {"bodies": join_names(strangers)},
            code="cannot_decide",
        )
    if len({body.pk for body in bodies}) != len(bodies):
        raise ActionRefused(_("Samma organ kan inte stå två gånger."), code="body_twice")
    chain = sorted(bodies, key=lambda body: RANK[STAGE_OF_BODY[body.kind]])
    if not any(body.decides and body.kind != OrganizationKind.SUBCOMMITTEE for body in chain):
        raise ActionRefused(_("Välj vem som beslutar till sist."), code="nobody_decides")
    return chain


def _accepted(draft, matter) -> dict:
    if draft.origin not in Origin:
        raise ActionRefused(_("Välj en av möjligheterna i listan."), code="unknown_origin")
    asks = draft.origin == Origin.WRITTEN_QUESTION
    if asks and draft.written_question is None:
        raise ActionRefused(_("Välj skrivelsen som promemorian besvarar."), code="no_question")
    for related in (draft.written_question, draft.referral, draft.incoming):
        if related and related.matter_id != matter.pk:
            raise ActionRefused(
                _("Skrivelsen eller remissen hör till ett annat ärende."), code="foreign_matter"
            )
    validate_day(draft.answer_by)
    _refuse_twice(draft.presenters)
    _refuse_other_than_divisions(draft.divisions)
    return {
        "title": accept_line(draft.title, what=_("Rubriken"), limit=200),
        "number": _line(draft.number, _("Numret"), 40),
        "origin": draft.origin,
        "origin_line": _line(draft.origin_line, _("Raden under rubriken"), 250),
        "written_question": draft.written_question if asks else None,
        "referral": draft.referral,
        "incoming": draft.incoming,
        "answer_by": draft.answer_by,
        "annexes": _accepted_annexes(draft.annexes),
        **{name: _rich(getattr(draft, name)) for name in TEXTS},
    }


def _accepted_annexes(titles) -> list[str]:
    said = [accept_line(title, what=_("Bilagan"), limit=200) for title in titles if title.strip()]
    if len(said) > MOST_ANNEXES:
        raise ActionRefused(
            _("Promemorian har för många bilagor. Korta till högst %(limit)s.")
            % {"limit": MOST_ANNEXES},
            code="too_many_annexes",
        )
    return said


def _refuse_twice(people):
    if len({person.pk for person in people}) != len(people):
        raise ActionRefused(_("Samma person kan inte stå två gånger."), code="presents_twice")


def _refuse_other_than_divisions(divisions):
    if any(each.kind != OrganizationKind.DIVISION for each in divisions):
        raise ActionRefused(_("Bara rotlar kan stå i sidhuvudet."), code="not_a_division")


def _line(text, what, limit) -> str:
    return accept_line(text, what=what, limit=limit) if text.strip() else ""


def _rich(html) -> str:
    return accept_rich_text(html) if html.strip() else ""


def _save_people(memorandum, draft):
    """Divisions and presenters in their order; the memorandum is locked by the caller."""
    memorandum.division_rows.all().delete()
    memorandum.presenter_rows.all().delete()
    MemorandumDivision.objects.bulk_create(
        MemorandumDivision(memorandum=memorandum, organization=body, position=position)
        for position, body in enumerate(draft.divisions)
    )
    Presenter.objects.bulk_create(
        Presenter(memorandum=memorandum, person=person, position=position)
        for position, person in enumerate(draft.presenters)
    )


def _names(memorandum) -> list[str]:
    rows = memorandum.presenter_rows.select_related("person")
    return [str(row.person) for row in rows]


def _log(action, memorandum, actor, **data):
    record(action, actor=actor, subject=memorandum, matter=memorandum.matter, data=data)
