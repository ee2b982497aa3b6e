"""What a body did not grant."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids


class RefusalQuerySet(models.QuerySet):
    """Refusals in domain words."""

    def visible_to(self, user):
        """What one's own bodies asked for or refused, in a matter one sees, or overseen."""
        held = standing(user)
        if held.unlimited:
            return self
        rounds = Refusal._meta.get_field("round").related_model.objects.paid_by_own(user)
        return self.filter(
            Q(applicant_id__in=held.organization_ids)
            | Q(round__in=rounds.values("pk"))
            | Q(decision__in=visible_ids(user, "coordination.Decision"))
        )


class Refusal(models.Model):
    """A project that applied for money and was refused by a decision (avslag), always with the reason.

    Rows are only added: a body that changes its mind makes a new decision.
    """

    round = models.ForeignKey(
        "funding.Round", models.PROTECT, related_name="refusals", verbose_name=_("omgång")
    )
    title = models.CharField(_("projekt"), max_length=200)
    applicant = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="refusals",
        verbose_name=_("sökande"),
    )
    applied_ore = models.BigIntegerField(_("sökt (öre)"), null=True, blank=True)
    reason = models.CharField(_("skäl"), max_length=1000)
    decision = models.ForeignKey(
        "coordination.Decision", models.PROTECT, related_name="refusals", verbose_name=_("beslut")
    )
    # What it was asked for in; empty where the decision was entered without applications.
    application = models.OneToOneField(
        "funding.Application",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="refusal",
        verbose_name=_("ansökan"),
    )
    key = models.CharField(max_length=120, unique=True, editable=False)
    # SHA-256 over what was sent in, as on a ledger row.
    fingerprint = models.CharField(max_length=64, editable=False)
    is_fictitious = models.BooleanField(_("påhittat"), default=False)

    objects = RefusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("avslag")
        verbose_name_plural = _("avslag")

    def __str__(self):
        return self.title
