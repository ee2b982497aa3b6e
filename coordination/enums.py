"""The kernel's closed vocabularies, and the transitions that states allow.

Codes are the glossary's English terms; labels are what an official reads. A transition table is
data: ``(state, action) -> next state``. What is not in the table is refused (ARCHITECTURE rule 3).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganizationKind(TextChoices):
    """What sort of body an organization is (organisationsform)."""

    MUNICIPALITY = "municipality", _("Kommun")
    COUNCIL = "council", _("Fullmäktige")
    EXECUTIVE_BOARD = "executive_board", _("Kommunstyrelse")
    COMMITTEE = "committee", _("Nämnd")
    DISTRICT_COMMITTEE = "district_committee", _("Stadsdelsnämnd")
    SUBCOMMITTEE = "subcommittee", _("Utskott")
    DRAFTING_COMMITTEE = "drafting_committee", _("Beredning")
    MUNICIPAL_COMPANY = "municipal_company", _("Kommunalt bolag")
    ADMINISTRATION = "administration", _("Förvaltning")
    DIVISION = "division", _("Rotel")
    REGION = "region", _("Region")
    STATE_AGENCY = "state_agency", _("Statlig myndighet")
    ASSOCIATION = "association", _("Förening eller förbund")
    COMPANY = "company", _("Företag")
    UNIVERSITY = "university", _("Högskola")
    STEERING_GROUP = "steering_group", _("Styrgrupp")
    WORKING_GROUP = "working_group", _("Arbetsgrupp")
    REFERENCE_GROUP = "reference_group", _("Referensgrupp")
    NETWORK = "network", _("Nätverk")


# Bodies that may decide. A group of officials recommends (kommunallagen 6:38, 7:5).
DECIDING_KINDS = frozenset(
    {
        OrganizationKind.COUNCIL,
        OrganizationKind.EXECUTIVE_BOARD,
        OrganizationKind.COMMITTEE,
        OrganizationKind.DISTRICT_COMMITTEE,
        OrganizationKind.SUBCOMMITTEE,
        OrganizationKind.MUNICIPAL_COMPANY,
    }
)
GROUP_KINDS = frozenset(
    {
        OrganizationKind.STEERING_GROUP,
        OrganizationKind.WORKING_GROUP,
        OrganizationKind.REFERENCE_GROUP,
        OrganizationKind.NETWORK,
    }
)
# Bodies that can be asked for a statement (remissinstanser).
CONSULTABLE_KINDS = frozenset(
    DECIDING_KINDS
    | {
        OrganizationKind.ADMINISTRATION,
        OrganizationKind.REGION,
        OrganizationKind.STATE_AGENCY,
        OrganizationKind.ASSOCIATION,
        OrganizationKind.COMPANY,
        OrganizationKind.UNIVERSITY,
    }
) - {OrganizationKind.COUNCIL}


class Role(TextChoices):
    """What a seat is for (uppdrag eller befattning). Tasks belong to roles, not to persons."""

    CHAIR = "chair", _("Ordförande")
    VICE_CHAIR = "vice_chair", _("Vice ordförande")
    MEMBER = "member", _("Ledamot")
    SUBSTITUTE = "substitute", _("Ersättare")
    SECRETARY = "secretary", _("Sekreterare")
    REGISTRAR = "registrar", _("Registrator")
    HEAD = "head", _("Förvaltningschef")
    CASE_OFFICER = "case_officer", _("Handläggare")
    COORDINATOR = "coordinator", _("Samordnare")
    CONTROLLER = "controller", _("Controller")
    ADMINISTRATOR = "administrator", _("Systemförvaltare")
    AUDITOR = "auditor", _("Revisor")


# Whose seats count when a body needs more than half of its members (kommunallagen 6:27).
FULL_MEMBERS = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER})
# Who keeps a body's matters in order and sends on its behalf.
COORDINATING = frozenset({Role.COORDINATOR, Role.SECRETARY, Role.REGISTRAR})


class PartyRole(TextChoices):
    """Why an organization has a part in a matter (M-04: designated, contributing, consulted)."""

    LEAD = "lead", _("Leder")
    CONVENER = "convener", _("Sammankallar och samordnar")
    SPECIAL_RESPONSIBILITY = "special_responsibility", _("Särskilt ansvar")
    CONTRIBUTING = "contributing", _("Medverkar")
    CONSULTED = "consulted", _("Tillfrågad")


class AreaKind(TextChoices):
    """What sort of geographic area (områdestyp)."""

    FOCUS_AREA = "focus_area", _("Fokusområde")
    DESIGNATED_AREA = "designated_area", _("Utpekat område")
    DISTRICT = "district", _("Stadsdel")
    SUB_AREA = "sub_area", _("Delområde")
    CITY_CENTRE = "city_centre", _("Stadskärna")


class Roll(TextChoices):
    """What becomes of a computed day that is no working day (arbetsdagsregel)."""

    NONE = "none", _("Dagen gäller ändå")
    NEXT = "next", _("Nästa arbetsdag")
    PREVIOUS = "previous", _("Arbetsdagen före")
    MEETING = "meeting", _("Organets sista sammanträde före dagen")


class MeetingState(TextChoices):
    """Where a meeting is: to be held, called off, or over."""

    PLANNED = "planned", _("Planerat")
    CANCELLED = "cancelled", _("Inställt")
    CLOSED = "closed", _("Avslutat")


class AttendanceRole(TextChoices):
    """As what somebody was at a meeting (närvaro): only those who serve take part in decisions."""

    MEMBER = "member", _("Ledamot")
    SERVING_SUBSTITUTE = "serving_substitute", _("Tjänstgörande ersättare")
    SUBSTITUTE = "substitute", _("Ersättare, tjänstgjorde inte")


SERVING = frozenset({AttendanceRole.MEMBER, AttendanceRole.SERVING_SUBSTITUTE})


class AssignmentState(TextChoices):
    """How far the receiver of an assignment (uppdrag) has come. It follows from its days."""

    GIVEN = "given", _("Inte bekräftat")
    UNDERWAY = "underway", _("Pågår")
    COMPLETED = "completed", _("Klart")


class ReferralState(TextChoices):
    """Where a referral (remiss) is in its life."""

    DRAFT = "draft", _("Utkast")
    SENT = "sent", _("Skickad")
    CLOSED = "closed", _("Avslutad")
    RECALLED = "recalled", _("Återkallad")


REFERRAL_TRANSITIONS = {
    (ReferralState.DRAFT, "send"): ReferralState.SENT,
    (ReferralState.SENT, "close"): ReferralState.CLOSED,
    (ReferralState.SENT, "recall"): ReferralState.RECALLED,
    (ReferralState.CLOSED, "reopen"): ReferralState.SENT,
}


class ConsulteeState(TextChoices):
    """How far one consulted body (remissinstans) has come with its answer."""

    AWAITED = "awaited", _("Inväntas")
    STARTED = "started", _("Pågår")
    INCOMPLETE = "incomplete", _("Uppgifter saknas")
    ANSWERED = "answered", _("Svarat")
    DECLINED = "declined", _("Avstår")


CONSULTEE_TRANSITIONS = {
    (ConsulteeState.AWAITED, "start"): ConsulteeState.STARTED,
    (ConsulteeState.AWAITED, "decline"): ConsulteeState.DECLINED,
    (ConsulteeState.STARTED, "decline"): ConsulteeState.DECLINED,
    (ConsulteeState.STARTED, "answer"): ConsulteeState.ANSWERED,
    (ConsulteeState.INCOMPLETE, "answer"): ConsulteeState.ANSWERED,
    (ConsulteeState.ANSWERED, "find_incomplete"): ConsulteeState.INCOMPLETE,
    (ConsulteeState.DECLINED, "start"): ConsulteeState.STARTED,
}
CONSULTEE_FINISHED = frozenset({ConsulteeState.ANSWERED, ConsulteeState.DECLINED})


class StatementState(TextChoices):
    """Where a statement (yttrande) is: written, reviewed, adopted, approved, dispatched."""

    DRAFT = "draft", _("Utkast")
    REVIEW = "review", _("Granskas")
    ADOPTED = "adopted", _("Antaget")
    APPROVED = "approved", _("Justerat")
    DISPATCHED = "dispatched", _("Skickat")


STATEMENT_TRANSITIONS = {
    (StatementState.DRAFT, "submit"): StatementState.REVIEW,
    (StatementState.REVIEW, "send_back"): StatementState.DRAFT,
    (StatementState.REVIEW, "adopt"): StatementState.ADOPTED,
    (StatementState.ADOPTED, "approve"): StatementState.APPROVED,
    (StatementState.APPROVED, "dispatch"): StatementState.DISPATCHED,
}
# From adoption on the text is frozen and the matter's parties may read it.
STATEMENT_FROZEN = frozenset(
    {StatementState.ADOPTED, StatementState.APPROVED, StatementState.DISPATCHED}
)


class SectionKind(TextChoices):
    """The parts of a statement's text, in the order of the document (documents.md C1)."""

    SUMMARY = "summary", _("Sammanfattning")
    BODY = "body", _("Yttrande")


