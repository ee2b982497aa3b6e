"""Dissent at a stage when its result is recorded: who had the right, in time, under which letters.

The rules are those of opinions beside a statement (``opinion_right``, ``annex``).
"""

from dataclasses import dataclass

from coordination.domain.annex import first_free, letters_at_statement_of
from coordination.domain.opinion_right import refuse_filed_late, refuse_without_right
from coordination.domain.quorum import taking_part
from coordination.models import SeparateOpinion
from coordination.swedish import join_names


@dataclass(frozen=True)
class FiledAtStage:
    """An opinion at a stage, as the rules of opinions look at it."""

    opinion: SeparateOpinion

    @property
    def people(self) -> list:
        return [signer.person for signer in self.opinion.signers.all()]

    @property
    def author_names(self) -> str:
        return join_names(
            signer.person for signer in self.opinion.signers.all() if not signer.concurs
        )


def settle_dissent(stage) -> None:
    """Before a stage stands for good: every opinion in time, by those who took part, under its letter.

    ``stage`` has its meeting and decision; what its § shares with a statement comes after that one's
    annexes. Part of the caller's transaction. Raises ActionRefused.
    """
    opinions = list(stage.opinions.order_by("letter").prefetch_related("signers__person"))
    paragraph = stage.decision.paragraph if stage.decision else None
    part = taking_part(stage.meeting, stage.decision, paragraph=paragraph)
    for filed in map(FiledAtStage, opinions):
        refuse_filed_late(filed, stage.meeting)
        refuse_without_right(part, filed.opinion.kind, filed.people, stage.body)
    _letter(opinions, letters_at_statement_of(stage.decision) if stage.decision else set())


def _letter(opinions, taken):
    """Letter the annexes without a gap after those that the § has already.

    Saved from the last on, so that no two ever share a letter.
    """
    for opinion in opinions:
        opinion.letter = first_free(taken)
        taken = {*taken, opinion.letter}
    for opinion in reversed(opinions):
        opinion.save(update_fields=["letter"])
