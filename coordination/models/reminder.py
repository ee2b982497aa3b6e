"""Reminders: the rules, and the proof of what was sent to whom."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.enums import ReminderAudience, ReminderPause, ReminderUnsent, Role


class ReminderPolicy(models.Model):
    """How a kind of deadline is reminded of (påminnelseregel): its steps, and when they rest.

    An empty kind is the rule for every kind that has none of its own.
    """

    kind = models.CharField(_("slag av datum"), max_length=40, blank=True, unique=True)
    pause = models.CharField(
        _("vilar"), max_length=20, choices=ReminderPause, default=ReminderPause.DAYS_OFF
    )
    too_old_after_days = models.PositiveSmallIntegerField(_("för gammalt efter"), default=30)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("påminnelseregel")
        verbose_name_plural = _("påminnelseregler")
        ordering = ["kind"]

    def __str__(self):
        return self.kind or "*"


class ReminderStep(models.Model):
    """When to remind whom, in days from the day: −30, −7, 0, and +7 every 7 (T-06).

    A step for somebody else than the owner is an escalation (upptrappning).
    """

    policy = models.ForeignKey(ReminderPolicy, models.CASCADE, related_name="steps")
    offset_days = models.SmallIntegerField(_("dagar från datumet"))
    repeat_every_days = models.PositiveSmallIntegerField(_("upprepas var"), null=True, blank=True)
    audience = models.CharField(
        _("till"), max_length=20, choices=ReminderAudience, default=ReminderAudience.OWNER
    )

    class Meta:
        verbose_name = _("påminnelsesteg")
        verbose_name_plural = _("påminnelsesteg")
        ordering = ["policy", "offset_days", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "offset_days", "audience"], name="reminder_step_once"
            ),
            models.CheckConstraint(
                condition=Q(repeat_every_days__isnull=True) | Q(repeat_every_days__gte=1),
                name="reminder_step_repeats_in_days",
            ),
            models.CheckConstraint(
                condition=Q(audience=ReminderAudience.OWNER) | Q(offset_days__gte=1),
                name="reminder_step_escalates_late",
            ),
        ]

    def __str__(self):
        return f"{self.policy} {self.offset_days:+d}"


class ReminderQuerySet(models.QuerySet):
    """Reminders in domain words."""

    def waiting(self, on):
        """Those to put in a letter by a day; served by a partial index."""
        return self.filter(write_on__lte=on)

    def written(self):
        """Those that stand in a letter."""
        return self.filter(message__isnull=False)

    def unsent(self):
        """Those that never became a letter, and why."""
        return self.exclude(unsent="")


class Reminder(models.Model):
    """That one person is reminded of one obligation at one step: once, whatever runs twice or late.

    It waits for the person's next letter (``write_on``), stands in one (``message``), or says why it
    never did (``unsent``).
    """

    deadline = models.ForeignKey("coordination.Deadline", models.PROTECT, related_name="reminders")
    due_on = models.DateField()  # the deadline's day at that time: a moved deadline reminds anew
    offset_days = models.SmallIntegerField()
    audience = models.CharField(
        max_length=20, choices=ReminderAudience, default=ReminderAudience.OWNER
    )
    recipient = models.ForeignKey("coordination.Person", models.PROTECT, related_name="reminders")
    stands_in_for = models.ForeignKey(
        "coordination.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Those who come before in the owner's chain have turned such reminders off.
    handed_down = models.BooleanField(default=False)
    # The role that made it theirs; empty when somebody was reminded by hand.
    as_role = models.CharField(max_length=30, choices=Role, blank=True)
    planned_at = models.DateTimeField(default=timezone.now, editable=False)
    write_on = models.DateField(null=True, blank=True)
    # One letter may remind of several obligations.
    message = models.ForeignKey(
        "coordination.OutgoingMessage", models.PROTECT, null=True, related_name="reminders"
    )
    unsent = models.CharField(max_length=20, choices=ReminderUnsent, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("påminnelse")
        verbose_name_plural = _("påminnelser")
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "due_on", "offset_days", "recipient"], name="reminder_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(write_on__isnull=False, message__isnull=True, unsent="")
                | Q(write_on__isnull=True, message__isnull=False, unsent="")
                | (Q(write_on__isnull=True, message__isnull=True) & ~Q(unsent="")),
                name="reminder_waits_or_ends",
            ),
        ]
        indexes = [
            # Serves the tick: what waits for a letter, however many were written before.
            models.Index(
                fields=["write_on", "recipient"],
                condition=Q(write_on__isnull=False),
                name="reminder_waiting",
            ),
            # Serves the list of what was not sent.
            models.Index(fields=["unsent", "-id"], name="reminder_unsent"),
        ]

    def __str__(self):
        return f"{self.deadline} {self.offset_days:+d} → {self.recipient}"


class Absence(models.Model):
    """That someone is away (frånvaro), and who reads their reminders meanwhile."""

    person = models.ForeignKey("coordination.Person", models.CASCADE, related_name="absences")
    first_day = models.DateField(_("från och med"))
    last_day = models.DateField(_("till och med"))
    stand_in = models.ForeignKey(
        "coordination.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stands_in",
        verbose_name=_("ersättare"),
    )

    class Meta:
        verbose_name = _("frånvaro")
        verbose_name_plural = _("frånvaro")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(stand_in=F("person")), name="absence_stand_in_is_another"
            ),
        ]
        indexes = [models.Index(fields=["last_day", "first_day"], name="absence_days")]

    def __str__(self):
        return f"{self.person}, {self.first_day}–{self.last_day}"
