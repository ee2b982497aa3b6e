"""Statements: what a body answers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import given, standing, visible_ids
from coordination.enums import STATEMENT_FROZEN, SectionKind, Stance, StatementState


class StatementQuerySet(models.QuerySet):
    """Statements in domain words."""

    def visible_to(self, user):
        """One's own body's in every state; adopted ones for the parties of the referral's matter."""
        held = standing(user)
        if held.unlimited:
            return self
        matters = visible_ids(user, "coordination.Matter")
        return self.filter(
            Q(consultee__organization_id__in=held.organization_ids)
            | Q(matter__municipality_id__in=held.overseen_ids)
            | Q(state__in=STATEMENT_FROZEN, consultee__referral__matter__in=matters)
            | given(user, Statement, "view_statement")
        )

    def adopted(self):
        """Adopted, whatever came after."""
        return self.filter(state__in=STATEMENT_FROZEN)


class Statement(models.Model):
    """A statement (yttrande) in which a body answers a referral; adopted at a meeting, then frozen."""

    consultee = models.ForeignKey(
        "coordination.Consultee", models.PROTECT, related_name="statements"
    )
    matter = models.ForeignKey(
        "coordination.Matter",
        models.PROTECT,
        related_name="statements",
        verbose_name=_("nämndens ärende"),
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    # The version of the referred text that it answers; none when the referral has no such text.
    referred_text = models.ForeignKey(
        "coordination.ReferredText",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
    )
    # A correction says which adopted version it takes the place of, and why.
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("rättar"),
    )
    correction_reason = models.CharField(_("varför det rättas"), max_length=500, blank=True)
    # A correction of clerical errors alone stands under the decision of the version it corrects.
    is_clerical = models.BooleanField(_("rättar bara skrivfel"), default=False)
    title = models.CharField(_("rubrik"), max_length=200)
    state = models.CharField(
        _("läge"), max_length=20, choices=StatementState, default=StatementState.DRAFT
    )
    stance = models.CharField(_("ställning"), max_length=30, choices=Stance, blank=True)
    author = models.ForeignKey(
        "coordination.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements_written",
    )
    decision = models.ForeignKey(
        "coordination.Decision", models.PROTECT, null=True, blank=True, related_name="statements"
    )
    chair = models.ForeignKey(
        "coordination.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements_chaired",
    )
    secretary = models.ForeignKey(
        "coordination.Person", models.PROTECT, null=True, blank=True, related_name="statements_kept"
    )
    # An official report (tjänsteutlåtande) has no § and no chair: its signer answers for it. So does
    # the chair or secretary who certifies (bestyrker) that a version corrects clerical errors only.
    signer = models.ForeignKey(
        "coordination.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_signed",
        verbose_name=_("undertecknas av"),
    )
    signed_on = models.DateField(_("undertecknat"), null=True, blank=True)
    document = models.OneToOneField(
        "coordination.Document", models.PROTECT, null=True, blank=True, related_name="statement"
    )
    approved_on = models.DateField(_("justerat"), null=True, blank=True)
    dispatched_at = models.DateTimeField(_("skickat"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # counts edits of stance and title

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("yttrande")
        verbose_name_plural = _("yttranden")
        constraints = [
            models.UniqueConstraint(fields=["consultee", "number"], name="statement_version_once"),
            models.CheckConstraint(
                condition=Q(state__in=[StatementState.DRAFT, StatementState.REVIEW])
                | (
                    Q(document__isnull=False)
                    & ~Q(stance="")
                    & (
                        Q(decision__isnull=False, chair__isnull=False, secretary__isnull=False)
                        | Q(decision__isnull=True, signer__isnull=False, signed_on__isnull=False)
                    )
                ),
                name="statement_adopted_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state=StatementState.DISPATCHED) | Q(dispatched_at__isnull=False),
                name="statement_dispatched_has_time",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""),
                name="statement_corrected_with_reason",
                violation_error_message=_("Skriv varför yttrandet rättas."),
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(is_clerical=False),
                name="statement_decided_once",
                violation_error_message=_("Ett yttrande är redan antaget under den paragrafen."),
            ),
            models.CheckConstraint(
                condition=Q(is_clerical=False)
                | Q(
                    corrects__isnull=False,
                    decision__isnull=False,
                    signer__isnull=False,
                    signed_on__isnull=False,
                ),
                name="statement_clerical_is_certified",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_frozen(self) -> bool:
        return self.state in STATEMENT_FROZEN

    def newest_adopted(self):
        """The adopted version that has taken this one's place, or None. One statement."""
        later = Statement.objects.adopted().filter(
            consultee_id=self.consultee_id, number__gt=self.number
        )
        return later.order_by("-number").first()

    @property
    def adopted_on(self):
        """The day of the meeting, or of the signature of an official report; None for a draft."""
        return self.decision.decided_on if self.decision else self.signed_on

    @property
    def is_official_report(self) -> bool:
        """An administration does not decide: it answers with a report (tjänsteutlåtande) it signs."""
        return not self.consultee.organization.decides


class StatementSection(models.Model):
    """A part of a statement's text: Sammanfattning or Yttrande, as clean rich text."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=20, choices=SectionKind)
    html = models.TextField(_("text"), blank=True)
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("avsnitt")
        verbose_name_plural = _("avsnitt")
        constraints = [
            models.UniqueConstraint(fields=["statement", "kind"], name="section_once_per_statement")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.statement}"
