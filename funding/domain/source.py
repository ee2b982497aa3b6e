"""Funding sources: opened with a frame, given another frame by decision, and closed for the year."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused, EditConflict
from coordination.swedish import format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.ledger import Origin, Posting, lock_source, post, posted_before
from funding.enums import EntryKind, MoneyPurpose, SourceKind
from funding.exceptions import CapExceeded
from funding.models import Source
from funding.validators import validate_amount, validate_percent

FIRST_YEAR, YEARS_AHEAD = 2000, 10
MOST_DEVIATION = 100


@dataclass(frozen=True)
class Terms:
    """What holds for a source's money besides how much it is.

    Activity or administration money; the last day to use it; how many per cent others put in, or which
    source this one helps to pay for; when a forecast deviates; above what sum two persons are needed.
    """

    purpose: str = MoneyPurpose.ACTIVITY
    expires_on: date | None = None
    co_financing_percent: int | None = None
    co_finances: Source | None = None
    deviation_percent: int = 10
    two_persons_above_ore: int | None = None


def open_source(
    owner,
    *,
    actor,
    name,
    year,
    kind,
    use,
    frame_ore,
    basis,
    key,
    decision=None,
    terms: Terms | None = None,
    is_approximate=False,
    is_fictitious=False,
    now=None,
) -> Source:
    """Open a source of money (finansieringskälla) with its frame (ram), booked as the first row.

    ``basis`` says where the frame comes from; ``key`` is the form's own, so that sending it twice
    opens one source. Raises PermissionDenied, ValidationError (amount, year, name taken).
    """
    now = now or timezone.now()
    rights.require(permissions.can_manage_money(actor, owner))
    terms = _checked(terms or Terms(), kind)
    source = Source(
        owner=owner,
        name=validate_plain_text(name, what=_("Namnet"), limit=150),
        year=_accepted_year(year, today=timezone.localdate(now)),
        kind=kind,
        use=use,
        basis=validate_plain_text(basis, what=_("Varifrån ramen kommer"), limit=200),
        is_approximate=is_approximate,
        is_fictitious=is_fictitious,
        **vars(terms),
    )
    validate_amount(frame_ore)
    origin = Origin.of_form(key, owner=owner.pk, name=source.name, year=year, frame=frame_ore)
    with transaction.atomic():
        if earlier := posted_before(origin, EntryKind.FRAME):
            return earlier.funding_source
        source.validate_constraints(exclude=["municipality"])
        source.save()
        _post_frame(source, frame_ore, origin=origin, actor=actor, decision=decision, now=now)
        record(
            "source.opened",
            actor=actor,
            subject=source,
            data={"name": source.name, "year": source.year, "frame": format_kr(frame_ore)},
        )
    source.refresh_from_db()
    return source


def change_frame(source, *, actor, frame_ore, basis, key, decision=None, now=None) -> Source:
    """Give a source another frame from today: a row with the difference. Never below what is granted.

    Raises PermissionDenied, CapExceeded, ActionRefused when the frame is the same.
    """
    now = now or timezone.now()
    rights.require(permissions.can_manage_money(actor, source.owner))
    validate_amount(frame_ore)
    basis = validate_plain_text(basis, what=_("Varifrån ramen kommer"), limit=200)
    origin = Origin.of_form(key, source=source.pk, frame=frame_ore, basis=basis)
    with transaction.atomic():
        current = lock_source(source)
        if posted_before(origin, EntryKind.FRAME):
            return current
        _refuse_frame(current, frame_ore)
        difference = frame_ore - current.frame_ore
        current.basis = basis
        current.save(update_fields=["basis"])
        _post_frame(current, difference, origin=origin, actor=actor, decision=decision, now=now)
        record(
            "source.frame_changed",
            actor=actor,
            subject=current,
            data={
                "from": format_kr(current.frame_ore),
                "to": format_kr(frame_ore),
                "basis": basis,
            },
        )
    current.refresh_from_db()
    return current


def set_terms(source, *, actor, terms: Terms, version) -> Source:
    """Change what holds for a source's money. ``version`` is what the writer saw.

    Raises EditConflict when somebody changed the terms in between, PermissionDenied, ValidationError.
    """
    rights.require(permissions.can_manage_money(actor, source.owner))
    terms = _checked(terms, source.kind, source=source)
    with transaction.atomic():
        current = lock_source(source)
        changed = {
            name: value for name, value in vars(terms).items() if _differs(current, name, value)
        }
        if not changed:
            return current
        if current.version != version:
            raise EditConflict(theirs=current, mine=terms)
        for name, value in (changed | {"version": version + 1}).items():
            setattr(current, name, value)
        current.save(update_fields=[*changed, "version"])
        record(
            "source.terms_changed",
            actor=actor,
            subject=current,
            data={"changed": sorted(changed)},
        )
    return current


def close_books(source, *, actor, through, now=None) -> Source:
    """Close a source's books until and including a day (bokslut): nothing more is booked there.

    What turns out wrong afterwards is corrected by rows booked later. Never opened again. Raises
    PermissionDenied, ActionRefused.
    """
    today = timezone.localdate(now or timezone.now())
    rights.require(permissions.can_manage_money(actor, source.owner))
    if through >= today:
        raise ActionRefused(
            _("Dagen är inte slut än. Stäng till och med en dag som har varit."),
            code="day_to_come",
        )
    with transaction.atomic():
        current = lock_source(source)
        if current.books_closed_on and through <= current.books_closed_on:
            raise ActionRefused(
                _("Böckerna är redan stängda till och med den dagen."), code="books_closed"
            )
        current.books_closed_on = through
        current.save(update_fields=["books_closed_on"])
        record("source.books_closed", actor=actor, subject=current, data={"through": through})
    return current


def _differs(source, name, value) -> bool:
    return bool(getattr(source, name) != value)


def _checked(terms, kind, *, source=None) -> Terms:
    """Terms that hold together, and with the kind of money."""
    validate_percent(terms.co_financing_percent)
    validate_percent(terms.deviation_percent, most=MOST_DEVIATION)
    if terms.two_persons_above_ore is not None:
        validate_amount(terms.two_persons_above_ore, zero=True)
    if kind == SourceKind.RESERVED_EQUITY and terms.expires_on is None:
        raise ActionRefused(
            _("Öronmärkt eget kapital ska ha en sista dag. Skriv den dag som beslutet anger."),
            code="expiry_missing",
        )
    if source is not None and terms.co_finances == source:
        raise ActionRefused(
            _("En källa kan inte medfinansiera sig själv. Välj en annan."), code="finances_itself"
        )
    return terms


def _refuse_frame(source, frame_ore):
    if frame_ore == source.frame_ore:
        raise ActionRefused(_("Ramen är redan så stor."), code="same_frame")
    if frame_ore + source.exempt_ore < source.granted_ore:
        raise CapExceeded(
            _("Det finns redan beviljat för %(granted)s. Ramen kan inte bli mindre än så.")
            % {"granted": format_kr(source.granted_ore)},
            code="below_granted",
        )


def _accepted_year(year, *, today):
    if not FIRST_YEAR <= year <= today.year + YEARS_AHEAD:
        raise ActionRefused(
            _("Året verkar fel. Välj ett år mellan %(first)s och %(last)s.")
            % {"first": FIRST_YEAR, "last": today.year + YEARS_AHEAD},
            code="year_out_of_range",
        )
    return year


def _post_frame(source, amount_ore, *, origin, actor, decision, now):
    post(
        Posting(
            kind=EntryKind.FRAME,
            funding_source=source,
            amount_ore=amount_ore,
            booked_on=timezone.localdate(now),
            document=source.basis,
            decision=decision,
            is_approximate=source.is_approximate,
        ),
        origin=origin,
        actor=actor,
        now=now,
    )
