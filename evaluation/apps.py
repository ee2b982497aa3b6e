"""Indicators, measurements and follow-up reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    """Indicators, measurements and follow-up reports."""

    name = "evaluation"
    verbose_name = _("Uppföljning")

    def ready(self) -> None:
        from evaluation import guards, registrations  # noqa: F401  (models must be loaded first)

        registrations.register()
