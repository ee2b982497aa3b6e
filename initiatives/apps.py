"""Programmes and the joint initiatives in them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    """Programmes and the joint initiatives in them."""

    name = "initiatives"
    verbose_name = _("Insatser")

    def ready(self) -> None:
        from initiatives import registrations  # models must be loaded first

        registrations.register()
