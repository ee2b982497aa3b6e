"""The closed vocabularies of money, and the transitions that states allow."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    """Where money comes from (finansieringskälla)."""

    COMMITTEE_BUDGET = "committee_budget", _("Nämndens ordinarie budget")
    CENTRAL = "central", _("Kommunstyrelsens centrala medel")
    JOINT_INVESTMENT = "joint_investment", _("Gemensam investering")
    RESERVED_EQUITY = "reserved_equity", _("Öronmärkt eget kapital")
    STATE = "state", _("Statsbidrag")
    EU = "eu", _("EU-medel")
    OTHER = "other", _("Annan finansiering")


class MoneyUse(TextChoices):
    """What money may be spent on: running costs or lasting assets."""

    OPERATING = "operating", _("Drift")
    INVESTMENT = "investment", _("Investering")


class MoneyPurpose(TextChoices):
    """Whether money pays for what is done, or for the room and hours behind it (gardinsyndromet)."""

    ACTIVITY = "activity", _("Verksamhetsmedel")
    ADMINISTRATION = "administration", _("Förvaltningsmedel")


class RoundState(TextChoices):
    """Where a round (omgång) is: written, tried, open to apply in, its decision prepared, decided."""

    DRAFT = "draft", _("Förbereds")
    TEST = "test", _("Provas")
    OPEN = "open", _("Öppen för ansökan")
    CLOSED = "closed", _("Beslut förbereds")
    DECIDED = "decided", _("Beslutad")


ROUND_TRANSITIONS = {
    (RoundState.DRAFT, "try"): RoundState.TEST,
    # What was written while the round was tried is removed; then the form may be changed again.
    (RoundState.TEST, "end_trial"): RoundState.DRAFT,
    (RoundState.DRAFT, "open"): RoundState.OPEN,
    (RoundState.OPEN, "close"): RoundState.CLOSED,
    (RoundState.CLOSED, "decide"): RoundState.DECIDED,
    # A round may be decided in several steps, each with its own paragraph.
    (RoundState.DECIDED, "decide"): RoundState.DECIDED,
}
# Nobody outside knows of it yet, and no money may be booked in it.
UNOPENED = frozenset({RoundState.DRAFT, RoundState.TEST})
# Applications can be written and submitted.
APPLYING = frozenset({RoundState.TEST, RoundState.OPEN})


class PartKind(TextChoices):
    """What an application must tell (T-02, T-03), in the order of the form."""

    LOCAL_ANALYSIS = "local_analysis", _("Lokal analys")
    PROBLEM = "problem", _("Problemet")
    REMEDY = "remedy", _("Så ska insatsen hjälpa")
    LONG_TERM = "long_term", _("Långsiktighet")
    CALCULATION = "calculation", _("Kostnadskalkyl")
    FOLLOW_UP = "follow_up", _("Uppföljningsplan")
    DIALOGUE = "dialogue", _("Dialog med stadsdelsnämnden")
    LESSONS = "lessons", _("Så har vi använt lärdomarna")


class ApplicationState(TextChoices):
    """Where an application (ansökan) is."""

    DRAFT = "draft", _("Utkast")
    SUBMITTED = "submitted", _("Inlämnad")
    WITHDRAWN = "withdrawn", _("Återkallad")
    GRANTED = "granted", _("Beviljad")
    REFUSED = "refused", _("Avslagen")


APPLICATION_TRANSITIONS = {
    (ApplicationState.DRAFT, "submit"): ApplicationState.SUBMITTED,
    (ApplicationState.DRAFT, "withdraw"): ApplicationState.WITHDRAWN,
    (ApplicationState.SUBMITTED, "withdraw"): ApplicationState.WITHDRAWN,
    (ApplicationState.SUBMITTED, "grant"): ApplicationState.GRANTED,
    (ApplicationState.SUBMITTED, "refuse"): ApplicationState.REFUSED,
}
# Received by the round's owner: its assessors read it, and its text stands still.
RECEIVED = (ApplicationState.SUBMITTED, ApplicationState.GRANTED, ApplicationState.REFUSED)


class Financing(TextChoices):
    """Who pays a share of an application's cost (M-19)."""

    APPLIED = "applied", _("Söks i omgången")
    OWN = "own", _("Egen budget")
    EXTERNAL = "external", _("Annan finansiering")


