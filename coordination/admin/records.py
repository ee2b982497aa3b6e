"""What the rules made: shown and searched, never changed here."""

from django.contrib import admin

from coordination.admin.base import ReadOnlyAdmin
from coordination.models import (
    Area,
    AreaVersion,
    Assignment,
    Attendance,
    AuditEvent,
    Consultee,
    Deadline,
    Decision,
    Document,
    Matter,
    Memorandum,
    OutgoingMessage,
    Recusal,
    Referral,
    Request,
    SeparateOpinion,
    Stage,
    Statement,
    WrittenQuestion,
)


@admin.register(Matter)
class MatterAdmin(ReadOnlyAdmin):
    """Matters by registry number."""

    list_display = ["registry_number", "title", "organization", "opened_on", "closed_on"]
    list_select_related = ["organization"]
    search_fields = ["registry_number", "title"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """Decisions by body and paragraph."""

    list_display = ["body", "decided_on", "paragraph", "title"]
    list_select_related = ["body"]
    search_fields = ["title"]
    date_hierarchy = "decided_on"


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    """What decisions told bodies to do."""

    list_display = ["receiver", "text", "due_on", "acknowledged_on", "completed_on"]
    list_select_related = ["receiver"]


@admin.register(Area)
class AreaAdmin(ReadOnlyAdmin):
    """Areas; they are drawn on their own pages."""

    list_display = ["name", "kind", "municipality", "ended_on"]
    list_select_related = ["municipality"]
    search_fields = ["name"]


@admin.register(AreaVersion)
class AreaVersionAdmin(ReadOnlyAdmin):
    """Boundaries over time."""

    list_display = ["area", "valid_from", "hectares", "decision", "is_sketch"]
    list_select_related = ["area", "decision__body"]


@admin.register(Referral)
class ReferralAdmin(ReadOnlyAdmin):
    """Referrals in every state."""

    list_display = ["title", "sender", "state", "due_on", "sent_at"]
    list_filter = ["state"]
    list_select_related = ["sender"]
    search_fields = ["title"]


@admin.register(Consultee)
class ConsulteeAdmin(ReadOnlyAdmin):
    """Who is asked, and how far they have come."""

    list_display = ["organization", "referral", "state", "due_on"]
    list_filter = ["state"]
    list_select_related = ["organization", "referral"]


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    """Statements in every state."""

    list_display = ["title", "matter", "state", "stance", "approved_on"]
    list_filter = ["state", "stance"]
    list_select_related = ["matter"]
    search_fields = ["title", "matter__registry_number"]


@admin.register(SeparateOpinion)
class SeparateOpinionAdmin(ReadOnlyAdmin):
    """Separate opinions, remarks and reservations, beside a statement or at a stage."""

    list_display = ["kind", "letter", "title", "statement", "stage"]
    list_select_related = ["statement", "stage__body"]


@admin.register(Request)
class RequestAdmin(ReadOnlyAdmin):
    """What statements ask for, and opinions suggest."""

    list_display = ["text", "kind", "statement", "opinion", "addressee"]
    list_filter = ["kind"]
    list_select_related = ["statement", "opinion", "addressee"]


@admin.register(WrittenQuestion)
class WrittenQuestionAdmin(ReadOnlyAdmin):
    """What politicians have asked in writing."""

    list_display = ["title", "matter", "received_on"]
    list_select_related = ["matter"]
    search_fields = ["title", "matter__registry_number"]


@admin.register(Memorandum)
class MemorandumAdmin(ReadOnlyAdmin):
    """Memoranda on their way to a decision."""

    list_display = ["title", "number", "matter", "state", "signed_on"]
    list_filter = ["state", "origin"]
    list_select_related = ["matter"]
    search_fields = ["title", "number", "matter__registry_number"]


@admin.register(Stage)
class StageAdmin(ReadOnlyAdmin):
    """What each body made of a memorandum."""

    list_display = ["memorandum", "position", "kind", "body", "result", "held_on"]
    list_filter = ["kind", "result"]
    list_select_related = ["memorandum", "body"]


@admin.register(Deadline)
class DeadlineAdmin(ReadOnlyAdmin):
    """Everything with a date."""

    list_display = ["title", "organization", "due_on", "done_at", "next_reminder_on"]
    list_select_related = ["organization"]
    search_fields = ["title"]
    date_hierarchy = "due_on"


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Stored documents by receipt and hash."""

    list_display = ["receipt_number", "title", "matter", "drawn_up_at", "sha256"]
    list_select_related = ["matter"]
    search_fields = ["receipt_number", "title", "sha256"]


@admin.register(OutgoingMessage)
class OutgoingMessageAdmin(ReadOnlyAdmin):
    """The outbox."""

    list_display = ["subject", "to_email", "state", "created_at", "attempts", "sent_at"]
    list_filter = ["state", "kind"]
    search_fields = ["to_email", "subject"]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Who did what when."""

    list_display = ["sequence", "at", "actor", "action", "subject_type", "subject_id", "matter"]
    list_select_related = ["actor__person", "matter"]
    search_fields = ["action"]
    date_hierarchy = "at"


@admin.register(Attendance)
class AttendanceAdmin(ReadOnlyAdmin):
    """Who was at which meeting."""

    list_display = ["meeting", "person", "role", "serving_for"]
    list_select_related = ["meeting__organization", "person", "serving_for"]


@admin.register(Recusal)
class RecusalAdmin(ReadOnlyAdmin):
    """Who was disqualified from what."""

    list_display = ["meeting", "person", "reason"]
    list_select_related = ["meeting__organization", "person"]
