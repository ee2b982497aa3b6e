"""The four questions answered about a decision, as a document."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from evaluation.enums import JobState


class AnswerSheetQuerySet(models.QuerySet):
    """Answer sheets in domain words."""

    def visible_to(self, user):
        """Those about decisions in matters one may see."""
        if standing(user).unlimited:
            return self
        return self.filter(decision__matter__in=visible_ids(user, "coordination.Matter"))


class AnswerSheet(models.Model):
    """The answers as they were known at a moment about a day, drawn up as a job and kept.

    Like the outbox: the row is the order, and whoever runs the job holds it until ``lease_until``.
    """

    decision = models.ForeignKey(
        "coordination.Decision",
        models.PROTECT,
        related_name="answer_sheets",
        verbose_name=_("beslut"),
    )
    as_of = models.DateField(_("uppgifter per"))
    # What was written down later is not in it.
    known_at = models.DateTimeField(_("känt"))
    state = models.CharField(_("läge"), max_length=20, choices=JobState, default=JobState.QUEUED)
    requested_by = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="+", verbose_name=_("beställd av")
    )
    requested_at = models.DateTimeField(_("beställd"))
    # The page's own key: sent twice, it is ordered once.
    key = models.CharField(max_length=64, blank=True, editable=False)
    steps_done = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    error = models.TextField(_("vad som gick fel"), blank=True)
    finished_at = models.DateTimeField(_("klar"), null=True, blank=True)
    document = models.OneToOneField(
        "coordination.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handling"),
    )

    objects = AnswerSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("svar på de fyra frågorna")
        verbose_name_plural = _("svar på de fyra frågorna")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=JobState.DONE)
                | Q(document__isnull=False, finished_at__isnull=False),
                name="answer_sheet_done_has_document",
            ),
            models.UniqueConstraint(
                fields=["decision", "requested_by", "key"],
                condition=~Q(key=""),
                name="answer_sheet_ordered_once",
            ),
        ]
        # Serves whoever looks for a job to run.
        indexes = [models.Index(fields=["state", "requested_at"], name="answer_sheet_by_state")]

    def __str__(self):
        return str(
            _("De fyra frågorna per %(day)s: %(decision)s")
            % {"day": self.as_of, "decision": self.decision.title}
        )

    @property
    def is_under_way(self) -> bool:
        return self.state in {JobState.QUEUED, JobState.RUNNING}
