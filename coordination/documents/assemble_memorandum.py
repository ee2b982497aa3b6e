"""From a memorandum as recorded, with its stages and answers, to its document."""

from django.utils import translation
from django.utils.html import escape

from coordination.documents.assemble_dissent import dissent_of, name_of, opinions_to_print, plain
from coordination.documents.compilation import line_of, quoted, quotes_of
from coordination.documents.look import sender_of
from coordination.documents.memorandum import (
    AnsweredQuestion,
    AnswersPart,
    CompilationPart,
    MemorandumDocument,
    ReportQuoted,
    StageLine,
)
from coordination.documents.record import render_record
from coordination.domain.compilation import quotable_statements, words_of
from coordination.enums import MemorandumState, StageKind, StageResult
from coordination.swedish import body_in_sentence, join_names, join_signers

# What a body made of the proposal, as a sentence with the body first.
RESULTS = {
    StageResult.PROPOSED: "föreslår",
    StageResult.APPROVAL: "tillstyrker föredragandens förslag.",
    StageResult.REJECTION: "avstyrker föredragandens förslag.",
    StageResult.TABLED: "bordlägger ärendet.",
    StageResult.REFERRED_BACK: "återremitterar ärendet.",
    StageResult.PARTLY_APPROVED: "godkänner promemorian delvis.",
    StageResult.ADDITION: "anför därutöver följande.",
}


def render_memorandum(memorandum, *, at, receipt_number) -> bytes:
    """The file that is stored when a memorandum is presented. Raises DocumentError."""
    return render_record(memorandum_document(memorandum, at=at, receipt_number=receipt_number))


def memorandum_document(memorandum, *, at, receipt_number="") -> MemorandumDocument:
    """The memorandum as it stands, marked as draft until it is presented."""
    with translation.override("sv"):
        stages = list(memorandum.stages.select_related("body").prefetch_related("clauses"))
        presenters = [row.person for row in memorandum.presenter_rows.select_related("person")]
        divisions = memorandum.division_rows.select_related("organization")
        return MemorandumDocument(
            **sender_of(memorandum.matter.organization),
            **_proposal(stages),
            registry_number=memorandum.matter.registry_number,
            title=memorandum.title,
            established_at=at,
            receipt_number=receipt_number,
            is_draft=memorandum.state == MemorandumState.DRAFT,
            number=memorandum.number,
            divisions=tuple(
                row.organization.short_name or str(row.organization) for row in divisions
            ),
            origin=memorandum.origin_line or _question_line(memorandum.written_question),
            answer_by=memorandum.answer_by,
            signed_on=memorandum.signed_on,
            place=memorandum.place,
            presenter_line=_presenter_line(presenters),
            background_html=memorandum.background_html,
            preparation_html=memorandum.preparation_html,
            views_html=memorandum.views_html,
            presenters=tuple(name_of(person).upper() for person in presenters),
            annexes=tuple(memorandum.annexes),
            stages=tuple(_stages(stages)),
            **_parts(memorandum),
        )


def _proposal(stages) -> dict:
    """The presenters' clauses, proposed by the drafting committee to the body that takes them up."""
    clauses = tuple(
        clause.text
        for stage in stages
        if stage.kind == StageKind.PRESENTER
        for clause in stage.clauses.all()
    )
    bodies = [stage.body.name for stage in stages if stage.body]
    if not clauses or not bodies:
        return {"clauses": clauses, "proposal_lead": "Förslaget är" if clauses else ""}
    *drafting, deciding = dict.fromkeys(bodies)
    target = f"att {body_in_sentence(deciding)} beslutar följande."
    if not drafting:
        return {"clauses": clauses, "proposal_lead": f"Jag föreslår {target}"}
    return {
        "clauses": clauses,
        "proposal_lead": f"{drafting[0]} föreslår {target}",
        "repeated_lead": f"Jag föreslår att {body_in_sentence(drafting[0])} föreslår {target}",
    }


def _question_line(question) -> str:
    """”Skrivelse från A, B och C (alla M)”."""
    if question is None:
        return ""
    authors = [row.person for row in question.signatures.select_related("person")]
    named = join_signers((name_of(person), person.party_label) for person in authors)
    return plain(f"Skrivelse från {named}")


def _presenter_line(presenters) -> str:
    names = join_names(name_of(person) for person in presenters)
    return f"Föredragande {names} anför följande." if names else ""


def _stages(stages):
    opinions = opinions_to_print(stage__in=[stage.pk for stage in stages])
    for stage in stages:
        if stage.body is None:
            continue
        dissents = [each for each in opinions if each.stage_id == stage.pk]
        agrees = stage.result == StageResult.APPROVAL  # the clauses stand above, twice already
        if stage.is_frozen or dissents:
            yield StageLine(
                body_name=stage.body.name,
                lines=tuple(_stage_lines(stage)),
                clauses=() if agrees else tuple(clause.text for clause in stage.clauses.all()),
                dissents=tuple(dissent_of(each, body_name=stage.body.name) for each in dissents),
            )


def _stage_lines(stage):
    if stage.result == StageResult.APPROVAL and stage.kind != StageKind.DRAFTING_COMMITTEE:
        yield f"{stage.body.name} beslutar enligt förslaget."
    elif stage.result:
        yield f"{stage.body.name} {RESULTS[stage.result]}"
    if stage.has_vote:
        yield (
            f"Omröstning: {stage.votes_for} ja, {stage.votes_against} nej, "
            f"{stage.votes_abstained} avstår."
        )


def _parts(memorandum) -> dict:
    """The answers to the written question, and the compilation: each where there is one."""
    questions = _questions(memorandum.written_question)
    compilation = _compilation(memorandum, questions)
    background = "" if compilation else memorandum.full_background_html
    return {
        "answers": AnswersPart(questions, background) if questions else None,
        "compilation": compilation,
    }


def _questions(written_question) -> tuple[AnsweredQuestion, ...]:
    if written_question is None:
        return ()
    return tuple(
        AnsweredQuestion(each.number, each.text, each.answer_html)
        for each in written_question.questions.all()
    )


def _compilation(memorandum, questions) -> CompilationPart | None:
    """The fixed compilation of the round, or its answers as they stand; none without answers."""
    reports = tuple(_reports(memorandum.referral)) if memorandum.referral else ()
    if not reports:
        return None
    bodies = join_names(body_in_sentence(report.body_name) for report in reports)
    return CompilationPart(
        reports=reports,
        background_html=memorandum.full_background_html,
        questions=tuple(each.text for each in questions),
        preparation_html=f"<p>Ärendet har remitterats till {escape(bodies)}.</p>",
    )


def _reports(referral):
    fixed = referral.compilations.filter(fixed_at__isnull=False).first()
    if fixed:
        yield from map(quoted, quotes_of(fixed))
        return
    for statement in quotable_statements(referral):
        name = statement.consultee.organization.name
        yield ReportQuoted(name, line_of(statement), words_of(statement))


def memorandum_filename(memorandum, ending) -> str:
    """”PM KS-2025-17 Ljus på torget.pdf”."""
    number = (memorandum.number or "PM").replace(":", "-").replace("/", "-")
    return plain(f"{number} {memorandum.title[:80]}.{ending}")
