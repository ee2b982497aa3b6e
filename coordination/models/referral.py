"""Referrals and those who are asked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.access import given, standing, visible_ids
from coordination.enums import (
    CONSULTEE_FINISHED,
    COORDINATING,
    ConsulteeState,
    ReferralState,
)


class ReferralQuerySet(models.QuerySet):
    """Referrals in domain words."""

    def visible_to(self, user):
        """Once sent: to the sender and the matter's parties. Before that only to those who write it.

        Whoever oversees the municipality sees both, and so does whoever was given it.
        """
        held = standing(user)
        if held.unlimited:
            return self
        sent = ~Q(state=ReferralState.DRAFT)
        matters = visible_ids(user, "coordination.Matter")
        has_part = Q(sender_id__in=held.organization_ids) | Q(matter__in=matters)
        return self.filter(
            (sent & has_part)
            | Q(sender_id__in=held.bodies_as(COORDINATING))
            | Q(matter__municipality_id__in=held.overseen_ids)
            | given(user, Referral, "view_referral")
        )

    def out(self):
        """Sent and not yet closed."""
        return self.filter(state=ReferralState.SENT)


class Referral(models.Model):
    """A referral (remiss): what bodies are asked to state their opinion on, and by when (FL 26 §)."""

    matter = models.ForeignKey("coordination.Matter", models.PROTECT, related_name="referrals")
    sender = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="referrals_sent"
    )
    # The referral from outside whose internal round this is.
    incoming = models.ForeignKey(
        "coordination.IncomingReferral",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
    )
    title = models.CharField(_("rubrik"), max_length=200)
    question = models.TextField(_("vad ska svaret handla om?"), max_length=5000)
    background = models.TextField(_("bakgrund"), blank=True, max_length=200000)
    due_on = models.DateField(_("svara senast"))
    state = models.CharField(
        _("läge"), max_length=20, choices=ReferralState, default=ReferralState.DRAFT
    )
    sent_at = models.DateTimeField(_("skickad"), null=True, blank=True)
    receipt_number = models.CharField(_("kvittens"), max_length=30, blank=True)
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    history = HistoricalRecords()
    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("remiss")
        verbose_name_plural = _("remisser")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReferralState.DRAFT) | Q(sent_at__isnull=False),
                name="referral_sent_has_time",
            )
        ]

    def __str__(self):
        return self.title


class ConsulteeQuerySet(models.QuerySet):
    """Consulted bodies in domain words."""

    def visible_to(self, user):
        """Those of the referrals one may see."""
        return self.filter(referral__in=Referral.objects.visible_to(user).values("pk"))

    def unfinished(self):
        """Those who have neither answered nor declined."""
        return self.exclude(state__in=CONSULTEE_FINISHED)

    def late(self, on):
        """Those whose last day has passed without an answer (”Vem är sen?”)."""
        return self.unfinished().filter(referral__state=ReferralState.SENT, due_on__lt=on)


class Consultee(models.Model):
    """A body that is asked (remissinstans), with its own last day to answer."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="consultees")
    organization = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="consultations"
    )
    due_on = models.DateField(_("svara senast"))
    state = models.CharField(
        _("läge"), max_length=20, choices=ConsulteeState, default=ConsulteeState.AWAITED
    )
    declined_reason = models.TextField(_("varför nämnden avstår"), blank=True, max_length=2000)
    finished_on = models.DateField(_("klart"), null=True, blank=True)

    objects = ConsulteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("remissinstans")
        verbose_name_plural = _("remissinstanser")
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "organization"],
                name="consultee_once_per_referral",
                violation_error_message=_("Nämnden är redan tillfrågad."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsulteeState.DECLINED) | ~Q(declined_reason=""),
                name="consultee_declines_with_reason",
                violation_error_message=_("Skriv varför nämnden avstår."),
            ),
        ]
        # Serves the referral grid and ”Vem är sen?”.
        indexes = [models.Index(fields=["due_on", "state"], name="consultee_late")]

    def __str__(self):
        return f"{self.organization}: {self.referral}"
