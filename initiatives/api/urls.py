"""API of joint efforts."""

from rest_framework.routers import SimpleRouter

from initiatives.api.initiative import InitiativeViewSet
from initiatives.api.programme import ProgrammeViewSet

router = SimpleRouter()
router.register("programmes", ProgrammeViewSet, "api-programme")
router.register("initiatives", InitiativeViewSet, "api-initiative")

urlpatterns = router.urls
