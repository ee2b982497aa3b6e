"""How someone wants to be reminded, and in whose words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.enums import ReminderDelivery, ReminderOccasion


class ReminderPreference(models.Model):
    """How a person wants the reminders of one kind (avisering). Without a row: in the day's letter."""

    person = models.ForeignKey(
        "coordination.Person", models.CASCADE, related_name="reminder_preferences"
    )
    kind = models.CharField(_("slag av datum"), max_length=40)
    delivery = models.CharField(_("hur"), max_length=20, choices=ReminderDelivery)
    # Weekly: the last day that a letter has told of.
    looked_ahead_to = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("avisering")
        verbose_name_plural = _("aviseringar")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="reminder_preference_once")
        ]

    def __str__(self):
        return f"{self.person}: {self.kind} {self.delivery}"


class ReminderText(models.Model):
    """The municipality's own words in a reminder (brevtext), instead of those it comes with."""

    occasion = models.CharField(_("när"), max_length=20, choices=ReminderOccasion)
    language = models.CharField(_("språk"), max_length=5)
    subject = models.CharField(_("ämnesrad"), max_length=150)
    opening = models.TextField(_("inledning"), max_length=1000)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("brevtext")
        verbose_name_plural = _("brevtexter")
        constraints = [
            models.UniqueConstraint(fields=["occasion", "language"], name="reminder_text_once")
        ]

    def __str__(self):
        return f"{self.occasion} ({self.language})"
