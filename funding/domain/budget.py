"""Budget tables (budgettabeller): entered, changed while they are drafts, fixed by a decision."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.domain.decision import refuse_unless_deciding
from coordination.exceptions import ActionRefused, EditConflict
from coordination.swedish import MAX_ORE, body_in_sentence, format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.mandate import deciding_bodies
from funding.enums import BUDGET_PARTS, BUDGET_YEARS, BudgetSide
from funding.models import BudgetLine, BudgetTable
from funding.models.budget import FINEST_ORE
from funding.validators import validate_budget_year

# {(part, side): an amount in öre for each year}; revenues below zero, as the table shows them.
Amounts = Mapping[tuple[str, str], Sequence[int]]
ROWS = [(use, side) for use, *_labels in BUDGET_PARTS for side in BudgetSide]


def enter_budget(
    owner, *, actor, first_year, amounts: Amounts, note="", is_fictitious=False, now=None
) -> BudgetTable:
    """Enter a body's budget for a year and its plan for three more, as a draft.

    Raises PermissionDenied, ValidationError (a figure, the year, a draft that is there already).
    """
    rights.require(permissions.can_manage_money(actor, owner))
    today = timezone.localdate(now or timezone.now())
    table = BudgetTable(
        owner=owner,
        first_year=validate_budget_year(first_year, today=today),
        note=_checked_note(note),
        is_fictitious=is_fictitious,
    )
    check_amounts(amounts)
    with transaction.atomic():
        table.validate_constraints(exclude=["municipality"])
        table.save()
        _write(table, amounts)
        _tell("budget.entered", table, actor)
    return table


def change_budget(table, *, actor, amounts: Amounts, note="", version) -> BudgetTable:
    """Change a draft. ``version`` is what the writer saw.

    Raises PermissionDenied, ValidationError, ActionRefused once it is fixed, EditConflict.
    """
    rights.require(permissions.can_manage_money(actor, table.owner))
    check_amounts(amounts)
    note = _checked_note(note)
    with transaction.atomic():
        current = _lock_draft(table)
        if current.version != version:
            raise EditConflict(theirs=current, mine=amounts)
        current.note = note
        current.version += 1
        current.save(update_fields=["note", "version"])
        current.lines.all().delete()
        _write(current, amounts)
        _tell("budget.changed", current, actor)
    return current


def fix_budget(table, *, actor, decision, now=None) -> BudgetTable:
    """Fix a draft by the decision that says it (fastställ): from now on it never changes.

    Raises PermissionDenied, ActionRefused when the decision is missing, preparatory or another's.
    """
    rights.require(permissions.can_manage_money(actor, table.owner))
    _refuse_decision(decision, table.owner)
    with transaction.atomic():
        current = _lock_draft(table)
        current.decision, current.fixed_at = decision, now or timezone.now()
        current.save(update_fields=["decision", "fixed_at"])
        _tell("budget.fixed", current, actor, matter=decision.matter, decision=str(decision))
    return current


def revise_budget(table, *, actor) -> BudgetTable:
    """Begin the next version of a budget that is fixed, with the same figures.

    Raises PermissionDenied, ActionRefused, ValidationError when a draft is there already.
    """
    rights.require(permissions.can_manage_money(actor, table.owner))
    if not table.is_fixed:
        raise ActionRefused(_("Budgeten är ett utkast. Ändra den i stället."), code="not_fixed")
    latest = _latest_number(table)
    draft = BudgetTable(
        owner=table.owner,
        first_year=table.first_year,
        number=latest + 1,
        note=table.note,
        is_fictitious=table.is_fictitious,
    )
    with transaction.atomic():
        draft.validate_constraints(exclude=["municipality"])
        draft.save()
        _write(draft, amounts_of(table))
        _tell("budget.revised", draft, actor)
    return draft


def amounts_of(table) -> Amounts:
    """The figures of a table. One statement."""
    found = {(line.use, line.side, line.year): line.amount_ore for line in table.lines.all()}
    years = years_of(table.first_year)
    return {(use, side): [found[use, side, year] for year in years] for use, side in ROWS}


def years_of(first_year) -> range:
    """The budget's year and the three of the plan."""
    return range(first_year, first_year + BUDGET_YEARS)


def check_amounts(amounts: Amounts) -> None:
    """Every row has its four years, in whole hundred thousands, revenues below zero."""
    for use, side in ROWS:
        row = amounts.get((use, side), ())
        if len(row) != BUDGET_YEARS:
            raise ActionRefused(
                _("Tabellen ska ha fyra år på varje rad: ett budgetår och tre planår."),
                code="years_missing",
            )
        for ore in row:
            check_figure(side, ore)


def check_figure(side, ore: int) -> int:
    """One figure as the table can hold it; the message says what to write instead."""
    if side == BudgetSide.IN and ore > 0:
        raise ValidationError(
            _("Intäkter och inkomster skrivs med minus framför, till exempel −47,6."),
            code="revenue_without_minus",
        )
    if side == BudgetSide.OUT and ore < 0:
        raise ValidationError(
            _("Kostnader och utgifter skrivs utan minus. Intäkter har en egen rad."),
            code="cost_below_zero",
        )
    if ore % FINEST_ORE:
        raise ValidationError(
            _(
                "Tabellen räknas i miljoner kronor med en decimal. Avrunda till hundratusental, "
                "så stämmer summorna."
            ),
            code="too_many_decimals",
        )
    if abs(ore) > MAX_ORE:
        raise ValidationError(
            _("Beloppet är större än %(max)s. Kontrollera antalet siffror.")
            % {"max": format_kr(MAX_ORE)},
            code="amount_too_large",
        )
    return ore


def _write(table, amounts):
    years = years_of(table.first_year)
    BudgetLine.objects.bulk_create(
        BudgetLine(table=table, use=use, side=side, year=year, amount_ore=ore)
        for use, side in ROWS
        for year, ore in zip(years, amounts[use, side], strict=True)
    )


def _lock_draft(table) -> BudgetTable:
    current = BudgetTable.objects.select_for_update(no_key=True, of=("self",)).get(pk=table.pk)
    if current.is_fixed:
        raise ActionRefused(
            _("Budgeten är fastställd och ändras inte. Börja på en ny version."), code="fixed"
        )
    return current


def _latest_number(table) -> int:
    versions = BudgetTable.objects.filter(owner=table.owner_id, first_year=table.first_year)
    return max(versions.values_list("number", flat=True))


def _checked_note(note) -> str:
    return validate_plain_text(note, what=_("Fotnoten"), limit=500) if note.strip() else ""


def _refuse_decision(decision, owner):
    if decision is None:
        raise ActionRefused(
            _("En budget fastställs av ett beslut. Välj beslutet, eller anteckna det först."),
            code="decision_missing",
        )
    refuse_unless_deciding(decision.body)
    if decision.is_preparatory:
        raise ActionRefused(
            _("Beslutet förbereder bara ärendet. Välj beslutet som fastställer budgeten."),
            code="preparatory",
        )
    if not deciding_bodies(owner).filter(pk=decision.body_id).exists():
        raise ActionRefused(
            _("%(body)s bestämmer inte över budgeten. Välj ett beslut av %(owner)s.")
            % {"body": decision.body.name, "owner": body_in_sentence(owner.name)},
            code="not_their_money",
        )


def _tell(action, table, actor, *, matter=None, **said):
    data = {"budget": str(table), "number": table.number, **said}
    record(action, actor=actor, subject=table, matter=matter, data=data)
