"""What tells the reader of a statement's page where it stands: steps, checklist, next step, receipt."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.components import Action, Badge, ChecklistItem, Receipt, Step
from coordination.domain.queries.minutes import what_was_approved
from coordination.domain.registration import timeliness_of
from coordination.enums import StatementState
from coordination.legal_dates import approval_due
from coordination.swedish import body_in_sentence

SOON = timedelta(days=7)
STAGES = [
    gettext_lazy("Skriv"),
    gettext_lazy("Granska"),
    gettext_lazy("Anta"),
    gettext_lazy("Skicka"),
]
REPORT_STAGES = [*STAGES[:2], gettext_lazy("Underteckna"), STAGES[3]]
# How many stages are behind the statement; adoption comes straight after review.
STAGES_DONE = {
    StatementState.DRAFT: 0,
    StatementState.REVIEW: 1,
    StatementState.ADOPTED: 3,
    StatementState.APPROVED: 3,
    StatementState.DISPATCHED: 4,
}
BADGES = {
    StatementState.DRAFT: ("neutral", "edit"),
    StatementState.REVIEW: ("info", "started"),
    StatementState.ADOPTED: ("accent", "lock"),
    StatementState.APPROVED: ("accent", "lock"),
    StatementState.DISPATCHED: ("success", "check"),
}


def state_badge(statement) -> Badge:
    """The statement's state in colour, symbol and word."""
    kind, icon = BADGES[statement.state]
    return Badge(kind, statement.get_state_display(), icon)


def due_is_near(statement, *, today) -> bool:
    """Whether the badge speaks of days left (”Om 3 dagar”), so that the date must stand beside it."""
    consultee = statement.consultee
    return bool(consultee.finished_on) or consultee.due_on - today <= SOON


def steps(statement) -> list[Step]:
    """Skriv, granska, anta, skicka: what is done, and what is now."""
    done = STAGES_DONE[statement.state]
    stages = REPORT_STAGES if statement.is_official_report else STAGES
    return [
        Step(str(label), "done" if index < done else "current" if index == done else "todo")
        for index, label in enumerate(stages)
    ]


# --- Innan nämnden antar -------------------------------------------------------------------------


def checked(content, sections, forecast=None) -> dict:
    """The checklist and how much of it is done, as the template that shows it wants them."""
    items = checklist(content, sections, forecast)
    return {"checklist": items, "checked": sum(item.state == "ok" for item in items)}


def checklist(content, sections, forecast=None) -> list[ChecklistItem]:
    """What must be in place before the body adopts; requests and opinions only if there are any."""
    statement = content.statement
    items = [_section_check(section) for section in sections]
    items.append(_stance_check(statement))
    if content.requests:
        count = ngettext("%(n)s önskemål", "%(n)s önskemål", len(content.requests))
        items.append(ChecklistItem(_("Önskemål finns"), "ok", count % {"n": len(content.requests)}))
    items.append(_review_check(statement))
    items += [_opinion_check(filed) for filed in content.opinions]
    items.append(
        _signature_check(statement)
        if statement.is_official_report
        else _meeting_check(statement, forecast)
    )
    return items


def _section_check(section) -> ChecklistItem:
    if section.is_empty:
        return ChecklistItem(
            _("%(section)s saknar text") % {"section": section.title}, "todo", url=section.edit_url
        )
    words = ngettext("%(n)s ord", "%(n)s ord", section.words) % {"n": section.words}
    return ChecklistItem(_("%(section)s finns") % {"section": section.title}, "ok", words)


def _stance_check(statement) -> ChecklistItem:
    if statement.stance:
        return ChecklistItem(_("Ställning vald"), "ok", statement.get_stance_display())
    url = reverse("coordination:describe_statement", args=[statement.pk])
    note = (
        _("Utan val blir den: har synpunkter")
        if statement.is_official_report
        else _("Kan också väljas när nämnden antar")
    )
    return ChecklistItem(_("Ställning"), "todo", note, url)


def _review_check(statement) -> ChecklistItem:
    if statement.state == StatementState.DRAFT:
        return ChecklistItem(_("Granskning"), "wait", _("Lämna yttrandet när texten är klar"))
    return ChecklistItem(_("Lämnat för granskning"), "ok")


