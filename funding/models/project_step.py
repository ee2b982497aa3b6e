"""How far the project that a grant pays for had come, day by day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from funding.enums import ProjectState


class ProjectStepQuerySet(models.QuerySet):
    """Steps in domain words."""

    def visible_to(self, user):
        """The steps of the grants one may see."""
        if standing(user).unlimited:
            return self
        return self.filter(grant__in=visible_ids(user, "funding.Grant"))

    def as_of(self, day, *, known_at=None):
        """Those taken until a day; with ``known_at`` only those that were written down by then."""
        rows = self.filter(happened_on__lte=day)
        return rows.filter(recorded_at__lte=known_at) if known_at else rows


class ProjectStep(models.Model):
    """A project began, was carried out, or was called off, and why: rows are only added.

    The grant keeps the latest state; these tell what was known on any earlier day.
    """

    grant = models.ForeignKey(
        "funding.Grant", models.PROTECT, related_name="steps", verbose_name=_("bidrag")
    )
    state = models.CharField(_("läge"), max_length=20, choices=ProjectState)
    happened_on = models.DateField(_("dag"))
    reason = models.CharField(_("skäl"), max_length=500, blank=True)
    actor = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="+", verbose_name=_("antecknat av")
    )
    recorded_at = models.DateTimeField(_("antecknat"))

    objects = ProjectStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("steg i projektet")
        verbose_name_plural = _("steg i projektet")
        # Serves the state of a decision's projects on a day.
        indexes = [models.Index(fields=["grant", "id"], name="step_grant")]

    def __str__(self):
        return f"{self.get_state_display()} {self.happened_on}"
