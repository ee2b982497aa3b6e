"""Key figures: what a project is and how much of it, and what it is compared with."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.swedish import grouped
from coordination.validators import validate_day, validate_plain_text
from funding import permissions
from funding.domain.ledger import lock_grant
from funding.enums import QuantityUnit
from funding.models import Extent, KeyFigure
from funding.validators import validate_amount, validate_booked_on, validate_budget_year

MOST = 10**9


def describe_project(grant, *, actor, project_type, planned_on=None):
    """Say what kind of work a project is, and when the decided time plan ends.

    The time plan is said once: it is what the outcome is compared with. Raises PermissionDenied,
    ValidationError, ActionRefused.
    """
    rights.require(permissions.can_report(actor, grant))
    if planned_on:
        validate_day(planned_on)
    with transaction.atomic():
        current = lock_grant(grant)
        if current.planned_on and planned_on != current.planned_on:
            raise ActionRefused(
                _(
                    "Tidplanen är redan angiven. Den jämförs med utfallet och ändras därför inte. "
                    "Skriv varför det dröjer när du rapporterar."
                ),
                code="plan_is_set",
            )
        current.project_type, current.planned_on = project_type, planned_on
        current.save(update_fields=["project_type", "planned_on"])
        record(
            "grant.described",
            actor=actor,
            subject=current,
            matter=current.decision.matter,
            data={"type": current.get_project_type_display(), "planned_on": planned_on},
        )
    return current


def count_extent(grant, *, actor, unit, amount, counted_on, basis, now=None) -> Extent:
    """Say how much a project is of something; counted anew it replaces the count before.

    Raises PermissionDenied, ValidationError.
    """
    rights.require(permissions.can_report(actor, grant))
    validate_quantity(amount)
    validate_booked_on(counted_on, today=timezone.localdate(now or timezone.now()))
    basis = validate_plain_text(basis, what=_("Källan"), limit=200)
    if unit == QuantityUnit.HECTARE:
        raise ActionRefused(
            _("Hektar räknas ur områdets gräns. Välj området på bidraget i stället."),
            code="hectares_measured",
        )
    with transaction.atomic():
        lock_grant(grant)
        extent, _made = Extent.objects.update_or_create(
            grant=grant,
            unit=unit,
            defaults={"amount": amount, "counted_on": counted_on, "basis": basis},
        )
        record(
            "grant.counted",
            actor=actor,
            subject=grant,
            matter=grant.decision.matter,
            data={"amount": grouped(amount), "unit": extent.counted_in, "basis": basis},
        )
    return extent


def enter_key_figure(
    owner,
    *,
    actor,
    name,
    year,
    amount_ore,
    quantity,
    unit,
    basis,
    counted_on,
    project_type="",
    note="",
    is_fictitious=False,
    now=None,
) -> KeyFigure:
    """Enter a cost and what it is shared out on; the key figure follows.

    Raises PermissionDenied, ValidationError (one that is there already for the year).
    """
    rights.require(permissions.can_manage_money(actor, owner))
    today = timezone.localdate(now or timezone.now())
    validate_amount(amount_ore)
    validate_quantity(quantity)
    validate_booked_on(counted_on, today=today)
    figure = KeyFigure(
        owner=owner,
        name=validate_plain_text(name, what=_("Namnet"), limit=150),
        project_type=project_type,
        year=validate_budget_year(year, today=today),
        amount_ore=amount_ore,
        quantity=quantity,
        unit=unit,
        basis=validate_plain_text(basis, what=_("Källan"), limit=200),
        counted_on=counted_on,
        note=validate_plain_text(note, what=_("Fotnoten"), limit=500) if note.strip() else "",
        is_fictitious=is_fictitious,
    )
    with transaction.atomic():
        figure.validate_constraints(exclude=["municipality"])
        figure.save()
        record(
            "key_figure.entered",
            actor=actor,
            subject=figure,
            data={"figure": str(figure), "kronor": grouped(figure.kronor)},
        )
    return figure


def validate_quantity(number) -> int:
    """A count that something can be shared out on."""
    if not 0 < number <= MOST:
        raise ActionRefused(
            _("Skriv ett antal mellan 1 och %(most)s.") % {"most": grouped(MOST)},
            code="quantity_out_of_range",
        )
    return number
