"""Stages: what each body made of a memorandum, with votes, recorded once and for good (K-06, K-09)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.clauses import accept_clauses, approves_at_once
from coordination.domain.decision import record_decision, shared_decision
from coordination.domain.dissent import settle_dissent
from coordination.domain.meeting import meeting_on
from coordination.domain.memorandum import (
    lock_memorandum,
    plan_again,
    state_after,
    write_clauses,
)
from coordination.enums import (
    STAGE_TRANSITIONS,
    WORDED_RESULTS,
    Role,
    StageResult,
    StageState,
)
from coordination.exceptions import ActionRefused, next_state
from coordination.models import Membership, Stage
from coordination.validators import validate_day

VOTING = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER})
# What a body may answer; the presenters' proposal is made by presenting.
RESULTS = tuple(result for result in StageResult if result != StageResult.PROPOSED)
# What the decision's text says where the body did not word clauses of its own; records are Swedish.
STANDING_TEXTS = {
    StageResult.TABLED: "Ärendet bordläggs.",
    StageResult.REFERRED_BACK: "Ärendet återremitteras.",
    StageResult.REJECTION: "Förslaget avslås.",
}


@dataclass(frozen=True)
class Votes:
    """How the members voted (omröstning): yes, no, and those who abstained."""

    yes: int
    no: int
    abstained: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstained

    def __str__(self):
        """As the record has it: Swedish for every reader."""
        return f"{self.yes} ja, {self.no} nej, {self.abstained} avstår"


def record_stage(
    stage,
    *,
    actor,
    result,
    held_on,
    today,
    clauses=(),
    paragraph=None,
    paragraph_unknown=False,
    votes=None,
) -> Stage:
    """Write down what a body made of the memorandum; it stands from now on.

    A body that decides gets its decision under a §; a drafting committee only says what it thinks.
    Tabled, the same body meets it again; referred back, the memorandum becomes a draft and goes the
    whole way once more; after the last stage it is decided. Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_keep_stage(actor, stage))
    said = _accepted(result, held_on, clauses, today=today)
    with transaction.atomic():
        memorandum = lock_memorandum(stage.memorandum)
        current = lock_stage(stage, memorandum, "record")
        _refuse_out_of_turn(current)
        _refuse_before(current, held_on)
        _refuse_impossible(votes, current.body, result=result, on=held_on)
        texts = _texts(current, result, said)
        write_clauses(current, texts)
        if current.body and current.body.decides:
            current.decision = _decide(
                current,
                texts,
                actor=actor,
                today=today,
                result=result,
                decided_on=held_on,
                paragraph=paragraph,
                paragraph_unknown=paragraph_unknown,
            )
        current.meeting = _meeting(current, actor=actor, held_on=held_on)
        settle_dissent(current)
        _keep(current, result=result, held_on=held_on, votes=votes)
        _go_on(memorandum, current)
        _log(current, actor, votes)
    return current


def previous_clauses(stage) -> list[str]:
    """What the stage has to take a position on: the clauses that last went on to it."""
    before = stage.memorandum.stages.recorded().filter(position__lt=stage.position)
    for earlier in before.order_by("-position"):
        if earlier.goes_on and (texts := list(earlier.clauses.values_list("text", flat=True))):
            return texts
    return []


def next_stage(memorandum) -> Stage | None:
    """The stage whose turn it is; the presenters' while the memorandum is a draft."""
    return memorandum.stages.awaited().select_related("body").first()


def seats_of(body, *, on) -> int:
    """How many may vote in the body on a day: its chair, vice chairs and members."""
    held = Membership.objects.in_force(on).filter(seat__organization=body, seat__role__in=VOTING)
    return held.values("seat").distinct().count()


def lock_stage(stage, memorandum, action) -> Stage:
    """The stage as it is now, if ``action`` is possible; its memorandum is locked by the caller."""
    current = memorandum.stages.select_related("body").get(pk=stage.pk)
    current.memorandum = memorandum
    label = StageState(current.state).label
    next_state(STAGE_TRANSITIONS, current.state, action, label=label)
    return current


# --- What refuses --------------------------------------------------------------------------------


def _accepted(result, held_on, clauses, *, today) -> list[str]:
    if result not in RESULTS:
        raise ActionRefused(_("Välj vad organet beslutade."), code="unknown_result")
    validate_day(held_on)
    if held_on > today:
        raise ActionRefused(
            _("Mötet har inte varit än. Anteckna resultatet efter mötet."), code="meeting_to_come"
        )
    said = accept_clauses(clauses)
    if result in WORDED_RESULTS and not said:
        raise ActionRefused(
            _("Skriv vad som beslutades, punkt för punkt. Det är inte samma som förslaget."),
            code="no_clauses",
        )
    return said


