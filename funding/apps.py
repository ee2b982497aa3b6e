"""Money: sources, rounds, grants and the ledger that follows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    """Money: sources, rounds, grants and the ledger that follows them."""

    name = "funding"
    verbose_name = _("Pengar")
