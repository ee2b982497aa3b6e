"""Follow-up reports: what came of a project, and of the money."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from evaluation.enums import ReportState
from funding.enums import SurplusReason


class FollowUpReportQuerySet(models.QuerySet):
    """Follow-up reports in domain words."""

    def visible_to(self, user):
        """One's own bodies' reports, those one oversees, those on what one may see."""
        held = standing(user)
        if held.unlimited:
            return self
        return self.filter(
            Q(organization_id__in=held.organization_ids)
            | Q(organization__municipality_id__in=held.overseen_ids)
            | Q(grant__in=visible_ids(user, "funding.Grant"))
            | Q(initiative__in=visible_ids(user, "initiatives.Initiative"))
        )

    def owed(self):
        """Not filed yet."""
        return self.exclude(state=ReportState.FILED)

    def late_first(self):
        """What is owed before what is filed, the nearest day first."""
        return self.order_by(F("filed_at").asc(nulls_first=True), "due_on", "pk")


class FollowUpReport(models.Model):
    """What came of an initiative or a granted project (uppföljningsrapport), within six months (T-06).

    One form in one place, with a receipt (T-08). Once filed it never changes.
    """

    initiative = models.OneToOneField(
        "initiatives.Initiative",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_up_report",
        verbose_name=_("insats"),
    )
    grant = models.OneToOneField(
        "funding.Grant",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_up_report",
        verbose_name=_("bidrag"),
    )
    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="follow_up_reports",
        verbose_name=_("rapporteras av"),
    )
    matter = models.ForeignKey(
        "coordination.Matter",
        models.PROTECT,
        related_name="follow_up_reports",
        verbose_name=_("ärende"),
    )
    completed_on = models.DateField(_("blev klart"))
    due_on = models.DateField(_("senast"))
    state = models.CharField(_("läge"), max_length=20, choices=ReportState, default=ReportState.DUE)
    final_result = models.TextField(_("slutresultat"), blank=True, max_length=10000)
    contribution = models.TextField(_("så bidrog det till målet"), blank=True, max_length=10000)
    outcome_ore = models.BigIntegerField(_("ekonomiskt utfall (öre)"), null=True, blank=True)
    # What was granted when the report was filed: the calculated expenditure it is compared with.
    granted_ore = models.BigIntegerField(_("beviljat (öre)"), null=True, blank=True)
    deviation_reason = models.TextField(_("varför utfallet avviker"), blank=True, max_length=5000)
    surplus_reason = models.CharField(
        _("varför pengar blev kvar"), max_length=20, choices=SurplusReason, blank=True
    )
    deviation_in_execution = models.TextField(
        _("vad som inte blev som planerat"), blank=True, max_length=5000
    )
    author = models.ForeignKey(
        "coordination.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inlämnad av"),
    )
    filed_at = models.DateTimeField(_("inlämnad"), null=True, blank=True)
    receipt_number = models.CharField(_("kvittens"), max_length=30, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    objects = FollowUpReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppföljningsrapport")
        verbose_name_plural = _("uppföljningsrapporter")
        constraints = [
            models.CheckConstraint(
                condition=Q(initiative__isnull=True, grant__isnull=False)
                | Q(initiative__isnull=False, grant__isnull=True),
                name="report_on_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.FILED)
                | (
                    Q(filed_at__isnull=False, receipt_number__isnull=False, author__isnull=False)
                    & ~Q(final_result="")
                ),
                name="report_filed_is_complete",
            ),
        ]
        indexes = [
            # Serves the overview: what is owed first.
            models.Index(fields=["filed_at", "due_on", "id"], name="report_owed"),
        ]

    def __str__(self):
        return str(_("Uppföljningsrapport: %(subject)s") % {"subject": self.subject})

    @property
    def subject(self):
        """What the report is about: the initiative or the grant."""
        return self.grant if self.grant_id else self.initiative
