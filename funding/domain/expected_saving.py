"""An initiative's expected lower costs, set against what the collaboration costs (S-56)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import happening_at
from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused, EditConflict
from coordination.swedish import format_kr
from coordination.validators import plain_name
from funding import permissions
from funding.domain.financing import refuse_year
from funding.models import ExpectedSaving
from funding.validators import validate_amount, validate_booked_on
from initiatives.domain.initiative_state import lock_initiative, log_initiative

MOST_ROWS = 200


@dataclass(frozen=True)
class Expected:
    """Whose cost is expected to be how much lower in a year, why, and where that is said."""

    year: int
    bearer: str
    amount_ore: int
    rationale: str
    basis: str
    as_of: date
    is_approximate: bool = True

    def checked(self) -> dict:
        """The values as they are stored, or a ValidationError that says what to write."""
        validate_amount(self.amount_ore)
        today = timezone.localdate(happening_at())
        refuse_year(self.year, today=today)
        validate_booked_on(self.as_of, today=today)
        return vars(self) | {
            "bearer": plain_name(self.bearer, what=_("Vems kostnad"), limit=150),
            "rationale": accept_line(self.rationale, what=_("Skälet"), limit=1000),
            "basis": accept_line(self.basis, what=_("Källan"), limit=200),
        }


def expect_saving(initiative, *, actor, said: Expected, is_fictitious=False) -> ExpectedSaving:
    """Say that somebody's cost is expected to be lower. Said twice in the same words it is one row.

    Raises PermissionDenied, ValidationError.
    """
    rights.require(permissions.can_plan_financing(actor, initiative))
    values = said.checked()
    with transaction.atomic():
        current = lock_initiative(initiative)
        rights.require(permissions.can_plan_financing(actor, current))
        if already := current.expected_savings.filter(**values).first():
            return already
        if current.expected_savings.count() >= MOST_ROWS:
            raise ActionRefused(
                _("En insats kan ha högst %(most)s bedömningar.") % {"most": MOST_ROWS},
                code="too_many_items",
            )
        row = ExpectedSaving(
            initiative=current, is_fictitious=is_fictitious, **values, **_writer(actor)
        )
        row.validate_constraints()
        row.save()
        _log("added", row, actor)
    return row


def change_saving(row, *, actor, said: Expected, version) -> ExpectedSaving:
    """Judge it anew; what was said before stays in the initiative's history.

    Raises EditConflict when somebody saved in between, PermissionDenied, ValidationError.
    """
    rights.require(permissions.can_plan_financing(actor, row.initiative))
    values = said.checked()
    with transaction.atomic():
        current = _lock_row(row, actor)
        if all(getattr(current, name) == value for name, value in values.items()):
            return current
        if current.version != version:
            raise EditConflict(theirs=current, mine=said)
        before = format_kr(current.amount_ore)
        for name, value in (values | _writer(actor) | {"version": version + 1}).items():
            setattr(current, name, value)
        current.validate_constraints()
        current.save()
        _log("changed", current, actor, before=before)
    return current


def remove_saving(row, *, actor) -> None:
    """Take a judgement away; what it said stays in the initiative's history."""
    rights.require(permissions.can_plan_financing(actor, row.initiative))
    with transaction.atomic():
        current = _lock_row(row, actor)
        _log("removed", current, actor)
        current.delete()


def _lock_row(row, actor) -> ExpectedSaving:
    """The row as it is now, held with its initiative."""
    initiative = lock_initiative(row.initiative)
    rights.require(permissions.can_plan_financing(actor, initiative))
    current = initiative.expected_savings.filter(pk=row.pk).first()
    if current is None:
        raise ActionRefused(_("Bedömningen är redan borttagen."), code="removed_already")
    current.initiative = initiative
    return current


def _writer(actor) -> dict:
    return {"updated_by": actor, "updated_at": happening_at()}


def _log(act, row, actor, **data):
    log_initiative(
        f"expected_saving.{act}",
        row.initiative,
        actor,
        year=row.year,
        whose=row.bearer,
        amount=format_kr(row.amount_ore),
        **data,
    )
