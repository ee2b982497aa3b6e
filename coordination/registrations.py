"""What the kernel itself puts in the registry."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination import legal_dates, sentences
from coordination.date_rules import DateRule
from coordination.documents import (
    bundle,
    compilation,
    memorandum,
    official_report,
    referral_letter,
    statement_receipt,
)
from coordination.documents.assemble_letter import render_letter
from coordination.documents.assemble_memorandum import render_memorandum
from coordination.documents.assemble_receipt import render_receipt
from coordination.documents.assemble_report import render_signed
from coordination.documents.assembly import render_adopted
from coordination.documents.statement import TEMPLATE_VERSION
from coordination.domain.queries import disposition_link, search
from coordination.domain.queries.request import waiting_requests
from coordination.domain.queries.upkeep import upkeep_for
from coordination.registry import (
    DeadlineKind,
    DeadlineSubject,
    DeskPanel,
    DocumentType,
    LinkableSubject,
    NavItem,
    deadline_kinds,
    deadline_subjects,
    desk_panels,
    document_types,
    linkable_subjects,
    navigation,
)

MENU = (
    NavItem(10, _("Min sida"), "coordination:desk"),
    NavItem(15, _("Datum"), "coordination:deadlines", ("/datum/",)),
    NavItem(
        30,
        _("Remisser"),
        "coordination:referrals",
        ("/remisser/", "/remissinstanser/", "/inkommande/", "/yttranden/", "/onskemal/"),
    ),
    NavItem(
        35,
        _("Beredning"),
        "coordination:memoranda",
        ("/promemorior/", "/skrivelser/", "/fragor/", "/led/", "/reservationer/"),
    ),
    NavItem(60, _("Områden"), "coordination:areas", ("/omraden/",)),
)
DEADLINES = (
    ("consultee", _("Skriv yttrandet"), "coordination:consultee"),
    ("request", _("Besvara"), "coordination:request"),
    ("statement", _("Besvara önskemålen"), "coordination:statement_requests"),
    ("incoming_referral", _("Öppna remissen"), "coordination:incoming_referral"),
    ("assignment", _("Öppna uppdraget"), "coordination:assignment"),
    ("minutes", _("Öppna yttrandet"), "coordination:statement"),
    ("planned_date", _("Öppna datumet"), "coordination:planned_date"),
)
KINDS = (
    DeadlineKind("statement", _("Yttranden")),
    DeadlineKind("incoming_referral", _("Svar på remisser från andra")),
    DeadlineKind(
        "requests",
        _("Svar på önskemål"),
        rule=DateRule(days=30),
        event=_("efter att yttrandet antogs"),
    ),
    DeadlineKind("assignment", _("Uppdrag")),
    DeadlineKind(
        "approval",
        _("Justering av protokoll"),
        statutory=True,
        rule=legal_dates.APPROVAL,
        event=_("efter mötet (5 kap. 69 § kommunallagen)"),
    ),
    DeadlineKind(
        "notice",
        _("Anslag om justerat protokoll"),
        statutory=True,
        rule=legal_dates.NOTICE,
        event=_("efter justeringen (8 kap. 12 § kommunallagen)"),
    ),
    DeadlineKind(
        "notice_down",
        _("Nedtagning av anslag"),
        statutory=True,
        rule=legal_dates.APPEAL,
        event=_("efter anslaget, och tidigast dagen därpå (8 kap. 12 § kommunallagen)"),
        action=_("Visa anslaget"),
    ),
    DeadlineKind("planned", _("Egna datum")),
)
LINKABLE = (
    LinkableSubject(
        "seat", 10, _("Platser"), disposition_link.seats, disposition_link.seat_addresses
    ),
    LinkableSubject(
        "area",
        20,
        _("Områden"),
        disposition_link.areas,
        disposition_link.pages("coordination:area"),
    ),
    LinkableSubject(
        "decision",
        30,
        _("Beslut"),
        disposition_link.decisions,
        disposition_link.pages("coordination:decision"),
    ),
)
PANELS = (
    DeskPanel("upkeep", 5, "coordination/desk/upkeep.html", upkeep_for),
    DeskPanel("waiting_requests", 60, "coordination/request/desk_panel.html", waiting_requests),
)
DOCUMENTS = (
    DocumentType("bundle", bundle.TEMPLATE_VERSION, bundle.render_bundle),
    DocumentType("compilation", compilation.TEMPLATE_VERSION, compilation.render_compilation),
    DocumentType("memorandum", memorandum.TEMPLATE_VERSION, render_memorandum),
    DocumentType("official_report", official_report.TEMPLATE_VERSION, render_signed),
    DocumentType("referral_letter", referral_letter.TEMPLATE_VERSION, render_letter),
    DocumentType("statement", TEMPLATE_VERSION, render_adopted),
    DocumentType("statement_receipt", statement_receipt.TEMPLATE_VERSION, render_receipt),
)


def register() -> None:
    """Menu entries, deadline subjects, what answers may link to, boxes on Min sida, documents."""
    sentences.register()
    search.register()
    for code, action, url_name in DEADLINES:
        deadline_subjects.register(DeadlineSubject(code, action, _page(url_name)))
    for register_of, entries in (
        (deadline_kinds, KINDS),
        (navigation, MENU),
        (linkable_subjects, LINKABLE),
        (desk_panels, PANELS),
        (document_types, DOCUMENTS),
    ):
        for entry in entries:
            register_of.register(entry)


def _page(url_name):
    return lambda pk: reverse(url_name, args=[pk])
