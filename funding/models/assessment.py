"""How a received application is judged: the gate, the scores, who may not, what cannot be combined."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from funding.models.application import Application
from funding.models.round_form import Criterion

LOWEST, HIGHEST = 1, 5


class GateCheck(models.Model):
    """Whether an application is long-term (långsiktighet): a condition, not a weight (M-17)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="gate_checks")
    passed = models.BooleanField(_("långsiktig"))
    rationale = models.CharField(_("motivering"), max_length=2000)
    actor = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("bedömd"))
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("bedömd långsiktighet")
        verbose_name_plural = _("bedömd långsiktighet")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(is_current=True), name="gate_check_one_current"
            )
        ]

    def __str__(self):
        return f"{self.application}: {self.passed}"


class Score(models.Model):
    """How far an application meets a criterion (poäng 1–5), and why. Earlier scores stay as history."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    level = models.PositiveSmallIntegerField(_("nivå"))
    rationale = models.CharField(_("motivering"), max_length=2000)
    actor = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("bedömd"))
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("poäng")
        verbose_name_plural = _("poäng")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(LOWEST, HIGHEST)), name="score_level_one_to_five"
            ),
            models.UniqueConstraint(
                fields=["application", "criterion"],
                condition=Q(is_current=True),
                name="score_one_current",
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.level}"


class Conflict(models.Model):
    """Someone who may not judge an application (jäv, KL 6:28–30), and why."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="conflicts")
    person = models.ForeignKey(
        "coordination.Person", models.PROTECT, related_name="+", verbose_name=_("person")
    )
    reason = models.CharField(_("skäl"), max_length=500)
    actor = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("antecknat"))

    class Meta:
        verbose_name = _("jäv")
        verbose_name_plural = _("jäv")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"],
                name="conflict_once_per_person",
                violation_error_message=_("Jävet är redan antecknat."),
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.application}"


class Exclusion(models.Model):
    """Two applications that cannot both be granted (utesluter varandra), and why."""

    first = models.ForeignKey(Application, models.PROTECT, related_name="excludes")
    second = models.ForeignKey(Application, models.PROTECT, related_name="excluded_by")
    reason = models.CharField(_("skäl"), max_length=300)
    actor = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("antecknat"))

    class Meta:
        verbose_name = _("par som utesluter varandra")
        verbose_name_plural = _("par som utesluter varandra")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="exclusion_once_per_pair",
                violation_error_message=_("Det står redan att de utesluter varandra."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="exclusion_in_order_of_number"
            ),
        ]

    def __str__(self):
        return f"{self.first} / {self.second}"
