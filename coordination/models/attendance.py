"""Who was at a meeting (närvaro), and who was disqualified from which item (jäv)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from coordination.enums import SERVING, AttendanceRole


class Attendance(models.Model):
    """Somebody's presence at a meeting: as member, or as substitute who serves for someone or not.

    A substitute who serves for nobody named sits on a vacant place. The paragraphs say from and to
    which item somebody who came late or left early was there. Who was there in several ways has a row
    for each: a substitute who begins to serve (inträder) from an item on, a member who comes back.
    """

    meeting = models.ForeignKey("coordination.Meeting", models.CASCADE, related_name="attendances")
    person = models.ForeignKey("coordination.Person", models.PROTECT, related_name="attendances")
    role = models.CharField(_("närvarande som"), max_length=20, choices=AttendanceRole)
    serving_for = models.ForeignKey(
        "coordination.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="served_for",
        verbose_name=_("tjänstgör för"),
    )
    from_paragraph = models.PositiveIntegerField(_("från och med §"), null=True, blank=True)
    until_paragraph = models.PositiveIntegerField(_("till och med §"), null=True, blank=True)

    class Meta:
        verbose_name = _("närvarande")
        verbose_name_plural = _("närvaro")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("meeting"),
                F("person"),
                Coalesce("from_paragraph", 0),
                name="attendance_begins_once",
                violation_error_message=_("Personen står redan från och med den paragrafen."),
            ),
            models.CheckConstraint(
                condition=Q(serving_for__isnull=True) | Q(role=AttendanceRole.SERVING_SUBSTITUTE),
                name="attendance_substitute_serves",
                violation_error_message=_("Bara en ersättare tjänstgör för någon annan."),
            ),
            models.CheckConstraint(
                condition=Q(from_paragraph__isnull=True)
                | Q(until_paragraph__isnull=True)
                | Q(until_paragraph__gte=F("from_paragraph")),
                name="attendance_paragraphs_in_order",
                violation_error_message=_("Den första paragrafen kommer före den sista."),
            ),
        ]

    def __str__(self):
        return str(self.person)

    @property
    def serves(self) -> bool:
        return self.role in SERVING

    def covers(self, paragraph) -> bool:
        """Whether the person was there at a §; without a §, whether they were there at all."""
        if paragraph is None:
            return True
        return (self.from_paragraph or 0) <= paragraph <= (self.until_paragraph or paragraph)


class Recusal(models.Model):
    """Someone disqualified from an item (jäv, KL 6:28–30): they neither deliberate nor decide in it."""

    meeting = models.ForeignKey("coordination.Meeting", models.PROTECT, related_name="recusals")
    person = models.ForeignKey("coordination.Person", models.PROTECT, related_name="recusals")
    statement = models.ForeignKey(
        "coordination.Statement", models.CASCADE, null=True, blank=True, related_name="recusals"
    )
    decision = models.ForeignKey(
        "coordination.Decision", models.CASCADE, null=True, blank=True, related_name="recusals"
    )
    reason = models.CharField(_("skäl"), max_length=500)

    class Meta:
        verbose_name = _("jäv")
        verbose_name_plural = _("jäv")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, decision__isnull=True)
                | Q(statement__isnull=True, decision__isnull=False),
                name="recusal_from_one_item",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person", "statement"], name="recusal_once_per_statement"
            ),
            models.UniqueConstraint(
                fields=["meeting", "person", "decision"], name="recusal_once_per_decision"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.item}"

    @property
    def item(self):
        return self.statement or self.decision