class SavedBy(TextChoices):
    """How a version of a section's text came about."""

    TYPED = "typed", _("Sparad")
    AUTOSAVE = "autosave", _("Sparad automatiskt")
    WORD = "word", _("Hämtad från Word")
    RESTORED = "restored", _("Återställd")
    TEXT_BLOCK = "text_block", _("Textblock infogat")


class Stance(TextChoices):
    """What the body thinks of the proposal (ställningstagande, M-10)."""

    ENDORSES = "endorses", _("Tillstyrker")
    ENDORSES_WITH_ADDITIONS = "endorses_with_additions", _("Tillstyrker med tillägg")
    ENDORSES_IN_PART = "endorses_in_part", _("Tillstyrker delvis")
    HAS_COMMENTS = "has_comments", _("Har synpunkter")
    ADVISES_AGAINST = "advises_against", _("Avstyrker")
    ABSTAINS = "abstains", _("Avstår från att ta ställning")


class PartViewKind(TextChoices):
    """What a statement says of one part of the referred text."""

    COMMENT = "comment", _("Synpunkt")
    CORRECTION = "correction", _("Sakuppgift att rätta")
    AGREEMENT = "agreement", _("Instämmer")


class RequestKind(TextChoices):
    """What a statement's request (önskemål) is about."""

    GENERAL = "general", _("Annat önskemål")
    SEAT = "seat", _("Plats i grupp")
    AREA = "area", _("Område")
    FINANCING = "financing", _("Finansiering")
    EVALUATION = "evaluation", _("Utvärdering")