def _opinion_check(filed) -> ChecklistItem:
    opinion = filed.opinion
    if filed.is_empty:
        note = _("Text saknas till bilaga %(letter)s") % {"letter": opinion.letter}
        return ChecklistItem(opinion.get_kind_display(), "todo", note)
    note = _("Bilaga %(letter)s") % {"letter": opinion.letter}
    return ChecklistItem(opinion.get_kind_display(), "ok", note)


def _signature_check(statement) -> ChecklistItem:
    if statement.is_frozen:
        return ChecklistItem(_("Underskrift"), "ok", str(statement.signer))
    return ChecklistItem(_("Underskrift"), "wait", _("Chefen undertecknar när texten är granskad"))


def _meeting_check(statement, forecast) -> ChecklistItem:
    if statement.is_frozen:
        return ChecklistItem(_("Möte och paragraf"), "ok", statement.decision.reference)
    meeting = forecast.meeting if forecast else None
    note = (
        _("Fylls i efter %(day)s") % {"day": date_format(meeting.held_on, "j F")}
        if meeting
        else _("Fylls i efter mötet")
    )
    return ChecklistItem(_("Möte och paragraf"), "wait", note)


# --- Nästa steg ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class NextStep:
    """What to do now, with its button; without one it says who has the next move."""

    title: str
    text: str = ""
    action: Action | None = None


def next_step(statement, sections, can) -> NextStep | None:
    """The one thing to do now with the statement, for a reader with the rights ``can``."""
    if statement.state == StatementState.DRAFT:
        return _while_writing(statement, sections, can)
    return {
        StatementState.REVIEW: _while_reviewed,
        StatementState.ADOPTED: _once_adopted,
        StatementState.APPROVED: _once_approved,
        StatementState.DISPATCHED: lambda statement, can: None,
    }[statement.state](statement, can)


def _while_writing(statement, sections, can):
    body = body_in_sentence(statement.consultee.organization.name)
    if not can["write"]:
        return NextStep(_("Yttrandet skrivs"), _("%(body)s arbetar med texten.") % {"body": body})
    empty = next((section for section in sections if section.is_empty), None)
    if empty:
        return NextStep(
            _("Skriv %(section)s") % {"section": empty.title.lower()},
            _("Text från Word kan klistras in."),
            Action(_("Skriv"), empty.edit_url, icon="edit", primary=True),
        )
    return NextStep(
        _("Lämna yttrandet för granskning"),
        _("Det går att ändra i texten också under granskningen."),
        _act(_("Lämna för granskning"), "submit_statement", statement, icon="arrow"),
    )


def _while_reviewed(statement, can):
    if statement.is_official_report:
        return _while_unsigned(statement, can)
    if not can["keep"]:
        return NextStep(_("Yttrandet granskas"), _("Nämndens sekreterare antar det efter mötet."))
    return NextStep(
        _("Anta yttrandet efter mötet"),
        _("Skriv in möte, paragraf, ordförande och sekreterare. Sedan går texten inte att ändra."),
        _act(_("Anta yttrandet"), "adopt_statement", statement, icon="check"),
    )


def _while_unsigned(statement, can):
    if not can["sign"]:
        return NextStep(_("Utlåtandet granskas"), _("Förvaltningens chef undertecknar det."))
    return NextStep(
        _("Underteckna utlåtandet"),
        _("Läs igenom texten. När du har undertecknat går den inte att ändra."),
        _act(_("Läs och underteckna"), "sign_report", statement, icon="check"),
    )


def _once_adopted(statement, can):
    if not can["keep"]:
        return None
    return NextStep(
        _("Anteckna när protokollet är justerat"),
        _("Därefter kan yttrandet skickas."),
        _act(_("Anteckna justeringen"), "approve_statement", statement, icon="check"),
    )


def _once_approved(statement, can):
    if not can["keep"]:
        return None
    sender = body_in_sentence(statement.consultee.referral.sender.name)
    return NextStep(
        _("Skicka yttrandet till %(sender)s") % {"sender": sender},
        _("Båda sidor får en kvittens."),
        _act(_("Skicka yttrandet"), "dispatch_statement", statement, icon="mail"),
    )


