"""API of follow-up."""

from rest_framework.routers import SimpleRouter

from evaluation.api.four_questions import FourQuestionsViewSet
from evaluation.api.indicator import IndicatorViewSet
from evaluation.api.measurement import MeasurementViewSet
from evaluation.api.report import FollowUpReportViewSet

router = SimpleRouter()
router.register("four-questions", FourQuestionsViewSet, "api-four-questions")
router.register("indicators", IndicatorViewSet, "api-indicator")
router.register("measurements", MeasurementViewSet, "api-measurement")
router.register("follow-up-reports", FollowUpReportViewSet, "api-follow-up-report")

urlpatterns = router.urls
