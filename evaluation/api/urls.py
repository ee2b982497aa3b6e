"""API of follow-up."""

from rest_framework.routers import SimpleRouter

from evaluation.api.indicator import IndicatorViewSet
from evaluation.api.measurement import MeasurementViewSet

router = SimpleRouter()
router.register("indicators", IndicatorViewSet, "api-indicator")
router.register("measurements", MeasurementViewSet, "api-measurement")

urlpatterns = router.urls
