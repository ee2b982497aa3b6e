"""Decisions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import visible_ids


class DecisionQuerySet(models.QuerySet):
    """Decisions in domain words."""

    def visible_to(self, user):
        """Decisions in matters the user may see."""
        return self.filter(matter__in=visible_ids(user, "coordination.Matter"))


class Decision(models.Model):
    """What a body decided at a meeting (beslut), under a paragraph (§) that is used once a year.

    A decision to spend says how it is financed (KL 11:15). Amount in whole öre.
    """

    matter = models.ForeignKey("coordination.Matter", models.PROTECT, related_name="decisions")
    body = models.ForeignKey("coordination.Organization", models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        "coordination.Meeting", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    decided_on = models.DateField(_("beslutsdatum"))
    year = models.PositiveSmallIntegerField(editable=False)
    # Unknown (null) where a source gives the day but not the paragraph.
    paragraph = models.PositiveIntegerField(_("paragraf"), null=True, blank=True)
    title = models.CharField(_("rubrik"), max_length=200)
    text = models.TextField(_("beslut"), max_length=20000)
    is_preparatory = models.BooleanField(_("bara förberedande"), default=False)
    immediate_approval = models.BooleanField(_("omedelbart justerad"), default=False)
    amount_ore = models.BigIntegerField(_("belopp (öre)"), null=True, blank=True)
    financing = models.TextField(_("finansiering"), blank=True, max_length=2000)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("beslut")
        verbose_name_plural = _("beslut")
        ordering = ["-decided_on", "-paragraph"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "paragraph"],
                name="decision_paragraph_once_a_year",
                violation_error_message=_("Paragrafen är redan använd i år. Välj nästa lediga."),
            ),
            models.CheckConstraint(
                condition=Q(amount_ore__isnull=True) | ~Q(financing=""),
                name="decision_spending_is_financed",
                violation_error_message=_(
                    "Skriv hur beslutet ska finansieras (kommunallagen 11 kap. 15 §)."
                ),
            ),
            models.CheckConstraint(
                condition=Q(paragraph__isnull=True) | Q(paragraph__gte=1),
                name="decision_paragraph_positive",
            ),
        ]

    def __str__(self):
        return f"{self.body} {self.decided_on} {self.reference}".strip()

    def save(self, *args, **kwargs):
        self.year = self.decided_on.year
        super().save(*args, **kwargs)

    @property
    def reference(self) -> str:
        """”§ 201”, with a space that does not break; empty where the source gives no number."""
        return f"§\N{NO-BREAK SPACE}{self.paragraph}" if self.paragraph else ""
