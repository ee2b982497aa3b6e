"""API of the kernel."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from coordination.api import docs
from coordination.api.area import AreaViewSet
from coordination.api.compilation import CompilationViewSet
from coordination.api.deadline import DeadlineViewSet
from coordination.api.decision import DecisionViewSet
from coordination.api.incoming_referral import IncomingReferralViewSet
from coordination.api.matter import MatterViewSet
from coordination.api.meeting import MeetingViewSet
from coordination.api.memorandum import MemorandumViewSet, WrittenQuestionViewSet
from coordination.api.organization import OrganizationViewSet
from coordination.api.person import MembershipViewSet, PersonViewSet
from coordination.api.referral import ConsulteeViewSet, ReferralViewSet
from coordination.api.referred_text import PartViewViewSet, ReferredTextViewSet
from coordination.api.request import RequestViewSet
from coordination.api.statement import StatementViewSet

router = SimpleRouter()
router.register("organizations", OrganizationViewSet, "api-organization")
router.register("people", PersonViewSet, "api-person")
router.register("memberships", MembershipViewSet, "api-membership")
router.register("areas", AreaViewSet, "api-area")
router.register("matters", MatterViewSet, "api-matter")
router.register("decisions", DecisionViewSet, "api-decision")
router.register("referrals", ReferralViewSet, "api-referral")
router.register("consultees", ConsulteeViewSet, "api-consultee")
router.register("incoming-referrals", IncomingReferralViewSet, "api-incoming-referral")
router.register("referred-texts", ReferredTextViewSet, "api-referred-text")
router.register("part-views", PartViewViewSet, "api-part-view")
router.register("compilations", CompilationViewSet, "api-compilation")
router.register("meetings", MeetingViewSet, "api-meeting")
router.register("statements", StatementViewSet, "api-statement")
router.register("memoranda", MemorandumViewSet, "api-memorandum")
router.register("written-questions", WrittenQuestionViewSet, "api-written-question")
router.register("requests", RequestViewSet, "api-request")
router.register("deadlines", DeadlineViewSet, "api-deadline")

urlpatterns = [
    path("", include(router.urls)),
    path("schema/", docs.schema, name="api-schema"),
    path("docs/", docs.docs, name="api-docs"),
]
