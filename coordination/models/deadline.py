"""Everything with a date."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from coordination.date_rules import DateRule
from coordination.enums import Role, Roll


class DeadlineQuerySet(models.QuerySet):
    """Deadlines in domain words."""

    def visible_to(self, user):
        """One's own bodies' deadlines, those in matters one may see, and all where one oversees."""
        held = standing(user)
        if held.unlimited:
            return self
        seen = Q(organization_id__in=held.organization_ids) | Q(
            matter__in=visible_ids(user, "coordination.Matter")
        )
        if held.overseen_ids:
            seen |= Q(organization__municipality_id__in=held.overseen_ids)
        return self.filter(seen)

    def open(self):
        """Not done yet."""
        return self.filter(done_at__isnull=True)

    def kept(self):
        """Done, and not withdrawn: what was owed was delivered."""
        return self.filter(done_at__isnull=False, withdrawn=False)

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
    # The first day that was said, once it has been moved: plan against what came of it (S-44).
    planned_on = models.DateField(_("först sagt"), null=True, blank=True)
    rule = models.CharField(_("varför den dagen"), max_length=250, blank=True)
    created_at = models.DateTimeField(_("sedan"), default=timezone.now, editable=False)
    done_at = models.DateTimeField(_("klart"), null=True, blank=True)
    done_by = models.CharField(_("klart genom"), max_length=250, blank=True)
    # Nobody owes it any more: done_by says why. It stays in the books, and is told to calendars.
    withdrawn = models.BooleanField(_("återtaget"), default=False)
    # What calendars ask for: how many times it has changed, and when last.
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
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
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(done_at__isnull=False),
                name="deadline_withdrawn_is_closed",
                violation_error_message=_("Ett återtaget datum är inte öppet."),
            ),
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
            # Serves the list of all dates, page by page.
            models.Index(
                fields=["due_on", "id"],
                condition=Q(done_at__isnull=True),
                name="deadline_list",
            ),
            # Serves the list of what is done, and the lead times of a year.
            models.Index(
                fields=["done_at", "id"],
                condition=Q(done_at__isnull=False),
                name="deadline_done",
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

    @property
    def version(self) -> int:
        """What somebody who edits it has seen, counted from 1."""
        return self.revision + 1

    @property
    def first_day(self):
        """The day that was said first."""
        return self.planned_on or self.due_on


class DateRuleFields(models.Model):
    """The columns of a date rule: months, days and working days from an event, and what a day off does."""

    offset_months = models.SmallIntegerField(_("månader"), default=0)
    offset_days = models.SmallIntegerField(_("dagar"), default=0)
    offset_working_days = models.SmallIntegerField(_("arbetsdagar"), default=0)
    roll = models.CharField(
        _("om det är en ledig dag"), max_length=10, choices=Roll, default=Roll.NONE
    )
    least_working_days = models.PositiveSmallIntegerField(
        _("minst så många arbetsdagar"), default=0
    )

    class Meta:
        abstract = True

    @property
    def date_rule(self) -> DateRule:
        return DateRule(
            months=self.offset_months,
            days=self.offset_days,
            working_days=self.offset_working_days,
            roll=Roll(self.roll),
            least=self.least_working_days,
        )

    @date_rule.setter
    def date_rule(self, rule: DateRule) -> None:
        self.offset_months, self.offset_days = rule.months, rule.days
        self.offset_working_days, self.least_working_days = rule.working_days, rule.least
        self.roll = rule.roll


class DeadlineRule(DateRuleFields):
    """How a municipality reckons a kind of date (datumregel), where it differs from Kraftsam's own.

    What the law says is reckoned by the law: statutory kinds have no such row.
    """

    municipality = models.ForeignKey(
        "coordination.Organization", models.CASCADE, related_name="deadline_rules"
    )
    kind = models.CharField(_("slag"), max_length=40)

    class Meta:
        verbose_name = _("datumregel")
        verbose_name_plural = _("datumregler")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind"], name="deadline_rule_once_per_kind"
            )
        ]

    def __str__(self):
        return f"{self.municipality}: {self.kind}"


class DeadlineSource(DateRuleFields):
    """That a date is reckoned from another (räknat från): it moves along when the other moves."""

    deadline = models.OneToOneField(Deadline, models.CASCADE, related_name="origin")
    source = models.ForeignKey(Deadline, models.PROTECT, related_name="followers")

    class Meta:
        verbose_name = _("räknat från")
        verbose_name_plural = _("räknat från")
        constraints = [
            models.CheckConstraint(
                condition=~Q(deadline=F("source")),
                name="deadline_follows_another",
                violation_error_message=_("Ett datum räknas inte från sig självt."),
            )
        ]

    def __str__(self):
        return f"{self.deadline} ← {self.source}"


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
