"""API of money."""

from rest_framework.routers import SimpleRouter

from funding.api.entry import LedgerEntryViewSet
from funding.api.grant import GrantViewSet

router = SimpleRouter()
router.register("grants", GrantViewSet, "api-grant")
router.register("ledger-entries", LedgerEntryViewSet, "api-ledger-entry")

urlpatterns = router.urls
