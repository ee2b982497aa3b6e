"""Dissent at a stage: reservations with counter-proposals, and opinions whose suggestions are followed.

A reservation at the board often only refers to the one at the drafting committee (K-07).
"""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.annex import first_free
from coordination.domain.audit import happening_at, record
from coordination.domain.clauses import accept_clauses
from coordination.domain.memorandum import lock_memorandum
from coordination.domain.opinion_right import (
    refuse_late_change,
    refuse_late_meeting,
    refuse_without_right,
)
from coordination.domain.quorum import taking_part
from coordination.domain.stage import lock_stage
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import OpinionKind
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import OpinionClause, OpinionSigner, Request, SeparateOpinion


def file_stage_opinion(
    stage,
    *,
    actor,
    kind,
    authors,
    concurring=(),
    title="",
    html="",
    proposal_lead="",
    clauses=(),
    refers_to=None,
    meeting=None,
) -> SeparateOpinion:
    """File an opinion on a memorandum at a stage, before the stage's result is recorded.

    ``clauses`` are what a reservation wanted decided instead; ``refers_to`` an opinion at an earlier
    stage; ``meeting`` where it was reported: not a closed one, and by those who took part as far as
    its attendance is recorded. Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_keep_stage(actor, stage))
    values, said = _accepted(
        kind=kind, title=title, html=html, proposal_lead=proposal_lead, clauses=clauses
    )
    _refuse_signers(authors, concurring)
    with transaction.atomic():
        current = _lock(stage)
        _refuse_wrong_reference(current, refers_to)
        opinion = SeparateOpinion(
            stage=current,
            refers_to=refers_to,
            letter=next_letter(current),
            meeting=meeting,
            filed_at=happening_at(),
            **values,
        )
        refuse_late_meeting(opinion)
        _refuse_strangers_to_it(opinion, (*authors, *concurring))
        opinion.save()
        _save_parts(opinion, authors, concurring, said)
        _log("stage.opinion_filed", opinion, actor, authors=[str(p) for p in authors])
    return opinion


def edit_stage_opinion(
    opinion,
    *,
    actor,
    kind,
    authors,
    concurring=(),
    title="",
    html="",
    proposal_lead="",
    clauses=(),
    refers_to=None,
    meeting=None,
    version=None,
) -> SeparateOpinion:
    """Change an opinion at a stage whose result is not recorded yet.

    Its text may come after the meeting is closed; a new name, or making it a reservation, may not.
    ``version`` is what the writer saw; EditConflict when someone saved in between.
    """
    permissions.require(permissions.can_keep_stage(actor, opinion.stage))
    values, said = _accepted(
        kind=kind, title=title, html=html, proposal_lead=proposal_lead, clauses=clauses
    )
    _refuse_signers(authors, concurring)
    with transaction.atomic():
        stage = _lock(opinion.stage)
        current = stage.opinions.select_for_update().get(pk=opinion.pk)
        if version is not None and current.version != version:
            raise EditConflict(theirs=current, mine=values["html"])
        _refuse_wrong_reference(stage, refers_to)
        current.stage, meeting = stage, meeting or current.meeting
        refuse_late_change(current, kind, (*authors, *concurring), meeting)
        values |= {"refers_to": refers_to, "meeting": meeting, "version": current.version + 1}
        for name, value in values.items():
            setattr(current, name, value)
        _refuse_strangers_to_it(current, (*authors, *concurring))
        current.save()
        current.signers.all().delete()
        current.clauses.all().delete()
        _save_parts(current, authors, concurring, said)
        current.stage = stage
        _log("stage.opinion_edited", current, actor)
    return current


def withdraw_stage_opinion(opinion, *, actor) -> None:
    """Take an opinion back before the stage's result is recorded; the trail remembers it."""
    permissions.require(permissions.can_keep_stage(actor, opinion.stage))
    with transaction.atomic():
        opinion.stage = _lock(opinion.stage)
        _log("stage.opinion_withdrawn", opinion, actor)
        opinion.delete()


