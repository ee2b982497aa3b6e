"""The lists of money that leave as files: the ledger, grants, applications."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.exports.listing import Column, ColumnKind, Listing
from coordination.registry import listings
from funding.domain.queries.financing import initiatives_by_financing, with_financing
from funding.domain.queries.ledger import LONGEST_NUMBER, LedgerFilter
from funding.domain.queries.strip import PARAMETERS
from funding.enums import ApplicationState, EntryKind, ProjectState, ProjectType
from funding.models import Application, Grant, LedgerEntry

SILENT = "tysta"  # the filter for grants that nobody has reported on
WORD, MONEY, DAY, MOMENT, NUMBER = (
    ColumnKind.WORD,
    ColumnKind.MONEY,
    ColumnKind.DAY,
    ColumnKind.MOMENT,
    ColumnKind.NUMBER,
)

LEDGER = (
    Column(_("Rad"), "pk", NUMBER),
    Column(_("Bokförd"), "booked_on", DAY),
    Column(_("Slag"), "kind", WORD, EntryKind),
    Column(_("Belopp (kr)"), "amount_ore", MONEY),
    Column(_("Finansieringskälla"), "funding_source__name"),
    Column(_("År"), "funding_source__year", NUMBER),
    Column(_("Omgång"), "round__name"),
    Column(_("Bidrag"), "grant__title"),
    Column(_("Mottagare"), "grant__recipient__name"),
    Column(_("Underlag"), "document"),
    Column(_("Anteckning"), "note"),
    Column(_("Rättar rad"), "reverses_id", NUMBER),
    Column(_("Antecknad"), "recorded_at", MOMENT),
)
GRANTS = (
    Column(_("Projekt"), "title"),
    Column(_("Mottagare"), "recipient__name"),
    Column(_("Omgång"), "round__name"),
    Column(_("Finansieringskälla"), "round__source__name"),
    Column(_("År"), "round__source__year", NUMBER),
    Column(_("Område"), "area__name"),
    Column(_("Projektnummer"), "project_code"),
    Column(_("Slag av insats"), "project_type", WORD, ProjectType),
    Column(_("Läge"), "project_state", WORD, ProjectState),
    Column(_("Ska vara klart"), "planned_on", DAY),
    Column(_("Genomfört"), "completed_on", DAY),
    Column(_("Beviljat (kr)"), "granted_ore", MONEY),
    Column(_("Omdisponerat (kr)"), "repurposed_ore", MONEY),
    Column(_("Betalt (kr)"), "paid_ore", MONEY),
    Column(_("Använt (kr)"), "used_ore", MONEY),
    Column(_("Återlämnat (kr)"), "returned_ore", MONEY),
    Column(_("Senast rapporterat"), "reported_on", DAY),
)
APPLICATIONS = (
    Column(_("Nummer"), "number", NUMBER),
    Column(_("Projekt"), "title"),
    Column(_("Huvudsökande"), "lead__name"),
    Column(_("Omgång"), "round__name"),
    Column(_("Område"), "area__name"),
    Column(_("Läge"), "state", WORD, ApplicationState),
    Column(_("Hela kostnaden (kr)"), "cost_ore", MONEY),
    Column(_("Sökt (kr)"), "applied_ore", MONEY),
    Column(_("Finansierat (kr)"), "financed_ore", MONEY),
    Column(_("Inlämnad"), "submitted_at", MOMENT),
)
FINANCING = (
    Column(_("Insats"), "title"),
    Column(_("Program"), "programme__name"),
    Column(_("Leder"), "lead__name"),
    Column(_("Behövs (kr)"), "needed_ore", MONEY),
    Column(_("Befintliga medel (kr)"), "existing_ore", MONEY),
    Column(_("Nya medel (kr)"), "new_ore", MONEY),
    Column(_("Extern finansiering (kr)"), "external_ore", MONEY),
    Column(_("Saknas (kr)"), "missing_ore", MONEY),
)


def register() -> None:
    """Put the lists in the kernel's table."""
    for each in (
        Listing("pengaboken", _("Pengaboken"), LEDGER, _ledger, _ledger_page),
        Listing("bidrag", _("Bidrag"), GRANTS, _grants, _round_page),
        Listing("ansokningar", _("Ansökningar"), APPLICATIONS, _applications, _round_page),
        Listing("finansiering", _("Insatsernas finansiering"), FINANCING, _financing, _list_page),
    ):
        listings.register(each)


def _ledger(user, params):
    return LedgerFilter.read(params).apply(LedgerEntry.objects.visible_to(user)).newest_first()


def _ledger_page(params) -> str:
    kept = {name: params[name] for name in (*PARAMETERS.values(), "visa", "per") if name in params}
    return f"{reverse('funding:ledger')}?{urlencode(kept)}" if kept else reverse("funding:ledger")


def _grants(user, params):
    rows = Grant.objects.visible_to(user).unreported_first()
    if in_round := _number(params, "omgang"):
        rows = rows.filter(round=in_round)
    state = params.get("lage", "")
    if state == SILENT:
        return rows.unreported()
    return rows.filter(project_state=state) if state in ProjectState else rows


def _applications(user, params):
    rows = Application.objects.visible_to(user).by_rank()
    if in_round := _number(params, "omgang"):
        rows = rows.filter(round=in_round)
    state = params.get("lage", "")
    return rows.filter(state=state) if state in ApplicationState else rows


def _financing(user, params):
    rows = initiatives_by_financing(user, narrowed=params.get("visa", ""))
    return with_financing(rows).order_by("sort_key", "pk")


def _list_page(params) -> str:
    address = reverse("funding:financing_list")
    return f"{address}?{urlencode({'visa': params['visa']})}" if "visa" in params else address


def _round_page(params) -> str:
    pk = _number(params, "omgang")
    return reverse("funding:round", args=[pk]) if pk else reverse("funding:rounds")


def _number(params, name) -> int | None:
    text = params.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None
