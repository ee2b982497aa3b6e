"""What a body's registry holds of its outgoing documents: their receipts, and signed copies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Registration(models.Model):
    """A statement registered as outgoing (utgående handling) under the consultee's own number.

    Its label is the matter's registry number and a running number: ”SBN-2025-12-3”.
    """

    statement = models.OneToOneField(
        "coordination.Statement", models.PROTECT, related_name="registration"
    )
    matter = models.ForeignKey("coordination.Matter", models.PROTECT, related_name="registrations")
    number = models.PositiveIntegerField(_("löpnummer"))
    addressee = models.CharField(_("till"), max_length=255)
    registered_at = models.DateTimeField(_("registrerad"))

    class Meta:
        verbose_name = _("utgående handling")
        verbose_name_plural = _("utgående handlingar")
        ordering = ["matter", "number"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="registration_number_once")
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return f"{self.matter.registry_number}-{self.number}"


class StatementReceipt(models.Model):
    """The receipt (kvittens) of a statement that was sent, as the page that both sides were given."""

    statement = models.OneToOneField(
        "coordination.Statement", models.PROTECT, related_name="receipt"
    )
    document = models.OneToOneField(
        "coordination.Document", models.PROTECT, related_name="receipt_of"
    )

    class Meta:
        verbose_name = _("kvittens")
        verbose_name_plural = _("kvittenser")
        ordering = ["pk"]

    def __str__(self):
        return str(self.document)


class SignedCopy(models.Model):
    """A PDF of an adopted statement that was signed in another system, kept beside the original.

    Kraftsam says nothing of the signature's level or validity. When its text is not the original's,
    what differs first is told with the secretary's reason to keep it all the same.
    """

    statement = models.ForeignKey(
        "coordination.Statement", models.PROTECT, related_name="signed_copies"
    )
    document = models.OneToOneField(
        "coordination.Document", models.PROTECT, related_name="signed_copy"
    )
    difference = models.CharField(_("skillnad i text"), max_length=500, blank=True)
    reason = models.CharField(_("varför den sparas ändå"), max_length=500, blank=True)
    attached_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("undertecknat exemplar")
        verbose_name_plural = _("undertecknade exemplar")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(difference="") | ~Q(reason=""),
                name="signedcopy_differs_with_reason",
                violation_error_message=_("Skriv varför exemplaret sparas fast texten skiljer."),
            )
        ]

    def __str__(self):
        return str(self.document)
