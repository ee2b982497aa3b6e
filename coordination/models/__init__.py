"""The kernel's nouns, one to a file."""

from coordination.models.area import Area, AreaVersion
from coordination.models.assignment import Assignment
from coordination.models.attendance import Attendance, Recusal
from coordination.models.audit import AuditEvent, AuditHead
from coordination.models.bundle import Bundle, BundlePart
from coordination.models.calendar_feed import CalendarFeed
from coordination.models.comment import SectionComment
from coordination.models.compilation import Compilation, CompilationQuote
from coordination.models.deadline import (
    Deadline,
    DeadlineMove,
    DeadlineRule,
    DeadlineSource,
)
from coordination.models.decision import Decision
from coordination.models.document import Document
from coordination.models.grant import ReferralGrant, StatementGrant
from coordination.models.incoming_referral import IncomingReferral
from coordination.models.letterhead import BodyStyle
from coordination.models.list_file import ListFile
from coordination.models.matter import Matter, MatterParty, RegistrySeries
from coordination.models.meeting import Meeting, MeetingBreak, MeetingRoutine
from coordination.models.meeting_paper import MeetingPaper
from coordination.models.memorandum import Memorandum, MemorandumDivision, Presenter
from coordination.models.message import OutgoingMessage
from coordination.models.minutes_record import MinutesRecord
from coordination.models.notice import Notice
from coordination.models.opinion import OpinionClause, OpinionSigner, SeparateOpinion
from coordination.models.organization import Organization
from coordination.models.part_view import PartView
from coordination.models.person import Person
from coordination.models.phone_call import PhoneCall
from coordination.models.planned_date import PlannedDate
from coordination.models.referral import Consultee, Referral
from coordination.models.referred_text import ReferredPart, ReferredText
from coordination.models.registration import Registration, SignedCopy, StatementReceipt
from coordination.models.reminder import Absence, Reminder, ReminderPolicy, ReminderStep
from coordination.models.reminder_choice import ReminderPreference, ReminderText
from coordination.models.request import Disposition, DispositionLink, Request
from coordination.models.seat import Membership, Seat
from coordination.models.section_version import SectionVersion
from coordination.models.share_link import ShareLink
from coordination.models.stage import DecisionClause, Stage
from coordination.models.statement import Statement, StatementSection
from coordination.models.text_block import TextBlock, TextBlockUse, TextBlockVersion
from coordination.models.user import User
from coordination.models.working_day import MunicipalDay, WorkingDayRoutine
from coordination.models.written_question import Question, QuestionAuthor, WrittenQuestion

__all__ = [
    "Absence",
    "Area",
    "AreaVersion",
    "Assignment",
    "Attendance",
    "AuditEvent",
    "AuditHead",
    "BodyStyle",
    "Bundle",
    "BundlePart",
    "CalendarFeed",
    "Compilation",
    "CompilationQuote",
    "Consultee",
    "Deadline",
    "DeadlineMove",
    "DeadlineRule",
    "DeadlineSource",
    "Decision",
    "DecisionClause",
    "Disposition",
    "DispositionLink",
    "Document",
    "IncomingReferral",
    "ListFile",
    "Matter",
    "MatterParty",
    "Meeting",
    "MeetingBreak",
    "MeetingPaper",
    "MeetingRoutine",
    "Membership",
    "Memorandum",
    "MemorandumDivision",
    "MinutesRecord",
    "MunicipalDay",
    "Notice",
    "OpinionClause",
    "OpinionSigner",
    "Organization",
    "OutgoingMessage",
    "PartView",
    "Person",
    "PhoneCall",
    "PlannedDate",
    "Presenter",
    "Question",
    "QuestionAuthor",
    "Recusal",
    "Referral",
    "ReferralGrant",
    "ReferredPart",
    "ReferredText",
    "Registration",
    "RegistrySeries",
    "Reminder",
    "ReminderPolicy",
    "ReminderPreference",
    "ReminderStep",
    "ReminderText",
    "Request",
    "Seat",
    "SectionComment",
    "SectionVersion",
    "SeparateOpinion",
    "ShareLink",
    "SignedCopy",
    "Stage",
    "Statement",
    "StatementGrant",
    "StatementReceipt",
    "StatementSection",
    "TextBlock",
    "TextBlockUse",
    "TextBlockVersion",
    "User",
    "WorkingDayRoutine",
    "WrittenQuestion",
]
