"""An initiative's financing: what it costs, and who pays besides what is granted (M-19)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
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
from funding.domain.source import FIRST_YEAR, YEARS_AHEAD
from funding.enums import FinancingKind
from funding.models import FinancingItem
from funding.validators import validate_amount, validate_booked_on
from initiatives.domain.initiative_state import lock_initiative, log_initiative

MOST_ITEMS = 200


@dataclass(frozen=True)
class Said:
    """What a post says: a year's need, or whose money covers it, with where that is said and when.

    Existing and new money is a body's (``organization``), money from outside has a ``payer``.
    """

    year: int
    kind: str
    amount_ore: int
    basis: str
    as_of: date
    organization: Any = None
    payer: str = ""
    is_approximate: bool = False

    def checked(self, initiative) -> dict:
        """The values as they are stored, or a ValidationError that says what to write."""
        validate_amount(self.amount_ore)
        today = timezone.localdate(happening_at())
        refuse_year(self.year, today=today)
        validate_booked_on(self.as_of, today=today)
        _refuse_unclear_payer(self, initiative)
        payer = plain_name(self.payer, what=_("Finansiären"), limit=150) if self.payer else ""
        basis = accept_line(self.basis, what=_("Underlaget"), limit=200)
        return vars(self) | {"payer": payer, "basis": basis}


def add_financing(initiative, *, actor, said: Said, is_fictitious=False) -> FinancingItem:
    """Say what an initiative needs in a year, or whose money covers some of it.

    Said twice in the same words it is one post. Raises PermissionDenied, ValidationError.
    """
    rights.require(permissions.can_plan_financing(actor, initiative))
    values = said.checked(initiative)
    with transaction.atomic():
        current = lock_initiative(initiative)
        rights.require(permissions.can_plan_financing(actor, current))
        if already := current.financing.filter(**values).first():
            return already
        if current.financing.count() >= MOST_ITEMS:
            raise ActionRefused(
                _("En insats kan ha högst %(most)s finansieringsposter.") % {"most": MOST_ITEMS},
                code="too_many_items",
            )
        item = FinancingItem(
            initiative=current, is_fictitious=is_fictitious, **values, **_writer(actor)
        )
        item.validate_constraints()
        item.save()
        _log("added", item, actor)
    return item


def change_financing(item, *, actor, said: Said, version) -> FinancingItem:
    """Say something else in a post; what it said stays in the initiative's history.

    ``version`` is what the writer saw. Raises EditConflict when somebody saved in between,
    PermissionDenied, ValidationError.
    """
    rights.require(permissions.can_plan_financing(actor, item.initiative))
    values = said.checked(item.initiative)
    with transaction.atomic():
        current = _lock_item(item, actor)
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


def remove_financing(item, *, actor) -> None:
    """Take a post away; what it said stays in the initiative's history."""
    rights.require(permissions.can_plan_financing(actor, item.initiative))
    with transaction.atomic():
        current = _lock_item(item, actor)
        _log("removed", current, actor)
        current.delete()


def _lock_item(item, actor) -> FinancingItem:
    """The post as it is now, held with its initiative."""
    initiative = lock_initiative(item.initiative)
    rights.require(permissions.can_plan_financing(actor, initiative))
    current = initiative.financing.select_related("organization").filter(pk=item.pk).first()
    if current is None:
        raise ActionRefused(_("Posten är redan borttagen."), code="removed_already")
    current.initiative = initiative
    return current


def _writer(actor) -> dict:
    return {"updated_by": actor, "updated_at": happening_at()}


def refuse_year(year, *, today):
    """A year that money is planned for is neither long past nor far ahead."""
    last = today.year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        raise ValidationError(
            _("Skriv ett år mellan %(first)s och %(last)s."),
            code="year_unlikely",
            params={"first": FIRST_YEAR, "last": last},
        )


def _refuse_unclear_payer(said, initiative):
    """Existing and new money is a body's here, outside money has a name; a need has neither."""
    if said.kind == FinancingKind.NEEDED:
        if said.organization or said.payer:
            raise ActionRefused(
                _("Behovet är insatsens. Lämna ”Vems pengar” tomt."), code="need_has_no_payer"
            )
        return
    if said.kind == FinancingKind.EXTERNAL:
        if said.organization or not said.payer.strip():
            raise ActionRefused(
                _("Skriv vem utanför kommunen som betalar, och välj ingen nämnd."),
                code="payer_missing",
            )
        return
    if said.organization is None or said.payer:
        raise ActionRefused(
            _("Välj vems pengar det är, och skriv ingen extern finansiär."), code="body_missing"
        )
    home = initiative.programme.matter.municipality_id
    if said.organization.is_group or said.organization.home_id != home:
        raise ActionRefused(
            _("Välj en nämnd, en förvaltning eller ett bolag i kommunen."), code="strange_body"
        )


def _log(act, item, actor, **data):
    log_initiative(
        f"financing.{act}",
        item.initiative,
        actor,
        kind=item.kind,
        year=item.year,
        whose=item.whose,
        amount=format_kr(item.amount_ore),
        **data,
    )
