"""Reminders: the policy, and the proof of what was sent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReminderStep(models.Model):
    """When to remind of a kind of deadline, in days from its day: −30, −7, 0, and +7 every 7 (T-06).

    An empty kind is the policy for every kind that has none of its own.
    """

    kind = models.CharField(_("slag av datum"), max_length=40, blank=True)
    offset_days = models.SmallIntegerField(_("dagar från datumet"))
    repeat_every_days = models.PositiveSmallIntegerField(_("upprepas var"), null=True, blank=True)

    class Meta:
        verbose_name = _("påminnelsesteg")
        verbose_name_plural = _("påminnelsesteg")
        ordering = ["kind", "offset_days"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "offset_days"], name="reminder_step_once"),
            models.CheckConstraint(
                condition=Q(repeat_every_days__isnull=True) | Q(repeat_every_days__gte=1),
                name="reminder_step_repeats_in_days",
            ),
        ]

    def __str__(self):
        return f"{self.kind or '*'} {self.offset_days:+d}"


class Reminder(models.Model):
    """That one person was reminded of one obligation at one step: once, whatever runs twice or late."""

    deadline = models.ForeignKey("coordination.Deadline", models.PROTECT, related_name="reminders")
    due_on = models.DateField()  # the deadline's day at that time: a moved deadline reminds anew
    offset_days = models.SmallIntegerField()
    recipient = models.ForeignKey("coordination.Person", models.PROTECT, related_name="reminders")
    # One letter may remind of several obligations.
    message = models.ForeignKey(
        "coordination.OutgoingMessage", models.PROTECT, related_name="reminders"
    )

    class Meta:
        verbose_name = _("påminnelse")
        verbose_name_plural = _("påminnelser")
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "due_on", "offset_days", "recipient"], name="reminder_sent_once"
            )
        ]

    def __str__(self):
        return f"{self.deadline} {self.offset_days:+d} → {self.recipient}"
