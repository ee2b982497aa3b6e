"""Meetings (sammanträden): a body's calendar, the breaks in it, and its routine for papers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.access import visible_ids
from coordination.enums import MeetingState


class MeetingQuerySet(models.QuerySet):
    """Meetings in domain words."""

    def visible_to(self, user):
        """Those of the bodies one may see."""
        return self.filter(organization__in=visible_ids(user, "coordination.Organization"))

    def standing(self):
        """Those that are, or were, to be held: not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def ahead(self, today):
        """Those that are still to be held, the nearest first."""
        return self.standing().filter(held_on__gte=today)


class Meeting(models.Model):
    """A body's meeting (sammanträde) on a day. Reservations end when it closes (KL 4:27).

    A cancelled meeting (inställt) keeps its day, so that the calendar tells what happened to it.
    """

    organization = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="meetings"
    )
    held_on = models.DateField(_("datum"))
    starts_at = models.TimeField(_("klockan"), null=True, blank=True)
    papers_due_on = models.DateField(_("handlingarna ska vara inne"), null=True, blank=True)
    note = models.CharField(_("anmärkning"), max_length=200, blank=True)
    closed_at = models.DateTimeField(_("avslutat"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("inställt"), null=True, blank=True)
    cancelled_reason = models.CharField(_("varför det är inställt"), max_length=500, blank=True)
    # What the calendar that it was imported from calls it, so that a second import knows it again.
    uid = models.CharField(max_length=300, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sammanträde")
        verbose_name_plural = _("sammanträden")
        ordering = ["held_on", "starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "held_on"],
                name="meeting_once_a_day",
                violation_error_message=_("Det finns redan ett sammanträde den dagen."),
            ),
            models.UniqueConstraint(
                fields=["organization", "uid"],
                condition=~Q(uid=""),
                name="meeting_uid_once",
                violation_error_message=_("Sammanträdet är redan hämtat från den kalendern."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True)
                | (Q(closed_at__isnull=True) & ~Q(cancelled_reason="")),
                name="meeting_cancelled_with_reason",
                violation_error_message=_(
                    "Ett sammanträde ställs in med ett skäl, och bara om det inte har hållits."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.organization} {self.held_on}"

    @property
    def state(self) -> MeetingState:
        if self.cancelled_at:
            return MeetingState.CANCELLED
        return MeetingState.CLOSED if self.closed_at else MeetingState.PLANNED

    def takes_papers(self, on) -> bool:
        """Whether papers handed in on a day still come before this meeting."""
        return (self.papers_due_on or self.held_on) >= on


class MeetingBreak(models.Model):
    """A period in which a body does not meet (sammanträdesuppehåll): the summer, usually."""

    organization = models.ForeignKey(
        "coordination.Organization", models.CASCADE, related_name="meeting_breaks"
    )
    title = models.CharField(_("vad det är"), max_length=80)
    starts_on = models.DateField(_("första dagen"))
    ends_on = models.DateField(_("sista dagen"))

    class Meta:
        verbose_name = _("sammanträdesuppehåll")
        verbose_name_plural = _("sammanträdesuppehåll")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="meeting_break_days_in_order",
                violation_error_message=_("Uppehållet kan inte sluta innan det börjar."),
            )
        ]

    def __str__(self):
        return f"{self.title} {self.starts_on}–{self.ends_on}"

    def holds(self, day) -> bool:
        """Whether a day falls in the break."""
        return self.starts_on <= day <= self.ends_on


class MeetingRoutine(models.Model):
    """How a body prepares its meetings, and what its own rules say of separate opinions."""

    organization = models.OneToOneField(
        "coordination.Organization", models.CASCADE, related_name="meeting_routine"
    )
    papers_working_days = models.PositiveSmallIntegerField(_("arbetsdagar före mötet"))
    # The law gives reservations to those who took part; the rest is the body's own rules of procedure.
    substitutes_may_file = models.BooleanField(
        _("ersättare som inte tjänstgör får lämna särskilt yttrande"), default=False
    )
    names_by_party = models.BooleanField(
        _("partiet skrivs en gång: A och B (båda M)"), default=False
    )

    class Meta:
        verbose_name = _("mötesrutin")
        verbose_name_plural = _("mötesrutiner")
        constraints = [
            models.CheckConstraint(
                condition=Q(papers_working_days__lte=60),
                name="meeting_routine_within_reason",
                violation_error_message=_("Högst 60 arbetsdagar före mötet."),
            )
        ]

    def __str__(self):
        return f"{self.organization}: {self.papers_working_days}"
