"""The closed vocabularies of follow-up, and the transitions that states allow."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Which way an indicator should move."""

    HIGHER = "higher", _("Högre är bättre")
    LOWER = "lower", _("Lägre är bättre")


class Period(TextChoices):
    """How often an indicator is measured: each measurement stands for one such period."""

    YEAR = "year", _("Varje år")
    HALF_YEAR = "half_year", _("Varje halvår")
    QUARTER = "quarter", _("Varje kvartal")
    MONTH = "month", _("Varje månad")
    OCCASION = "occasion", _("Vid enstaka tillfällen")


class IndicatorState(TextChoices):
    """Whether those concerned have agreed on the definition; then it no longer changes (M-24)."""

    PROPOSED = "proposed", _("Föreslagen")
    AGREED = "agreed", _("Överenskommen")


class MeasurementStatus(TextChoices):
    """Whether there is a figure. What is missing is not zero."""

    MEASURED = "measured", _("Uppmätt")
    MISSING = "missing", _("Uppgift saknas")
    SUPPRESSED = "suppressed", _("Får inte redovisas")


class ReportState(TextChoices):
    """Where a follow-up report (uppföljningsrapport) is."""

    DUE = "due", _("Ska skrivas")
    DRAFT = "draft", _("Utkast")
    FILED = "filed", _("Inlämnad")


REPORT_TRANSITIONS = {
    (ReportState.DUE, "write"): ReportState.DRAFT,
    (ReportState.DRAFT, "write"): ReportState.DRAFT,
    (ReportState.DUE, "file"): ReportState.FILED,
    (ReportState.DRAFT, "file"): ReportState.FILED,
}


class JobState(TextChoices):
    """How far a document that takes time has come in being drawn up."""

    QUEUED = "queued", _("Väntar")
    RUNNING = "running", _("Upprättas")
    DONE = "done", _("Klar")
    FAILED = "failed", _("Gick inte att upprätta")