class Outcome(TextChoices):
    """What became of a request (utfall, M-11)."""

    ACCEPTED = "accepted", _("Bifalls")
    PARTLY = "partly", _("Bifalls delvis")
    REJECTED = "rejected", _("Avslås")
    DEFERRED = "deferred", _("Skjuts upp")


class OpinionKind(TextChoices):
    """The three kinds of opinion that members may file beside a decision."""

    SEPARATE_OPINION = "separate_opinion", _("Särskilt yttrande")
    SEPARATE_REMARK = "separate_remark", _("Särskilt uttalande")
    RESERVATION = "reservation", _("Reservation")


class Origin(TextChoices):
    """What a memorandum answers (ärendets upprinnelse)."""

    INCOMING_REFERRAL = "incoming_referral", _("Remiss från annan")
    WRITTEN_QUESTION = "written_question", _("Skrivelse")
    OWN_MATTER = "own_matter", _("Eget ärende")


class MemorandumState(TextChoices):
    """Where a memorandum (promemoria) is: written, presented to the bodies, decided."""

    DRAFT = "draft", _("Utkast")
    PRESENTED = "presented", _("Föredras")
    DECIDED = "decided", _("Beslutad")


MEMORANDUM_TRANSITIONS = {
    (MemorandumState.DRAFT, "present"): MemorandumState.PRESENTED,
    (MemorandumState.PRESENTED, "refer_back"): MemorandumState.DRAFT,
    (MemorandumState.PRESENTED, "decide"): MemorandumState.DECIDED,
}


class StageKind(TextChoices):
    """The stages from presenter to decision, in their order (K-06)."""

    PRESENTER = "presenter", _("Föredragande")
    DRAFTING_COMMITTEE = "drafting_committee", _("Beredning")
    BOARD = "board", _("Nämnd eller styrelse")
    COUNCIL = "council", _("Fullmäktige")


# At which stage a body of each kind takes a memorandum up. Groups of officials have none.
STAGE_OF_BODY = {
    OrganizationKind.DRAFTING_COMMITTEE: StageKind.DRAFTING_COMMITTEE,
    OrganizationKind.SUBCOMMITTEE: StageKind.DRAFTING_COMMITTEE,
    OrganizationKind.EXECUTIVE_BOARD: StageKind.BOARD,
    OrganizationKind.COMMITTEE: StageKind.BOARD,
    OrganizationKind.DISTRICT_COMMITTEE: StageKind.BOARD,
    OrganizationKind.MUNICIPAL_COMPANY: StageKind.BOARD,
    OrganizationKind.COUNCIL: StageKind.COUNCIL,
}


class StageState(TextChoices):
    """Whether a stage is still to come or its result stands fast."""

    AWAITED = "awaited", _("Väntar")
    RECORDED = "recorded", _("Klart")


class StageResult(TextChoices):
    """What came of a memorandum at a stage."""

    PROPOSED = "proposed", _("Föreslår")
    APPROVAL = "approval", _("Bifall")
    REJECTION = "rejection", _("Avslag")
    TABLED = "tabled", _("Bordläggning")
    REFERRED_BACK = "referred_back", _("Återremiss")
    PARTLY_APPROVED = "partly_approved", _("Delvis bifall")
    ADDITION = "addition", _("Därutöver anföra")


