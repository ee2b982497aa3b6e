"""The text that was referred, version by version, and the parts that an answer can point at."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from coordination.access import visible_ids


class ReferredTextQuerySet(models.QuerySet):
    """Referred texts in domain words."""

    def visible_to(self, user):
        """Those of the referrals one may see."""
        return self.filter(referral__in=visible_ids(user, "coordination.Referral"))


class ReferredText(models.Model):
    """One version of the text that a referral is about (den remitterade texten): a PDF, or written.

    A statement answers a known version. Once sent it never changes: a newer one follows it, and says
    what changed.
    """

    referral = models.ForeignKey("coordination.Referral", models.CASCADE, related_name="texts")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    document = models.ForeignKey(
        "coordination.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    html = models.TextField(_("text"), blank=True)
    what_changed = models.TextField(_("vad som är ändrat"), blank=True, max_length=2000)
    sent_at = models.DateTimeField(_("skickad"), null=True, blank=True)

    objects = ReferredTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("remitterad text")
        verbose_name_plural = _("remitterade texter")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "number"], name="referred_text_version_once"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(html=""),
                name="referred_text_says_something",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""), name="referred_text_says_what_changed"
            ),
        ]

    def __str__(self):
        return _now("version %(number)s") % {"number": self.number}


class ReferredPart(models.Model):
    """A part of a referred text that an answer can address: ”4.5 Finansiering, s. 18–20”."""

    text = models.ForeignKey(ReferredText, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=1)
    heading = models.CharField(_("rubriknummer"), max_length=20, blank=True)
    title = models.CharField(_("rubrik"), max_length=200, blank=True)
    pages = models.CharField(_("sidor"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("del av remitterad text")
        verbose_name_plural = _("delar av remitterad text")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(heading="", title=""), name="referred_part_has_heading"
            )
        ]

    def __str__(self):
        """”rubrik 4.5 Finansiering, s. 18–20”."""
        name = " ".join(filter(None, [self.heading, self.title]))
        place = f"rubrik {name}" if self.heading else f"”{name}”"
        return f"{place}, s. {self.pages}" if self.pages else place
