"""What the minutes say of an item beside its decision: motions, order of propositions, approvers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MinutesRecord(models.Model):
    """An item's part of the minutes (protokollet, KL 5:65–67): motions that were made and not taken
    back (yrkanden), the order of propositions (propositionsordning), and who approves (justerare).

    What is not recorded is left out of the extract. It stands once the minutes are approved.
    """

    decision = models.OneToOneField(
        "coordination.Decision", models.CASCADE, related_name="minutes_record"
    )
    motions = models.TextField(_("yrkanden"), blank=True)  # one to a line
    procedure = models.TextField(_("propositionsordning"), blank=True)
    approvers = models.ManyToManyField(
        "coordination.Person", related_name="minutes_approved", verbose_name=_("justerare")
    )
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    class Meta:
        verbose_name = _("protokollsuppgift")
        verbose_name_plural = _("protokollsuppgifter")

    def __str__(self):
        return str(self.decision)

    @property
    def motion_lines(self) -> list[str]:
        return self.motions.splitlines()
