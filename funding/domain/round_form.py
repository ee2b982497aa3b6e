"""What a round asks for and judges by, written before it opens: instructions, parts, criteria."""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination import richtext
from coordination.domain.audit import record
from coordination.domain.text import accept_line, accept_rich_text
from coordination.exceptions import ActionRefused
from funding import permissions
from funding.domain.round import lock_round
from funding.enums import PartKind, RoundState
from funding.models import Criterion, Instruction, RoundPart

LEVELS = 5
MOST_CRITERIA = 20
MOST_WEIGHT = 100


@contextmanager
def _writing(funding_round, actor):
    """The drafted round, held while its form is changed. Raises PermissionDenied, ActionRefused."""
    rights.require(permissions.can_manage_money(actor, funding_round.source.owner))
    with transaction.atomic():
        current = lock_round(funding_round)
        if current.state != RoundState.DRAFT:
            raise ActionRefused(
                _(
                    "Omgången är i läget ”%(state)s”. Anvisningar, delar och kriterier ändras bara "
                    "medan den förbereds."
                )
                % {"state": current.get_state_display()},
                code="round_frozen",
            )
        yield current


def _log(action, funding_round, actor, **data):
    record(action, actor=actor, subject=funding_round, data=data)


def write_instructions(funding_round, *, actor, html, now=None) -> Instruction:
    """Write the next version of the instructions (anvisningar); the same text again changes nothing."""
    html = accept_rich_text(html)
    if richtext.is_empty(html):
        raise ValidationError(
            _("Anvisningarna saknas. Skriv dem och försök igen."), code="instructions_missing"
        )
    with _writing(funding_round, actor) as current:
        latest = current.instructions.first()
        if latest and latest.html == html:
            return latest
        written = Instruction.objects.create(
            round=current,
            number=latest.number + 1 if latest else 1,
            html=html,
            written_by=actor,
            written_at=now or timezone.now(),
        )
        _log("round.instructions_written", current, actor, number=written.number)
    return written


def choose_parts(funding_round, *, actor, parts: Mapping[str, str]) -> list[RoundPart]:
    """Say which parts applications must have, each with its guidance (which may be empty)."""
    given = {kind: _guidance(parts[kind]) for kind in PartKind if kind in parts}
    with _writing(funding_round, actor) as current:
        current.parts.all().delete()
        rows = RoundPart.objects.bulk_create(
            RoundPart(round=current, kind=kind, guidance=text) for kind, text in given.items()
        )
        _log("round.parts_chosen", current, actor, number=len(rows))
    return rows


def _guidance(text) -> str:
    return accept_line(text, what=_("Vägledningen"), limit=500) if text.strip() else ""


def add_criterion(
    funding_round, *, actor, name, weight, levels: Sequence[str], question=""
) -> Criterion:
    """Add a criterion with its weight and what each of the five levels means in words."""
    criterion = Criterion(round=funding_round)
    _fill_in(criterion, name=name, weight=weight, levels=levels, question=question)
    with _writing(funding_round, actor) as current:
        if current.criteria.count() >= MOST_CRITERIA:
            raise ActionRefused(
                _("Omgången har redan %(most)s kriterier. Ta bort ett först.")
                % {"most": MOST_CRITERIA},
                code="too_many_criteria",
            )
        last = current.criteria.aggregate(last=Max("position"))["last"] or 0
        criterion.round, criterion.position = current, last + 1
        criterion.validate_constraints()
        criterion.save()
        _log("round.criterion_set", current, actor, name=criterion.name, weight=weight)
    return criterion


def change_criterion(criterion, *, actor, name, weight, levels, question="") -> Criterion:
    """Give a criterion other words or another weight."""
    _fill_in(criterion, name=name, weight=weight, levels=levels, question=question)
    with _writing(criterion.round, actor) as current:
        criterion.validate_constraints()
        criterion.save()
        _log("round.criterion_set", current, actor, name=criterion.name, weight=weight)
    return criterion


def remove_criterion(criterion, *, actor) -> None:
    """Take a criterion away."""
    with _writing(criterion.round, actor) as current:
        _log("round.criterion_removed", current, actor, name=criterion.name)
        criterion.delete()


def _fill_in(criterion, *, name, weight, levels, question):
    criterion.name = accept_line(name, what=_("Namnet"), limit=100)
    criterion.question = (
        accept_line(question, what=_("Frågan"), limit=300) if question.strip() else ""
    )
    if not 1 <= weight <= MOST_WEIGHT:
        raise ValidationError(_("Skriv en vikt mellan 1 och 100."), code="weight_out_of_range")
    if len(levels) != LEVELS:
        raise ValidationError(_("Beskriv alla fem nivåerna."), code="levels_missing")
    criterion.weight = weight
    criterion.levels = [
        accept_line(text, what=_("Nivå %(number)s") % {"number": number}, limit=300)
        for number, text in enumerate(levels, start=1)
    ]


def copy_form(funding_round, *, actor, earlier, now=None) -> None:
    """Begin with what an earlier round asked for (V-15): its instructions, parts and criteria.

    Raises ActionRefused when something is written already.
    """
    if funding_round.criteria.exists() or funding_round.parts.exists():
        raise ActionRefused(
            _("Omgången har redan delar eller kriterier. Ta bort dem först."), code="form_written"
        )
    with transaction.atomic():
        if latest := earlier.instructions.first():
            write_instructions(funding_round, actor=actor, html=latest.html, now=now)
        parts = dict(earlier.parts.values_list("kind", "guidance"))
        choose_parts(funding_round, actor=actor, parts=parts)
        for each in earlier.criteria.all():
            said = {"name": each.name, "weight": each.weight, "question": each.question}
            add_criterion(funding_round, actor=actor, levels=each.levels, **said)
