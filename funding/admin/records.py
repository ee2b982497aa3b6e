"""What the rules made: shown and searched, never changed here."""

from django.contrib import admin

from coordination.admin.base import ReadOnlyAdmin
from funding.models import (
    Application,
    ApplicationVersion,
    BudgetTable,
    Conflict,
    Consent,
    Dialogue,
    EarlyAction,
    EvaluationMark,
    Exclusion,
    Exemption,
    ExpectedSaving,
    Explanation,
    Extent,
    FinancingItem,
    GateCheck,
    Grant,
    KeyFigure,
    LedgerEntry,
    OutcomeBatch,
    ProjectPhase,
    ProjectStep,
    Refusal,
    Round,
    Score,
    Source,
)


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """Sources with their frames, in öre."""

    list_display = ["name", "year", "owner", "kind", "use", "frame_ore", "granted_ore"]
    list_filter = ["kind", "use", "year"]
    list_select_related = ["owner"]
    search_fields = ["name"]


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    """Rounds in every state."""

    list_display = ["name", "source", "state", "opens_on", "closes_on", "decided_on"]
    list_filter = ["state"]
    list_select_related = ["source"]
    search_fields = ["name"]


@admin.register(Grant)
class GrantAdmin(ReadOnlyAdmin):
    """Grants with the sums kept beside the ledger, in öre."""

    list_display = [
        *("title", "recipient", "round", "granted_ore", "used_ore", "returned_ore"),
        *("project_state", "reported_on"),
    ]
    list_filter = ["project_state"]
    list_select_related = ["recipient", "round"]
    search_fields = ["title"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    """Rows of the ledger, in öre."""

    list_display = [
        *("booked_on", "kind", "amount_ore", "grant", "funding_source", "document"),
        *("source", "source_id", "actor", "recorded_at"),
    ]
    list_filter = ["kind"]
    list_select_related = ["grant", "funding_source", "actor__person"]
    search_fields = ["document", "source_id"]
    date_hierarchy = "booked_on"


@admin.register(Exemption)
class ExemptionAdmin(ReadOnlyAdmin):
    """Decided exceptions, in öre."""

    list_display = ["funding_source", "grant", "amount_ore", "reason", "decision"]
    list_select_related = ["funding_source", "grant", "decision__body"]
    search_fields = ["reason"]


@admin.register(Refusal)
class RefusalAdmin(ReadOnlyAdmin):
    """What was not granted, with the reasons."""

    list_display = ["title", "applicant", "round", "applied_ore", "reason"]
    list_select_related = ["applicant", "round"]
    search_fields = ["title"]


@admin.register(OutcomeBatch)
class OutcomeBatchAdmin(ReadOnlyAdmin):
    """Tables of outcome that were read, in öre."""

    list_display = ["recorded_at", "organization", "kind", "row_count", "total_ore", "undone_at"]
    list_filter = ["kind"]
    list_select_related = ["organization"]
    search_fields = ["file_name"]


@admin.register(EarlyAction)
class EarlyActionAdmin(ReadOnlyAdmin):
    """Measures against deviations."""

    list_display = ["grant", "measure", "organization", "due_on", "done_on"]
    list_select_related = ["grant", "organization"]
    search_fields = ["measure"]


@admin.register(Explanation)
class ExplanationAdmin(ReadOnlyAdmin):
    """Why money was left over, in öre."""

    list_display = ["grant", "amount_ore", "reason", "text", "explained_on"]
    list_filter = ["reason"]
    list_select_related = ["grant"]
    search_fields = ["text"]


@admin.register(ProjectStep)
class ProjectStepAdmin(ReadOnlyAdmin):
    """How far projects had come, day by day."""

    list_display = ["grant", "state", "happened_on", "reason", "recorded_at"]
    list_filter = ["state"]
    list_select_related = ["grant"]


@admin.register(BudgetTable)
class BudgetTableAdmin(ReadOnlyAdmin):
    """Budget tables in all their versions."""

    list_display = ["owner", "first_year", "number", "decision", "fixed_at"]
    list_filter = ["first_year"]
    list_select_related = ["owner", "decision"]
    search_fields = ["owner__name"]


@admin.register(KeyFigure)
class KeyFigureAdmin(ReadOnlyAdmin):
    """Key figures and references, with what they are computed of."""

    list_display = ["name", "owner", "year", "amount_ore", "quantity", "unit", "project_type"]
    list_filter = ["year", "project_type"]
    list_select_related = ["owner"]
    search_fields = ["name"]


@admin.register(Extent)
class ExtentAdmin(ReadOnlyAdmin):
    """How much the projects are of what."""

    list_display = ["grant", "amount", "unit", "counted_on", "basis"]
    list_filter = ["unit"]
    list_select_related = ["grant"]
    search_fields = ["grant__title"]


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    """Applications in every state, with their sums in öre."""

    list_display = ["number", "title", "lead", "round", "state", "applied_ore", "cost_ore"]
    list_filter = ["state"]
    list_select_related = ["lead", "round"]
    search_fields = ["title"]


@admin.register(ApplicationVersion)
class ApplicationVersionAdmin(ReadOnlyAdmin):
    """What bodies consented to and what was submitted, word by word."""

    list_display = ["application", "number", "fingerprint", "kept_at"]
    list_select_related = ["application"]
    search_fields = ["application__title", "fingerprint"]


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    """Who stood behind what, and when that ended."""

    list_display = ["application", "organization", "given_by", "given_at", "withdrawn_at"]
    list_select_related = ["application", "organization", "given_by__person"]
    search_fields = ["application__title"]


@admin.register(Dialogue)
class DialogueAdmin(ReadOnlyAdmin):
    """Dialogues with district committees, and where they can be read."""

    list_display = ["application", "organization", "held_on", "evidence", "document"]
    list_select_related = ["application", "organization", "document"]
    search_fields = ["application__title", "evidence"]


@admin.register(GateCheck)
class GateCheckAdmin(ReadOnlyAdmin):
    """Who found what long-term, and why."""

    list_display = ["application", "passed", "rationale", "actor", "recorded_at", "is_current"]
    list_filter = ["passed", "is_current"]
    list_select_related = ["application", "actor__person"]


@admin.register(Score)
class ScoreAdmin(ReadOnlyAdmin):
    """Who gave which level, and why; earlier ones too."""

    list_display = ["application", "criterion", "level", "rationale", "actor", "is_current"]
    list_filter = ["level", "is_current"]
    list_select_related = ["application", "criterion", "actor__person"]


@admin.register(Conflict)
class ConflictAdmin(ReadOnlyAdmin):
    """Who may not judge what, and why."""

    list_display = ["application", "person", "reason", "actor", "recorded_at"]
    list_select_related = ["application", "person", "actor__person"]


@admin.register(Exclusion)
class ExclusionAdmin(ReadOnlyAdmin):
    """Applications that cannot be granted together."""

    list_display = ["first", "second", "reason", "actor", "recorded_at"]
    list_select_related = ["first", "second", "actor__person"]


@admin.register(FinancingItem)
class FinancingItemAdmin(ReadOnlyAdmin):
    """What initiatives need and who pays, in öre."""

    list_display = ["initiative", "year", "kind", "amount_ore", "whose", "basis", "as_of"]
    list_filter = ["kind", "year"]
    list_select_related = ["initiative", "organization"]
    search_fields = ["initiative__title", "payer"]


@admin.register(EvaluationMark)
class EvaluationMarkAdmin(ReadOnlyAdmin):
    """Spending that was for evaluation."""

    list_display = ["entry", "marked_by", "marked_at"]
    list_select_related = ["entry", "marked_by__person"]


@admin.register(ExpectedSaving)
class ExpectedSavingAdmin(ReadOnlyAdmin):
    """What initiatives are expected to spare somebody, in öre."""

    list_display = ["initiative", "year", "bearer", "amount_ore", "basis", "as_of"]
    list_filter = ["year"]
    list_select_related = ["initiative"]
    search_fields = ["initiative__title", "bearer"]


@admin.register(ProjectPhase)
class ProjectPhaseAdmin(ReadOnlyAdmin):
    """When the phases of projects are."""

    list_display = ["grant", "phase", "starts_on", "ends_on", "waits_for"]
    list_filter = ["phase"]
    list_select_related = ["grant", "waits_for__grant"]
