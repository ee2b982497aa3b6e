"""Stored documents."""

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids


def content_address(document, filename):
    """Files lie under their own hash: the same bytes are stored once, and no name is trusted."""
    return f"documents/{document.sha256[:2]}/{document.sha256}.pdf"


class DocumentQuerySet(models.QuerySet):
    """Documents in domain words."""

    def visible_to(self, user):
        """With its statement, memorandum or referred text; every other with its matter."""
        if standing(user).unlimited:
            return self
        texts = apps.get_model("coordination.ReferredText").objects.filter(document__isnull=False)
        referrals = visible_ids(user, "coordination.Referral")
        statements = visible_ids(user, "coordination.Statement")
        loose = Q(
            ~Q(pk__in=texts.values("document")),
            statement__isnull=True,
            receipt_of__isnull=True,
            memorandum__isnull=True,
        )
        return self.filter(
            (loose & Q(matter__in=visible_ids(user, "coordination.Matter")))
            | Q(statement__in=statements)
            | Q(receipt_of__statement__in=statements)
            | Q(memorandum__in=visible_ids(user, "coordination.Memorandum"))
            | Q(pk__in=texts.filter(referral__in=referrals).values("document"))
        )


class Document(models.Model):
    """A document (handling) as it was drawn up: bytes that never change, with their SHA-256."""

    # Empty for what belongs to no matter: it is shown by what it was added to, and by that alone.
    matter = models.ForeignKey(
        "coordination.Matter", models.PROTECT, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField(_("slag"), max_length=30)
    title = models.CharField(_("titel"), max_length=250)
    file = models.FileField(upload_to=content_address, max_length=200)
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    size = models.PositiveIntegerField(_("storlek i byte"))
    media_type = models.CharField(max_length=60, default="application/pdf")
    template_version = models.CharField(_("mallens version"), max_length=20, blank=True)
    receipt_number = models.CharField(_("kvittens"), max_length=30, unique=True)
    drawn_up_at = models.DateTimeField(_("upprättad"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("handling")
        verbose_name_plural = _("handlingar")
        ordering = ["-drawn_up_at"]

    def __str__(self):
        return self.title
