"""Dates that a body plans for itself, or takes from a calendar file."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from coordination.enums import Roll


class PlannedDateQuerySet(models.QuerySet):
    """Planned dates in domain words."""

    def visible_to(self, user):
        """Those of one's own bodies."""
        held = standing(user)
        if held.unlimited:
            return self
        return self.filter(organization_id__in=held.organization_ids)


class PlannedDate(models.Model):
    """A date of a body's own (eget datum): a budget step, a yearly report, what no other page knows of.

    Its day, owner and history are those of its deadline. A date that comes back is one row each time;
    the next is owed when this one is done.
    """

    organization = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="planned_dates"
    )
    note = models.CharField(_("anmärkning"), max_length=500, blank=True)
    # A series: the day it began on, how often it comes back, and until when.
    first_on = models.DateField(_("första dagen"))
    every_months = models.PositiveSmallIntegerField(_("återkommer"), null=True, blank=True)
    until = models.DateField(_("till och med"), null=True, blank=True)
    roll = models.CharField(
        _("om det är en ledig dag"), max_length=10, choices=Roll, default=Roll.NONE
    )
    series = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later", editable=False
    )
    # What the calendar that it was imported from calls it, so that a second import knows it again.
    uid = models.CharField(max_length=300, blank=True, editable=False)
    created_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = PlannedDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("eget datum")
        verbose_name_plural = _("egna datum")
        ordering = ["first_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "uid"],
                condition=~Q(uid=""),
                name="planned_date_uid_once",
                violation_error_message=_("Datumet är redan hämtat från den kalendern."),
            ),
            models.CheckConstraint(
                condition=Q(every_months__isnull=True) | Q(every_months__range=(1, 120)),
                name="planned_date_comes_back_in_months",
                violation_error_message=_("Ett datum återkommer efter en månad till tio år."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("first_on")),
                name="planned_date_days_in_order",
                violation_error_message=_("Serien kan inte sluta innan den börjar."),
            ),
        ]

    def __str__(self):
        return f"{self.organization} {self.first_on}"
