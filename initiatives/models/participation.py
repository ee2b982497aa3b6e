"""Who does what in an initiative."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.enums import ParticipationRole


class Participation(models.Model):
    """An organization's part in an initiative (medverkan): leads, carries out, contributes, follows up.

    The lead has a row too, so that seeing an initiative is one question: does a body of mine take part?
    """

    initiative = models.ForeignKey(
        "initiatives.Initiative", models.CASCADE, related_name="participations"
    )
    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="participations",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("roll"), max_length=20, choices=ParticipationRole)
    since = models.DateField(_("sedan"))

    class Meta:
        verbose_name = _("medverkan")
        verbose_name_plural = _("medverkan")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "organization", "role"],
                name="participation_once_per_role",
                violation_error_message=_("Organisationen har redan den rollen i insatsen."),
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(role=ParticipationRole.LEAD),
                name="participation_one_lead",
                violation_error_message=_("Insatsen leds redan av någon annan."),
            ),
        ]
        # Serves Initiative.visible_to: every list of what one may see.
        indexes = [
            models.Index(fields=["organization", "initiative"], name="participation_visibility")
        ]

    def __str__(self):
        return f"{self.organization}: {self.get_role_display()}"
