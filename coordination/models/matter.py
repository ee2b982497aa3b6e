"""Matters: what is prepared and decided, with a number in the registry."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import any_of, standing
from coordination.enums import PartyRole


class MatterQuerySet(models.QuerySet):
    """Matters in domain words."""

    def visible_to(self, user):
        """Matters that a body of the user's owns or is a party to, and those one oversees."""
        if standing(user).unlimited:
            return self
        return self.filter(any_of(self.ways_to_see(user)))

    def ways_to_see(self, user) -> list[Q]:
        """Each of them by itself, served by an index."""
        held = standing(user)
        parts = MatterParty.objects.filter(organization_id__in=held.organization_ids)
        return [
            Q(organization_id__in=held.organization_ids),
            Q(municipality_id__in=held.overseen_ids),
            Q(pk__in=parts.values("matter_id")),
        ]


class Matter(models.Model):
    """A matter (ärende) in a body's registry (diarium). Who sees what follows from its parties."""

    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="matters",
        verbose_name=_("diarium hos"),
    )
    # None for a body outside every municipality that asks ours for a statement (K-01).
    municipality = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        null=True,
        related_name="all_matters",
        editable=False,
    )
    registry_number = models.CharField(_("diarienummer"), max_length=40)
    title = models.CharField(_("ärende"), max_length=200)
    opened_on = models.DateField(_("öppnat"))
    closed_on = models.DateField(_("avslutat"), null=True, blank=True)
    is_fictitious = models.BooleanField(_("påhittat nummer"), default=False)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("ärende")
        verbose_name_plural = _("ärenden")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "registry_number"],
                name="matter_registry_number_once",
                violation_error_message=_("Diarienumret finns redan i diariet."),
            )
        ]

    def __str__(self):
        return f"{self.registry_number} {self.title}"

    def save(self, *args, **kwargs):
        self.municipality_id = self.organization.home_id
        super().save(*args, **kwargs)


class MatterParty(models.Model):
    """An organization's part in a matter (part, medverkan): leads, convenes, is responsible, is asked."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="parties")
    organization = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="parts"
    )
    role = models.CharField(_("roll"), max_length=30, choices=PartyRole)
    since = models.DateField(_("sedan"))
    decision = models.ForeignKey(
        "coordination.Decision", models.PROTECT, null=True, blank=True, related_name="designations"
    )
    acknowledged_on = models.DateField(_("har bekräftat"), null=True, blank=True)

    class Meta:
        verbose_name = _("medverkande")
        verbose_name_plural = _("medverkande")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "organization", "role"],
                name="matter_party_once_per_role",
                violation_error_message=_("Organisationen har redan den rollen i ärendet."),
            )
        ]
        # Serves Matter.visible_to: every list of what one may see.
        indexes = [models.Index(fields=["organization", "matter"], name="party_visibility")]

    def __str__(self):
        return f"{self.organization}: {self.get_role_display()}"


class RegistrySeries(models.Model):
    """The running numbers of a body's registry in a year (diarieserie), taken under lock (law E5)."""

    organization = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="registry_series"
    )
    year = models.PositiveSmallIntegerField(_("år"))
    last_number = models.PositiveIntegerField(_("senaste nummer"), default=0)

    class Meta:
        verbose_name = _("diarieserie")
        verbose_name_plural = _("diarieserier")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "year"], name="registry_series_once_a_year"
            )
        ]

    def __str__(self):
        return f"{self.organization} {self.year}: {self.last_number}"
