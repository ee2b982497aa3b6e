"""Stages: what each body made of a memorandum on its way to the decision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.enums import ONWARD_RESULTS, StageKind, StageResult, StageState


class StageQuerySet(models.QuerySet):
    """Stages in domain words."""

    def visible_to(self, user):
        """Those of the memoranda one may see."""
        memoranda = Stage._meta.get_field("memorandum").related_model.objects.visible_to(user)
        return self.filter(memorandum__in=memoranda.values("pk"))

    def awaited(self):
        """Those that are still to come, the next one first."""
        return self.filter(state=StageState.AWAITED).order_by("position")

    def recorded(self):
        """Those whose result stands fast, in the order they came."""
        return self.filter(state=StageState.RECORDED).order_by("position")


class Stage(models.Model):
    """One stage of a memorandum (led i beredningen): who took it up, when, with what result (K-06).

    A tabled or referred-back memorandum meets the same body again as a new stage: what once was
    recorded stands.
    """

    memorandum = models.ForeignKey("coordination.Memorandum", models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField(_("ordning"))
    kind = models.CharField(_("led"), max_length=20, choices=StageKind)
    # Nobody but the presenters stands behind the first stage.
    body = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stages",
        verbose_name=_("organ"),
    )
    state = models.CharField(
        _("läge"), max_length=20, choices=StageState, default=StageState.AWAITED
    )
    result = models.CharField(_("resultat"), max_length=20, choices=StageResult, blank=True)
    held_on = models.DateField(_("datum"), null=True, blank=True)
    meeting = models.ForeignKey(
        "coordination.Meeting", models.PROTECT, null=True, blank=True, related_name="stages"
    )
    decision = models.OneToOneField(
        "coordination.Decision", models.PROTECT, null=True, blank=True, related_name="stage"
    )
    # Unknown (null) where nobody asked for a vote.
    votes_for = models.PositiveSmallIntegerField(_("ja"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("nej"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("avstår"), null=True, blank=True)

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("led")
        verbose_name_plural = _("led")
        ordering = ["memorandum", "position"]
        constraints = [
            models.UniqueConstraint(fields=["memorandum", "position"], name="stage_position_once"),
            models.CheckConstraint(
                condition=Q(kind=StageKind.PRESENTER, body__isnull=True)
                | (~Q(kind=StageKind.PRESENTER) & Q(body__isnull=False)),
                name="stage_has_its_body",
            ),
            models.CheckConstraint(
                condition=Q(state=StageState.AWAITED, result="")
                | (Q(state=StageState.RECORDED, held_on__isnull=False) & ~Q(result="")),
                name="stage_recorded_has_result",
            ),
            models.CheckConstraint(
                condition=Q(
                    votes_for__isnull=True,
                    votes_against__isnull=True,
                    votes_abstained__isnull=True,
                )
                | Q(
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    votes_abstained__isnull=False,
                ),
                name="stage_votes_all_or_none",
            ),
        ]

    def __str__(self):
        return str(self.body or self.get_kind_display())

    @property
    def is_frozen(self) -> bool:
        return self.state == StageState.RECORDED

    @property
    def goes_on(self) -> bool:
        """Whether the memorandum goes on from here: neither tabled nor referred back."""
        return self.result in ONWARD_RESULTS

    @property
    def has_vote(self) -> bool:
        return self.votes_for is not None


class DecisionClause(models.Model):
    """One numbered clause of what a stage proposes or decides (att-sats)."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="clauses")
    number = models.PositiveSmallIntegerField(_("nummer"))
    text = models.TextField(_("förslag till beslut"), max_length=2000)

    class Meta:
        verbose_name = _("förslagspunkt")
        verbose_name_plural = _("förslagspunkter")
        ordering = ["stage", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "number"], name="clause_number_once")
        ]

    def __str__(self):
        return self.text
