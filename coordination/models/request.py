"""What a statement asks for, and what became of it."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from coordination.enums import STATEMENT_FROZEN, Outcome, RequestKind, StageState


class RequestQuerySet(models.QuerySet):
    """Requests in domain words."""

    def visible_to(self, user):
        """Requests in statements, and in opinions on memoranda, that the user may see."""
        statements = Request._meta.get_field("statement").related_model.objects.visible_to(user)
        memoranda = apps.get_model("coordination.Memorandum").objects.visible_to(user)
        return self.filter(
            Q(statement__in=statements.values("pk"))
            | Q(opinion__stage__memorandum__in=memoranda.values("pk"))
        )

    def in_newest(self):
        """Without those of a statement that a later adopted version has taken the place of."""
        statements = Request._meta.get_field("statement").related_model.objects
        later = statements.adopted().filter(
            consultee=OuterRef("statement__consultee"), number__gt=OuterRef("statement__number")
        )
        return self.filter(~Exists(later))

    def unanswered(self):
        """Requests that stand fast, in what is adopted or decided, and nobody has answered yet."""
        return self.in_newest().filter(
            Q(statement__state__in=STATEMENT_FROZEN) | Q(opinion__stage__state=StageState.RECORDED),
            dispositions__isnull=True,
        )


class Request(models.Model):
    """One thing that a statement asks for (önskemål, M-10): a seat in a group, clarity about money …

    A suggestion (medskick) in an opinion at a stage is followed in the same way (T-28).
    """

    statement = models.ForeignKey(
        "coordination.Statement", models.CASCADE, null=True, blank=True, related_name="requests"
    )
    opinion = models.ForeignKey(
        "coordination.SeparateOpinion",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="requests",
    )
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
    # The same words in the version that this one's statement corrects; none once they are changed.
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_in",
        verbose_name=_("upprepar"),
    )
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("önskemål")
        verbose_name_plural = _("önskemål")
        ordering = ["statement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "position"], name="request_position_once"),
            models.UniqueConstraint(
                fields=["opinion", "position"], name="request_position_once_in_opinion"
            ),
            models.CheckConstraint(
                condition=Q(statement__isnull=True, opinion__isnull=False)
                | Q(statement__isnull=False, opinion__isnull=True),
                name="request_in_statement_or_opinion",
            ),
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


class DispositionLink(models.Model):
    """What an answer led to (vad som ändrades): a seat, an area, a decision … under its name then.

    The kinds are those in ``registry.linkable_subjects``.
    """

    LABEL_LENGTH = 300

    disposition = models.ForeignKey(Disposition, models.PROTECT, related_name="links")
    subject_type = models.CharField(max_length=40)
    subject_id = models.PositiveBigIntegerField()
    label = models.CharField(_("vad som ändrades"), max_length=LABEL_LENGTH)

    class Meta:
        verbose_name = _("vad ett svar ledde till")
        verbose_name_plural = _("vad svar ledde till")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["disposition", "subject_type", "subject_id"], name="disposition_link_once"
            )
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="disposition_link_subject")
        ]

    def __str__(self):
        return self.label
