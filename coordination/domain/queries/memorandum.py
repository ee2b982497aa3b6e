"""Reads of memoranda: the whole of one, for its page, its document and the API; and the list."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from coordination.domain.statement_content import FiledOpinion
from coordination.enums import STATEMENT_FROZEN, StageKind
from coordination.models import (
    Decision,
    Memorandum,
    OpinionSigner,
    Organization,
    Person,
    Question,
    Request,
    SeparateOpinion,
    Stage,
    Statement,
)


@dataclass(frozen=True, kw_only=True)
class StageDissent(FiledOpinion):
    """An opinion at a stage: who files it, what they wanted decided instead, what they suggest."""

    clauses: list[str]
    suggestions: list[Request]

    @property
    def refers_to_body(self) -> str:
        """The body at whose stage the opinion it refers to was filed; empty when it stands alone."""
        earlier = self.opinion.refers_to
        return earlier.stage.body.name if earlier else ""  # type: ignore[union-attr]  # it is at a stage

    @cached_property
    def refers_to_parties(self) -> list[str]:
        """The parties behind the opinion it refers to, in the order of signing: ”av (M) och (FP)”."""
        earlier = self.opinion.refers_to
        signers = earlier.signers.all() if earlier else []
        labels = (signer.person.party_label for signer in signers if not signer.concurs)
        return list(dict.fromkeys(label for label in labels if label))


@dataclass(frozen=True)
class StageContent:
    """One stage with its clauses and the dissent there."""

    stage: Stage
    clauses: list[str]
    dissent: list[StageDissent]


@dataclass(frozen=True)
class MemorandumContent:
    """A memorandum as it stands: header, texts, every stage, the questions, and the reports quoted.

    Assembling its document needs nothing more; no statement is sent when its parts are read.
    """

    memorandum: Memorandum
    divisions: list[Organization]
    presenters: list[Person]
    question_authors: list[Person]
    questions: list[Question]
    stages: list[StageContent]
    reports: list[Statement]

    @property
    def header(self) -> str:
        """”PM 2014:134 RI (Dnr 002-879/2014)”: number or divisions, and the registry number."""
        memorandum = self.memorandum
        divisions = ", ".join(body.short_name or body.name for body in self.divisions)
        number = memorandum.number or "PM"
        head = " ".join(filter(None, [number, divisions]))
        return f"{head} (Dnr {memorandum.matter.registry_number})"

    @property
    def proposal(self) -> StageContent:
        """What the presenters propose, the latest time they did."""
        proposals = [each for each in self.stages if each.stage.kind == StageKind.PRESENTER]
        return proposals[-1]

    @property
    def bodies(self) -> list[StageContent]:
        """Every stage but the presenters' own."""
        return [each for each in self.stages if each.stage.kind != StageKind.PRESENTER]


def readable_memoranda(user):
    """Memoranda the user may read, with what their lists and pages name. One statement."""
    return Memorandum.objects.visible_to(user).select_related(
        "matter__organization", "written_question", "referral", "document"
    )


def content_of(memorandum) -> MemorandumContent:
    """Read the whole memorandum. Eleven statements at most, however much it holds."""
    divisions = memorandum.division_rows.select_related("organization")
    presenters = memorandum.presenter_rows.select_related("person")
    written = memorandum.written_question
    authors = written.signatures.select_related("person") if written else []
    return MemorandumContent(
        memorandum=memorandum,
        divisions=[row.organization for row in divisions],
        presenters=[row.person for row in presenters],
        question_authors=[row.person for row in authors],
        questions=list(written.questions.select_related("answered_in")) if written else [],
        stages=stages_of(memorandum),
        reports=reports_on(memorandum),
    )


def stages_of(memorandum) -> list[StageContent]:
    """The stages in their order with clauses and dissent. Six statements at most."""
    signers = OpinionSigner.objects.select_related("person")
    requests = Request.objects.select_related("addressee").order_by("position")
    opinions = (
        SeparateOpinion.objects.select_related("refers_to__stage__body")
        .prefetch_related(
            Prefetch("signers", signers),
            Prefetch("refers_to__signers", signers),
            Prefetch("requests", requests.prefetch_related("dispositions")),
            "clauses",
        )
        .order_by("letter")
    )
    rows = (
        memorandum.stages.select_related("body", "decision", "meeting")
        .prefetch_related("clauses", Prefetch("opinions", opinions))
        .order_by("position")
    )
    return [_stage(stage, memorandum) for stage in rows]


def reports_on(memorandum) -> list[Statement]:
    """What the consulted bodies answered, whose words the compilation quotes. Two statements."""
    if memorandum.referral_id is None:
        return []
    return list(
        Statement.objects.filter(
            consultee__referral=memorandum.referral_id, state__in=STATEMENT_FROZEN
        )
        .select_related("consultee__organization", "signer", "decision")
        .prefetch_related("sections")
        .order_by("consultee__organization__sort_key", "number")
    )


def decisions_of(memorandum):
    """The decisions that the bodies took on the memorandum, in their order. One statement."""
    return Decision.objects.filter(stage__memorandum=memorandum).order_by("stage__position")


def _stage(stage, memorandum) -> StageContent:
    stage.memorandum = memorandum
    return StageContent(
        stage=stage,
        clauses=[clause.text for clause in stage.clauses.all()],
        dissent=[_dissent(opinion, stage) for opinion in stage.opinions.all()],
    )


def _dissent(opinion, stage) -> StageDissent:
    opinion.stage = stage
    signers = opinion.signers.all()
    return StageDissent(
        opinion=opinion,
        authors=[signer.person for signer in signers if not signer.concurs],
        concurring=[signer.person for signer in signers if signer.concurs],
        clauses=[clause.text for clause in opinion.clauses.all()],
        suggestions=list(opinion.requests.all()),
        by_party=True,  # as minutes of a chain of bodies name those who dissent
    )