def _refuse_out_of_turn(stage):
    first = stage.memorandum.stages.awaited().select_related("body").first()
    if first.pk != stage.pk:
        raise ActionRefused(
            _("Först ska %(stage)s ta ställning. Anteckna det resultatet först.")
            % {"stage": first},
            code="out_of_turn",
        )


def _refuse_before(stage, held_on):
    earlier = stage.memorandum.stages.recorded().order_by("-held_on").first()
    if earlier and held_on < earlier.held_on:
        raise ActionRefused(
            _("Mötet kan inte ha hållits före det förra ledet. Kontrollera dagen."),
            code="before_earlier_stage",
        )


def _refuse_impossible(votes, body, *, result, on):
    """Votes fit the body's size, somebody voted, and they carry the result."""
    if votes is None:
        return
    if min(votes.yes, votes.no, votes.abstained) < 0 or not votes.cast:
        raise ActionRefused(
            _("Skriv hur många som röstade, eller lämna rösterna tomma."), code="no_votes"
        )
    if votes.cast > (seats := seats_of(body, on=on)):
        raise ActionRefused(
            _("%(votes)s röster är fler än organets %(seats)s platser. Räkna om rösterna.")
            % {"votes": votes.cast, "seats": seats},
            code="too_many_votes",
        )
    if result == StageResult.APPROVAL and votes.yes < votes.no:
        raise ActionRefused(
            _("Förslaget fick fler nej än ja. Då är det inte bifall."), code="votes_against"
        )
    if result == StageResult.REJECTION and votes.no < votes.yes:
        raise ActionRefused(
            _("Förslaget fick fler ja än nej. Då är det inte avslag."), code="votes_against"
        )


# --- What follows --------------------------------------------------------------------------------


def _texts(stage, result, said) -> list[str]:
    """The clauses that stand at the stage: its own, else the proposal it approved, else the result."""
    if said:
        return said
    if result == StageResult.APPROVAL:
        return previous_clauses(stage)
    return [STANDING_TEXTS[result]]


def _decide(stage, texts, *, result, **recorded):
    """The body's decision under its §; it only prepares until the last stage is reached."""
    if shared := _decided_with_statement(stage, recorded):
        return shared
    later = stage.memorandum.stages.awaited().filter(position__gt=stage.position).exists()
    return record_decision(
        stage.memorandum.matter,
        body=stage.body,
        title=stage.memorandum.title,
        text="\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1)),
        immediate_approval=approves_at_once(texts),
        is_preparatory=later or result in {StageResult.TABLED, StageResult.REFERRED_BACK},
        **recorded,
    )


def _decided_with_statement(stage, recorded):
    """The § under which the body adopted the matter's statement, if the stage shares it."""
    if not recorded["paragraph"]:
        return None
    decision = shared_decision(
        stage.body,
        decided_on=recorded["decided_on"],
        paragraph=recorded["paragraph"],
        matter=stage.memorandum.matter,
    )
    if decision is None or Stage.objects.filter(decision=decision).exists():
        return None
    return decision if decision.statements.exists() else None


def _meeting(stage, *, actor, held_on):
    """The meeting in the body's calendar; none where a source gives the day but not the §."""
    if stage.decision:
        return stage.decision.meeting
    return meeting_on(stage.body, actor=actor, held_on=held_on)


def _keep(stage, *, result, held_on, votes):
    stage.state, stage.result, stage.held_on = StageState.RECORDED, result, held_on
    if votes:
        stage.votes_for, stage.votes_against = votes.yes, votes.no
        stage.votes_abstained = votes.abstained
    stage.save()


def _go_on(memorandum, stage):
    """Where the memorandum goes from here; the result decides."""
    if stage.result == StageResult.REFERRED_BACK:
        memorandum.state = state_after(memorandum, "refer_back")
        memorandum.save(update_fields=["state"])
        plan_again(memorandum)
    elif stage.result == StageResult.TABLED:
        _repeat(stage)
    elif not memorandum.stages.awaited().exists():
        memorandum.state = state_after(memorandum, "decide")
        memorandum.save(update_fields=["state"])


def _repeat(stage):
    """The same body once more, before those that were to come after it."""
    later = list(stage.memorandum.stages.awaited().order_by("-position"))
    for waiting in later:  # from the end, so that no two ever share a place
        waiting.position += 1
        waiting.save(update_fields=["position"])
    Stage.objects.create(
        memorandum=stage.memorandum, position=stage.position + 1, kind=stage.kind, body=stage.body
    )


def _log(stage, actor, votes):
    record(
        "stage.recorded",
        actor=actor,
        subject=stage.memorandum,
        matter=stage.memorandum.matter,
        data={
            "body": stage.body.name,
            "result": stage.result,
            "day": stage.held_on,
            "reference": stage.decision.reference if stage.decision else "",
            "votes": str(votes or ""),
        },
    )
