"""What a statement asks for, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.enums import Outcome, RequestKind


class RequestQuerySet(models.QuerySet):
    """Requests in domain words."""

    def visible_to(self, user):
        """Requests in statements the user may see."""
        statements = Request._meta.get_field("statement").related_model.objects.visible_to(user)
        return self.filter(statement__in=statements.values("pk"))

    def unanswered(self):
        """Requests in adopted statements that nobody has answered yet."""
        return self.filter(dispositions__isnull=True, statement__decision__isnull=False)


class Request(models.Model):
    """One thing that a statement asks for (önskemål, M-10): a seat in a group, clarity about money …"""

    statement = models.ForeignKey("coordination.Statement", models.CASCADE, related_name="requests")
    position = models.PositiveSmallIntegerField(_("ordning"))
    kind = models.CharField(
        _("vad det gäller"), max_length=20, choices=RequestKind, default=RequestKind.GENERAL
    )
    text = models.TextField(_("önskemål"), max_length=1000)
    addressee = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="requests_received",
        verbose_name=_("riktas till"),
    )
    when = models.CharField(_("till när"), max_length=100, blank=True)
    # A request for seats names whose seat it is and in which groups.
    seat_for = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats_requested",
        verbose_name=_("plats för"),
    )
    groups = models.ManyToManyField(
        "coordination.Organization",
        blank=True,
        related_name="seat_requests",
        verbose_name=_("i grupperna"),
    )
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("önskemål")
        verbose_name_plural = _("önskemål")
        ordering = ["statement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "position"], name="request_position_once")
        ]

    def __str__(self):
        return self.text


class Disposition(models.Model):
    """What became of a request (svar på önskemål, M-11), with the reason. A new answer is a new row."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="dispositions")
    outcome = models.CharField(_("svar"), max_length=20, choices=Outcome)
    reason = models.TextField(_("skäl"), max_length=2000)
    decision = models.ForeignKey(
        "coordination.Decision", models.PROTECT, null=True, blank=True, related_name="dispositions"
    )
    answered_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("besvarat"))

    class Meta:
        verbose_name = _("svar på önskemål")
        verbose_name_plural = _("svar på önskemål")
        ordering = ["-answered_at", "-pk"]

    def __str__(self):
        return f"{self.get_outcome_display()}: {self.request}"