def add_suggestion(opinion, *, actor, text, addressee) -> Request:
    """Lift a suggestion (medskick) out of an opinion, to be followed as a request is (T-28)."""
    permissions.require(permissions.can_keep_stage(actor, opinion.stage))
    text = accept_line(text, what=_("Medskicket"), limit=1000)
    with transaction.atomic():
        opinion.stage = _lock(opinion.stage)
        last = opinion.requests.aggregate(last=Max("position"))["last"] or 0
        request = Request.objects.create(
            opinion=opinion, position=last + 1, text=text, addressee=addressee
        )
        _log("stage.suggestion_added", opinion, actor, text=text)
    return request


def next_letter(stage) -> str:
    """The next free letter among the stage's opinions."""
    taken = set(stage.opinions.values_list("letter", flat=True))
    return first_free(taken)


def _lock(stage):
    memorandum = lock_memorandum(stage.memorandum)
    current = lock_stage(stage, memorandum, "file_opinion")
    if not memorandum.is_fixed:
        raise ActionRefused(
            _("Promemorian är inte föredragen än. Reservationer lämnas när den behandlas."),
            code="not_presented",
        )
    return current


def _accepted(*, kind, title, html, proposal_lead, clauses):
    if kind not in OpinionKind:
        raise ActionRefused(_("Välj ett av slagen i listan."), code="unknown_kind")
    said = accept_clauses(clauses)
    if said and kind != OpinionKind.RESERVATION:
        raise ActionRefused(
            _("Ett motförslag hör till en reservation. Välj det slaget eller ta bort punkterna."),
            code="not_a_reservation",
        )
    values = {
        "kind": kind,
        "title": accept_line(title, what=_("Rubriken"), limit=200) if title.strip() else "",
        "proposal_lead": accept_line(proposal_lead, what=_("Motförslagets inledning"), limit=300)
        if proposal_lead.strip()
        else "",
        "html": accept_rich_text(html) if html.strip() else "",
    }
    return values, said


def _refuse_wrong_reference(stage, earlier):
    """An opinion refers to one at an earlier stage of the same memorandum."""
    if earlier is None:
        return
    ours = earlier.stage_id and earlier.stage.memorandum_id == stage.memorandum_id
    if not (ours and earlier.stage.position < stage.position):
        raise ActionRefused(
            _("Hänvisa till en reservation i ett tidigare led av samma promemoria."),
            code="wrong_reference",
        )


def _refuse_strangers_to_it(opinion, people):
    """The meeting's attendance says who took part; the § is not known yet."""
    if opinion.meeting:
        part = taking_part(opinion.meeting, None)
        refuse_without_right(part, opinion.kind, people, opinion.meeting.organization)


def _refuse_signers(authors, concurring):
    if not authors:
        raise ActionRefused(_("Välj minst en person som lämnar yttrandet."), code="nobody_signs")
    everyone = [person.pk for person in (*authors, *concurring)]
    if len(everyone) != len(set(everyone)):
        raise ActionRefused(_("Samma person kan inte stå två gånger."), code="signed_twice")


def _save_parts(opinion, authors, concurring, clauses):
    OpinionSigner.objects.bulk_create(
        OpinionSigner(opinion=opinion, person=person, concurs=concurs, position=position)
        for concurs, people in ((False, authors), (True, concurring))
        for position, person in enumerate(people)
    )
    OpinionClause.objects.bulk_create(
        OpinionClause(opinion=opinion, number=number, text=text)
        for number, text in enumerate(clauses, 1)
    )


def _log(action, opinion, actor, **data):
    memorandum = opinion.stage.memorandum
    record(
        action,
        actor=actor,
        subject=memorandum,
        matter=memorandum.matter,
        data={"kind": opinion.kind, "body": opinion.stage.body.name, **data},
    )
