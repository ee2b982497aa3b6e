"""Assignments."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.enums import AssignmentState


class AssignmentQuerySet(models.QuerySet):
    """Assignments in domain words."""

    def visible_to(self, user):
        """Assignments from decisions the user may see."""
        decisions = Assignment._meta.get_field("decision").related_model.objects.visible_to(user)
        return self.filter(decision__in=decisions.values("pk"))


class Assignment(models.Model):
    """A task that a decision gives to a body (uppdrag), acknowledged by the receiver (M-01)."""

    decision = models.ForeignKey(
        "coordination.Decision", models.PROTECT, related_name="assignments"
    )
    receiver = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="assignments"
    )
    position = models.PositiveSmallIntegerField(_("ordning"), default=1)
    text = models.TextField(_("uppdrag"), max_length=2000)
    due_on = models.DateField(_("klart senast"), null=True, blank=True)
    acknowledged_on = models.DateField(_("mottaget"), null=True, blank=True)
    completed_on = models.DateField(_("klart"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppdrag")
        verbose_name_plural = _("uppdrag")
        ordering = ["decision", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(acknowledged_on__isnull=False),
                name="assignment_acknowledged_before_done",
                violation_error_message=_("Bekräfta uppdraget innan det markeras som klart."),
            )
        ]

    def __str__(self):
        return self.text

    @property
    def state(self) -> AssignmentState:
        if self.completed_on:
            return AssignmentState.COMPLETED
        return AssignmentState.UNDERWAY if self.acknowledged_on else AssignmentState.GIVEN
