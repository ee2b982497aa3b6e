"""Referrals that another body sends to us."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import visible_ids


class IncomingReferralQuerySet(models.QuerySet):
    """Incoming referrals in domain words."""

    def visible_to(self, user):
        """Those in matters one may see."""
        return self.filter(matter__in=visible_ids(user, "coordination.Matter"))

    def waiting(self):
        """Not answered yet."""
        return self.filter(answered_on__isnull=True)


class IncomingReferral(models.Model):
    """A referral from outside (inkommande remiss) that a board of ours is to answer by a day.

    The board may send it out internally (intern remissrunda): an ordinary referral to its committees
    with a day of its own, earlier than ``answer_by``.
    """

    matter = models.ForeignKey(
        "coordination.Matter", models.PROTECT, related_name="incoming_referrals"
    )
    title = models.CharField(_("rubrik"), max_length=200)
    sender_name = models.CharField(_("avsändare"), max_length=200)
    sender_number = models.CharField(_("avsändarens diarienummer"), max_length=60, blank=True)
    memo_number = models.CharField(_("promemorians nummer"), max_length=60, blank=True)
    question = models.TextField(_("vad vill de veta?"), max_length=5000)
    received_on = models.DateField(_("kom in"))
    answer_by = models.DateField(_("svara senast"))
    link = models.URLField(_("länk till hela texten"), max_length=500, blank=True)
    document = models.ForeignKey(
        "coordination.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(_("besvarad"), null=True, blank=True)
    answered_how = models.CharField(_("hur"), max_length=500, blank=True)
    # What the answer is: a statement or memorandum of our own in the same matter, where there is one.
    answer_statement = models.ForeignKey(
        "coordination.Statement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_incoming",
        verbose_name=_("besvarad genom yttrandet"),
    )
    answer_memorandum = models.ForeignKey(
        "coordination.Memorandum",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_incoming",
        verbose_name=_("besvarad genom promemorian"),
    )

    objects = IncomingReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("inkommande remiss")
        verbose_name_plural = _("inkommande remisser")
        ordering = ["answer_by", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(link=""), name="incoming_has_its_text"
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=models.F("received_on")), name="incoming_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(answer_statement__isnull=True, answer_memorandum__isnull=True)
                | (
                    Q(answered_on__isnull=False)
                    & (Q(answer_statement__isnull=True) | Q(answer_memorandum__isnull=True))
                ),
                name="incoming_one_answer",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_answered(self) -> bool:
        return self.answered_on is not None