def _act(label, url_name, statement, *, icon) -> Action:
    url = reverse(f"coordination:{url_name}", args=[statement.pk])
    return Action(label, url, icon=icon, primary=True)


# --- Kvittens ------------------------------------------------------------------------------------


def receipt(statement) -> Receipt | None:
    """Proof of the adoption, and what happens now; nothing before it."""
    if not statement.is_frozen:
        return None
    document = statement.document
    pdf_url = reverse("coordination:statement_pdf", args=[statement.pk])
    check_url = f"{reverse('coordination:check_document')}?nummer={document.receipt_number}"
    rows = [_made_binding(statement), (_("Diarienummer"), statement.matter.registry_number)]
    if statement.approved_on and statement.decision:
        rows.append((what_was_approved(statement), date_format(statement.approved_on, "j F Y")))
    if statement.dispatched_at:
        sent = date_format(timezone.localtime(statement.dispatched_at), "j F Y, H.i")
        rows += [(_("Skickat"), sent), *_proof(statement)]
    return Receipt(
        title=_("Utlåtandet är undertecknat")
        if statement.is_official_report
        else _("Yttrandet är antaget"),
        number=document.receipt_number,
        at=document.drawn_up_at,
        rows=rows,
        checksum=document.sha256,
        next_text=_what_happens_now(statement),
        actions=(
            Action(_("Öppna PDF"), pdf_url, icon="doc", primary=True),
            Action(_("Ladda ner PDF"), f"{pdf_url}?ladda-ner=1", icon="download"),
            *_receipt_as_file(statement),
            Action(_("Kontrollera handling"), check_url, icon="check"),
        ),
    )


def _receipt_as_file(statement) -> list[Action]:
    """The receipt on a page of its own, once the statement is sent."""
    if not statement.dispatched_at:
        return []
    url = reverse("coordination:statement_receipt", args=[statement.pk])
    return [Action(_("Ladda ner kvittensen"), f"{url}?ladda-ner=1", icon="download")]


def _made_binding(statement) -> tuple[str, str]:
    """By which decision, or by whose signature, the body stands behind what it says."""
    if statement.decision is None:
        signed = {"signer": statement.signer, "day": date_format(statement.signed_on, "j F Y")}
        return _("Undertecknat"), _("%(signer)s, %(day)s") % signed
    return _("Beslut"), _("%(body)s %(day)s, %(reference)s") % {
        "body": statement.consultee.organization.name,
        "day": date_format(statement.decision.decided_on, "j F Y"),
        "reference": statement.decision.reference,
    }


def _proof(statement) -> list[tuple[str, str]]:
    """Where the sent statement is registered, and whether it came in time."""
    registered = getattr(statement, "registration", None)
    rows = [(_("Registrerad som"), registered.label)] if registered else []
    time = timeliness_of(statement)
    if time is None:
        return rows
    due = {"day": date_format(time.due_on, "j F Y")}
    if not time.days_late:
        return [*rows, (_("I tid"), _("Ja, svarsdagen var %(day)s") % due)]
    late = ngettext("%(n)s dag sent", "%(n)s dagar sent", time.days_late) % {"n": time.days_late}
    return [*rows, (_("I tid"), _("%(late)s, svarsdagen var %(day)s") % {"late": late, **due})]


def _what_happens_now(statement) -> str:
    sender = body_in_sentence(statement.consultee.referral.sender.name)
    if statement.state == StatementState.ADOPTED:
        last_day = approval_due(statement.decision.decided_on)
        return _(
            "Protokollet ska justeras senast %(day)s. Sedan skickar sekreteraren yttrandet till %(sender)s."
        ) % {"day": date_format(last_day, "j F Y"), "sender": sender}
    if statement.state == StatementState.APPROVED:
        if statement.is_official_report:
            return _("Förvaltningen skickar utlåtandet till %(sender)s.") % {"sender": sender}
        return _("Sekreteraren skickar yttrandet till %(sender)s.") % {"sender": sender}
    return _(
        "Yttrandet är skickat. Svaren på önskemålen visas här när %(sender)s har lämnat dem."
    ) % {"sender": sender}