# The results that a body words in clauses of its own.
WORDED_RESULTS = frozenset({StageResult.PARTLY_APPROVED, StageResult.ADDITION})
# The results after which the memorandum goes on to the next stage.
ONWARD_RESULTS = frozenset(
    {
        StageResult.PROPOSED,
        StageResult.APPROVAL,
        StageResult.REJECTION,
        StageResult.PARTLY_APPROVED,
        StageResult.ADDITION,
    }
)
STAGE_TRANSITIONS = {
    (StageState.AWAITED, "write"): StageState.AWAITED,
    (StageState.AWAITED, "file_opinion"): StageState.AWAITED,
    (StageState.AWAITED, "record"): StageState.RECORDED,
}


class DocumentKind(TextChoices):
    """What a stored document (handling) is."""

    PROPOSAL = "proposal", _("Remitterat förslag")
    STATEMENT = "statement", _("Yttrande")
    SIGNED_COPY = "signed_copy", _("Undertecknat exemplar")
    STATEMENT_RECEIPT = "statement_receipt", _("Kvittens")
    MEETING_PAPER = "meeting_paper", _("Underlag till sammanträde")
    OFFICIAL_REPORT = "official_report", _("Tjänsteutlåtande")
    MEMORANDUM = "memorandum", _("Promemoria")
    COMPILATION = "compilation", _("Remissammanställning")
    REFERRAL_LETTER = "referral_letter", _("Remissmissiv")
    FOUR_QUESTIONS = "four_questions", _("Redovisning av beviljade medel")
    DIALOGUE_NOTES = "dialogue_notes", _("Underlag för en dialog")


class BundleState(TextChoices):
    """How far a meeting's papers (möteshandlingar) have come in being drawn up."""

    QUEUED = "queued", _("Väntar")
    RUNNING = "running", _("Skapas")
    DONE = "done", _("Klara")
    FAILED = "failed", _("Gick inte att skapa")


class JobState(TextChoices):
    """How far something has come that is made in the background."""

    QUEUED = "queued", _("Väntar")
    RUNNING = "running", _("Pågår")
    DONE = "done", _("Klar")
    FAILED = "failed", _("Gick inte")
    CANCELLED = "cancelled", _("Avbruten")


class LetterheadLayout(TextChoices):
    """How the head of a body's documents is laid out (brevhuvud): ours, Stockholm's, Malmö's."""

    STANDARD = "standard", _("Alla uppgifter till höger")
    HANDLER_FIRST = "handler_first", _("Handläggare och mottagare på en egen rad, som i Stockholm")
    REFERENCE_FIRST = "reference_first", _("Datum och referens först, som i Malmö")


class MessageState(TextChoices):
    """Where an outgoing message (utskick) is. ``SENT`` only after the mail server said yes."""

    PENDING = "pending", _("Väntar")
    CLAIMED = "claimed", _("Skickas")
    SENT = "sent", _("Skickat")
    FAILED = "failed", _("Gick inte att skicka")


class ReminderAudience(TextChoices):
    """Who a step of a reminder rule tells. All but the first are escalations (upptrappning)."""

    OWNER = "owner", _("Den ansvariga")
    DEPUTY = "deputy", _("Ställföreträdare")
    CHAIR = "chair", _("Ordföranden")
    STEERING_GROUP = "steering_group", _("Styrgruppen")


class ReminderPause(TextChoices):
    """When reminders rest: those before the day come earlier then, those after it later."""

    NEVER = "never", _("Aldrig")
    DAYS_OFF = "days_off", _("Lördagar, söndagar och helgdagar")
    HOLIDAYS = "holidays", _("Också under sommaren och jul")


class ReminderDelivery(TextChoices):
    """How someone wants to be reminded of a kind of deadline."""

    DAILY = "daily", _("Samma dag, i ett samlat brev")
    WEEKLY = "weekly", _("Varje måndag, i ett samlat brev")
    NEVER = "never", _("Inte alls")


class ReminderUnsent(TextChoices):
    """Why a reminder never became a letter."""

    TOO_OLD = "too_old", _("För gammal")
    SETTLED = "settled", _("Blev klart eller flyttades innan brevet gick")
    DECLINED = "declined", _("Mottagaren har valt bort dem")


class ReminderOccasion(TextChoices):
    """Which letter a text is for."""

    BEFORE = "before", _("Före dagen")
    TODAY = "today", _("På dagen")
    LATE = "late", _("Efter dagen")
    SEVERAL = "several", _("Flera saker i samma brev")
    ESCALATED = "escalated", _("Till någon annan än den ansvariga")
    INFORMED = "informed", _("Flera saker, till någon annan än de ansvariga")
