"""The outbox: everything that leaves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from coordination.enums import COORDINATING, MessageState
from coordination.models.seat import Membership


class MessageQuerySet(models.QuerySet):
    """Outgoing messages in domain words."""

    def visible_to(self, user):
        """All of one's municipality for those who oversee it; for others those of the matters they keep."""
        held = standing(user)
        if held.unlimited:
            return self
        kept = [pk for pk in held.organization_ids if held.holds(COORDINATING, pk)]
        neighbours = Membership.objects.filter(
            seat__organization__municipality_id__in=held.overseen_ids
        )
        return self.filter(
            Q(matter__organization_id__in=kept)
            | Q(matter__municipality_id__in=held.overseen_ids)
            | Q(matter__isnull=True, person__in=neighbours.values("person"))
        )

    def failed(self):
        """Those that an official must look at."""
        return self.filter(state=MessageState.FAILED)


class OutgoingMessage(models.Model):
    """One message to one recipient (utskick), written in the same transaction as its cause.

    ``dedupe_key`` says what it is; a second attempt to write the same is not a second message.
    """

    dedupe_key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("slag"), max_length=40)
    person = models.ForeignKey(
        "coordination.Person", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    to_email = models.EmailField(_("till"))
    # The human who reads an answer to it; empty when nobody does.
    reply_to = models.EmailField(_("svar till"), blank=True, default="")
    subject = models.CharField(_("ämne"), max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    matter = models.ForeignKey(
        "coordination.Matter", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    # Whether the receiver may turn such letters off; not where law asks for them.
    may_unsubscribe = models.BooleanField(default=False)
    state = models.CharField(
        _("läge"), max_length=20, choices=MessageState, default=MessageState.PENDING
    )
    created_at = models.DateTimeField(auto_now_add=True)
    next_attempt_at = models.DateTimeField(_("nästa försök"))
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    sent_at = models.DateTimeField(_("skickat"), null=True, blank=True)
    error = models.TextField(_("vad som gick fel"), blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("utskick")
        verbose_name_plural = _("utskick")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | Q(sent_at__isnull=False),
                name="message_sent_has_time",
            )
        ]
        indexes = [
            # Serves the sender, the list of what failed, and the outbox's views. Not partial: SQLite
            # uses a partial index only where the state stands in the statement itself.
            models.Index(fields=["state", "next_attempt_at", "id"], name="message_by_state"),
            # Serves the figures of the last day.
            models.Index(fields=["sent_at"], name="message_sent_at"),
        ]

    def __str__(self):
        return f"{self.subject} → {self.to_email}"