class FinancingKind(TextChoices):
    """What a post of an initiative's financing says (M-19): what it costs, or which money covers that."""

    NEEDED = "needed", _("Behövs")
    EXISTING = "existing", _("Befintliga medel")
    NEW = "new", _("Nya medel")
    EXTERNAL = "external", _("Extern finansiering")


# Which money a source holds, seen from the initiative that it pays for.
FINANCING_OF = {
    SourceKind.COMMITTEE_BUDGET: FinancingKind.EXISTING,
    SourceKind.CENTRAL: FinancingKind.NEW,
    SourceKind.JOINT_INVESTMENT: FinancingKind.NEW,
    SourceKind.RESERVED_EQUITY: FinancingKind.NEW,
    SourceKind.STATE: FinancingKind.EXTERNAL,
    SourceKind.EU: FinancingKind.EXTERNAL,
    SourceKind.OTHER: FinancingKind.EXTERNAL,
}
# What a share that is not applied for is, once the application is granted.
FINANCING_OF_SHARE = {
    Financing.OWN: FinancingKind.EXISTING,
    Financing.EXTERNAL: FinancingKind.EXTERNAL,
}


class ProjectState(TextChoices):
    """How far the project that a grant pays for has come."""

    NOT_STARTED = "not_started", _("Inte påbörjat")
    UNDER_WAY = "under_way", _("Pågår")
    COMPLETED = "completed", _("Genomfört")
    NOT_CARRIED_OUT = "not_carried_out", _("Genomförs inte")


RUNNING_STATES = (ProjectState.NOT_STARTED, ProjectState.UNDER_WAY)
ENDED_STATES = (ProjectState.COMPLETED, ProjectState.NOT_CARRIED_OUT)
PROJECT_TRANSITIONS = {
    (ProjectState.NOT_STARTED, "start"): ProjectState.UNDER_WAY,
    (ProjectState.NOT_STARTED, "complete"): ProjectState.COMPLETED,
    (ProjectState.NOT_STARTED, "call_off"): ProjectState.NOT_CARRIED_OUT,
    (ProjectState.UNDER_WAY, "complete"): ProjectState.COMPLETED,
    (ProjectState.UNDER_WAY, "call_off"): ProjectState.NOT_CARRIED_OUT,
    (ProjectState.NOT_CARRIED_OUT, "start"): ProjectState.UNDER_WAY,
}


class EntryKind(TextChoices):
    """What a row in the ledger (pengaboken) says about the money."""

    FRAME = "frame", _("Ram")
    APPLIED = "applied", _("Sökt")
    GRANTED = "granted", _("Beviljat")
    PAID = "paid", _("Betalt")
    USED = "used", _("Använt")
    FORECAST = "forecast", _("Prognos")
    RETURNED = "returned", _("Återlämnat")
    KEPT = "kept", _("Behållet")
    # Both are booked in pairs: what one gives, the other gets, so that the sum of both is zero.
    REPURPOSED = "repurposed", _("Omdisponerat")
    TRANSFERRED = "transferred", _("Omfördelat")


# Rows of a source alone, and rows of a grant.
FRAME_KINDS = (EntryKind.FRAME, EntryKind.TRANSFERRED)
GRANT_KINDS = (
    EntryKind.GRANTED,
    EntryKind.PAID,
    EntryKind.USED,
    EntryKind.FORECAST,
    EntryKind.RETURNED,
    EntryKind.KEPT,
    EntryKind.REPURPOSED,
)
# What only a body can do, by a decision.
DECIDED_KINDS = (
    EntryKind.GRANTED,
    EntryKind.KEPT,
    EntryKind.REPURPOSED,
    EntryKind.TRANSFERRED,
)

