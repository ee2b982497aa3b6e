"""Initiatives: the units of joint work in a programme."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.access import any_of, standing, visible_ids
from coordination.enums import GROUP_KINDS
from coordination.swedish import SORT_KEY_LENGTH, fold, sort_key
from initiatives.enums import INITIATIVE_COMPLETED, INITIATIVE_OPEN, InitiativeState
from initiatives.models.participation import Participation
from initiatives.models.programme import Programme


class InitiativeQuerySet(models.QuerySet):
    """Initiatives in domain words."""

    def visible_to(self, user):
        """Those that a body of the user's takes part in, and those of programmes one may see.

        Overseers see the programme's matter. Both are lists of ids that the database works out once,
        so that the cost does not grow with the rows looked at.
        """
        if standing(user).unlimited:
            return self
        return self.filter(any_of(self.ways_to_see(user)))

    def ways_to_see(self, user) -> list[Q]:
        """Each of them by itself, served by an index."""
        bodies = standing(user).organization_ids
        own = Participation.objects.filter(organization_id__in=bodies)
        return [
            Q(programme__in=visible_ids(user, "initiatives.Programme")),
            Q(pk__in=own.values("initiative_id")),
        ]

    def open(self):
        """Planned or running."""
        return self.filter(state__in=INITIATIVE_OPEN)

    def for_table(self):
        """In Swedish alphabetical order; served by an index, within a programme and without."""
        return self.order_by("sort_key", "pk")


class Initiative(models.Model):
    """A joint initiative (insats): who leads, who takes part, where, when, and how far it has come."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="initiatives", verbose_name=_("program")
    )
    # Its own matter, where a body has opened one; who sees it follows from programme and participants.
    matter = models.ForeignKey(
        "coordination.Matter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatives",
        verbose_name=_("eget ärende"),
    )
    title = models.CharField(_("namn"), max_length=200)
    summary = models.CharField(_("i en mening"), max_length=250)
    description = models.TextField(_("beskrivning"), blank=True, max_length=10000)
    lead = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="initiatives_led",
        verbose_name=_("leder"),
    )
    areas = models.ManyToManyField(
        "coordination.Area", blank=True, related_name="initiatives", verbose_name=_("områden")
    )
    groups = models.ManyToManyField(
        "coordination.Organization",
        blank=True,
        related_name="initiatives",
        limit_choices_to={"kind__in": sorted(GROUP_KINDS)},
        verbose_name=_("grupper"),
    )
    participants = models.ManyToManyField(
        "coordination.Organization",
        through=Participation,
        related_name="initiatives_joined",
        verbose_name=_("medverkande"),
    )
    starts_on = models.DateField(_("startar"), null=True, blank=True)
    ends_on = models.DateField(_("slutar"), null=True, blank=True)
    state = models.CharField(
        _("läge"), max_length=20, choices=InitiativeState, default=InitiativeState.PLANNED
    )
    completed_on = models.DateField(_("avslutades"), null=True, blank=True)
    stopped_reason = models.TextField(_("varför den stoppades"), blank=True, max_length=2000)
    is_fictitious = models.BooleanField(_("påhittad"), default=False)
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False)
    search_text = models.TextField(editable=False)

    history = HistoricalRecords(excluded_fields=["sort_key", "search_text"])
    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("insats")
        verbose_name_plural = _("insatser")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="initiative_dates_in_order",
                violation_error_message=_("Insatsen kan inte sluta innan den startar."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(INITIATIVE_COMPLETED), completed_on__isnull=False)
                | (~Q(state__in=sorted(INITIATIVE_COMPLETED)) & Q(completed_on__isnull=True)),
                name="initiative_completed_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=InitiativeState.STOPPED) | ~Q(stopped_reason=""),
                name="initiative_stopped_has_reason",
                violation_error_message=_("Skriv varför insatsen stoppas."),
            ),
            models.CheckConstraint(
                condition=~Q(state=InitiativeState.RUNNING) | Q(starts_on__isnull=False),
                name="initiative_running_has_start",
            ),
        ]
        indexes = [
            # Serve the lists, page after page: a programme's, and everything one may see.
            models.Index(fields=["programme", "sort_key", "id"], name="initiative_programme_list"),
            models.Index(fields=["sort_key", "id"], name="initiative_list"),
            # Serves the counted filters above a programme's list.
            models.Index(fields=["programme", "state"], name="initiative_state_counts"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.title)
        self.search_text = fold(f"{self.title} {self.summary}")
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.state in INITIATIVE_OPEN
