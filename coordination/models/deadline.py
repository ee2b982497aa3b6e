"""Everything with a date."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from coordination.enums import Role


class DeadlineQuerySet(models.QuerySet):
    """Deadlines in domain words."""

    def visible_to(self, user):
        """One's own bodies' deadlines, and those in matters one may see."""
        held = standing(user)
        if held.unlimited:
            return self
        return self.filter(
            Q(organization_id__in=held.organization_ids)
            | Q(matter__in=visible_ids(user, "coordination.Matter"))
        )

    def open(self):
        """Not done yet."""
        return self.filter(done_at__isnull=True)

    def overdue(self, on):
        """Open, and the day has passed."""
        return self.open().filter(due_on__lt=on)

    def due_to_remind(self, on):
        """Open deadlines whose next reminder step has come; served by a partial index."""
        return self.open().filter(next_reminder_on__lte=on).order_by("next_reminder_on", "pk")


class Deadline(models.Model):
    """A date that someone must keep (X-05): what, who owns it, when, why, and when it was done.

    The owner is a role in a body, so that the duty survives a change of person (V-35).
    """

    kind = models.CharField(_("slag"), max_length=40)
    title = models.CharField(_("vad"), max_length=250)
    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="deadlines",
        verbose_name=_("ansvarig"),
    )
    role = models.CharField(_("ansvarig roll"), max_length=30, choices=Role, default=Role.SECRETARY)
    matter = models.ForeignKey(
        "coordination.Matter", models.PROTECT, null=True, blank=True, related_name="deadlines"
    )
    # What it is about; the registry knows the page (coordination.registry.deadline_subjects).
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    due_on = models.DateField(_("senast"))
    rule = models.CharField(_("varför den dagen"), max_length=250, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(_("klart"), null=True, blank=True)
    done_by = models.CharField(_("klart genom"), max_length=250, blank=True)
    next_reminder_on = models.DateField(null=True, blank=True, editable=False)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("datum att hålla")
        verbose_name_plural = _("datum att hålla")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                name="deadline_once_per_subject_and_kind",
            )
        ]
        indexes = [
            # Serves Min sida and every list of what is due.
            models.Index(
                fields=["organization", "due_on"],
                condition=Q(done_at__isnull=True),
                name="deadline_desk",
            ),
            models.Index(fields=["matter", "due_on"], name="deadline_matter"),
            # Serves the next dates on a programme's page: what is done lies before what is not.
            models.Index(
                fields=["matter", "due_on", "id"],
                condition=Q(done_at__isnull=True),
                name="deadline_matter_open",
            ),
            # Serves the tick each minute: cost grows with what is due, not with what is stored.
            models.Index(
                fields=["next_reminder_on", "id"],
                condition=Q(done_at__isnull=True),
                name="deadline_tick",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.due_on}"


class DeadlineMove(models.Model):
    """A change of a deadline's day (flyttat datum), with the reason; the history is kept (S-44)."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="moves")
    from_day = models.DateField(_("från"))
    to_day = models.DateField(_("till"))
    reason = models.CharField(_("skäl"), max_length=500)
    # Who agreed to it, when somebody else than the one who wrote it down.
    granted_by = models.CharField(_("beviljat av"), max_length=150, blank=True)
    actor = models.ForeignKey("coordination.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("flyttat datum")
        verbose_name_plural = _("flyttade datum")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.from_day} → {self.to_day}"