# What the receiving body reports on its grants, with the verb of the form.
REPORTABLE_KINDS = (EntryKind.USED, EntryKind.FORECAST, EntryKind.RETURNED)
# What a file from the finance system may hold.
IMPORTED_KINDS = (EntryKind.USED, EntryKind.FORECAST)
# Rows that a mistake is taken back from. A frame or a forecast is followed by a new one instead, and
# a pair of rows by a pair in the other direction.
REVERSIBLE_KINDS = frozenset(
    {
        EntryKind.APPLIED,
        EntryKind.GRANTED,
        EntryKind.PAID,
        EntryKind.USED,
        EntryKind.RETURNED,
        EntryKind.KEPT,
    }
)


class BudgetSide(TextChoices):
    """Which way money goes in a budget table: out (kostnader), or in (intäkter, with minus)."""

    OUT = "out", _("Ut")
    IN = "in", _("In")


# A budget table's parts in their order: what it is called, and what its rows are.
BUDGET_PARTS = (
    (MoneyUse.OPERATING, _("Driftverksamhet"), _("Kostnader"), _("Intäkter (-)")),
    (MoneyUse.INVESTMENT, _("Investeringsplan"), _("Utgifter"), _("Inkomster")),
)
BUDGET_YEARS = 4  # the budget's own, and three of plan


class SurplusReason(TextChoices):
    """Why granted money was left over (T-15)."""

    CHEAPER = "cheaper", _("Det blev billigare än beräknat")
    NOT_POSSIBLE = "not_possible", _("Delar av arbetet kunde inte göras")
    OTHER = "other", _("Annat skäl")


class Disposition(TextChoices):
    """What becomes of granted money that was left over (T-16)."""

    RETURN = "return", _("Lämnas tillbaka till källan")
    REUSE = "reuse", _("Används till ett annat projekt för samma ändamål")
    KEEP = "keep", _("Stannar hos nämnden som dess överskott")


class ProjectType(TextChoices):
    """What kind of investment or work a project is (slag av insats), so that like is compared with like."""

    LIGHTING = "lighting", _("Belysning")
    MEETING_PLACE = "meeting_place", _("Mötesplats eller torg")
    PATH = "path", _("Gång- och cykelväg")
    PARK = "park", _("Park och lek")
    SCHOOLYARD = "schoolyard", _("Skolgård och idrott")
    ENTRANCE = "entrance", _("Entré och passage")
    TECHNOLOGY = "technology", _("Kameror och teknik")
    PREMISES = "premises", _("Lokaler")
    ACTIVITY = "activity", _("Verksamhet och personal")
    OTHER = "other", _("Annat")


class QuantityUnit(TextChoices):
    """What a cost is shared out on (nyckeltal): kronor per …"""

    PARTICIPANT = "participant", _("deltagare")
    PLACE = "place", _("plats")
    SQUARE_METRE = "square_metre", _("m²")
    METRE = "metre", _("meter")
    LIGHT = "light", _("ljuspunkt")
    HOUR = "hour", _("timme")
    HECTARE = "hectare", _("hektar")

    def of(self, number) -> str:
        """The unit after a number: ”1 plats”, ”640 ljuspunkter”."""
        return str(self.label if number == 1 else _PLURALS.get(self.value, self.label))


_PLURALS = {"place": _("platser"), "light": _("ljuspunkter"), "hour": _("timmar")}


class PhaseKind(TextChoices):
    """What a project does in a phase (V-19)."""

    PRE_STUDY = "pre_study", _("Förstudie")
    PROCUREMENT = "procurement", _("Upphandling")
    INTRODUCTION = "introduction", _("Införande")
    OPERATION = "operation", _("Drift")
    DECOMMISSIONING = "decommissioning", _("Avveckling")
