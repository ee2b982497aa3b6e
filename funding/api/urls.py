"""API of money."""

from rest_framework.routers import SimpleRouter

from funding.api.application import ApplicationViewSet
from funding.api.batch import OutcomeBatchViewSet
from funding.api.budget import BudgetTableViewSet
from funding.api.entry import LedgerEntryViewSet
from funding.api.financing import FinancingViewSet
from funding.api.grant import GrantViewSet
from funding.api.key_figure import KeyFigureViewSet
from funding.api.round import RoundViewSet
from funding.api.source import SourceViewSet

router = SimpleRouter()
router.register("sources", SourceViewSet, "api-source")
router.register("rounds", RoundViewSet, "api-round")
router.register("applications", ApplicationViewSet, "api-application")
router.register("grants", GrantViewSet, "api-grant")
router.register("ledger-entries", LedgerEntryViewSet, "api-ledger-entry")
router.register("outcome-batches", OutcomeBatchViewSet, "api-outcome-batch")
router.register("budget-tables", BudgetTableViewSet, "api-budget")
router.register("key-figures", KeyFigureViewSet, "api-key-figure")
router.register("financing-items", FinancingViewSet, "api-financing")

urlpatterns = router.urls
