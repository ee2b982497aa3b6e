"""Papers of a body's own that its meetings have beside what is written in Kraftsam."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingPaper(models.Model):
    """An uploaded PDF that a meeting is to have among its papers (underlag).

    The document itself is stored in one of the body's matters and stays there; only its place among
    the meeting's papers can be taken back.
    """

    meeting = models.ForeignKey("coordination.Meeting", models.CASCADE, related_name="papers")
    document = models.OneToOneField(
        "coordination.Document", models.PROTECT, related_name="meeting_paper"
    )
    added_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("underlag")
        verbose_name_plural = _("underlag")
        ordering = ["pk"]

    def __str__(self):
        return str(self.document)
