"""Money: sources, rounds, grants and the ledger that follows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    """Money: sources, rounds, grants and the ledger that follows them."""

    name = "funding"
    verbose_name = _("Pengar")

    def ready(self) -> None:
        from funding import guards, registrations  # noqa: F401  (models must be loaded first)

        registrations.register()
