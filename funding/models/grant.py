"""Grants: money that a body has decided on for a project."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.access import any_of, standing, visible_ids
from funding.enums import ENDED_STATES, ProjectState, ProjectType


class GrantQuerySet(models.QuerySet):
    """Grants in domain words."""

    def visible_to(self, user):
        """Grants to or from one's own bodies, in a matter or initiative one sees, or overseen."""
        if standing(user).unlimited:
            return self
        return self.filter(any_of(self.ways_to_see(user)))

    def ways_to_see(self, user) -> list[Q]:
        """Each of them by itself: a list of ids that the database works out once, by an index."""
        rounds: Any = Grant._meta.get_field("round").related_model
        return [
            Q(recipient_id__in=standing(user).organization_ids),
            Q(round__in=rounds.objects.paid_by_own(user).values("pk")),
            Q(decision__in=visible_ids(user, "coordination.Decision")),
            Q(initiative__in=visible_ids(user, "initiatives.Initiative")),
        ]

    def unreported(self):
        """Grants on which nobody has reported anything."""
        return self.filter(reported_on__isnull=True)

    def unreported_first(self):
        """What nobody has reported on first, then in the order of the decision."""
        return self.order_by(F("reported_on").asc(nulls_first=True), "pk")


class Grant(models.Model):
    """Money granted by a decision to a body for a project (beviljade medel, bidrag).

    The sums are kept beside the ledger for the cap and for sorting. They change only in the
    transaction of a ledger row, under this row's lock, and ``verify_ledger`` compares them.
    """

    round = models.ForeignKey(
        "funding.Round", models.PROTECT, related_name="grants", verbose_name=_("omgång")
    )
    title = models.CharField(_("projekt"), max_length=200)
    recipient = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="grants",
        verbose_name=_("mottagare"),
    )
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("insats"),
    )
    area = models.ForeignKey(
        "coordination.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("område"),
    )
    decision = models.ForeignKey(
        "coordination.Decision",
        models.PROTECT,
        related_name="grants",
        verbose_name=_("beslut"),
    )
    # What it was asked for in; empty where the decision was entered without applications.
    application = models.OneToOneField(
        "funding.Application",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grant",
        verbose_name=_("ansökan"),
    )
    granted_ore = models.BigIntegerField(_("beviljat (öre)"), default=0, editable=False)
    used_ore = models.BigIntegerField(_("använt (öre)"), default=0, editable=False)
    returned_ore = models.BigIntegerField(_("återlämnat (öre)"), default=0, editable=False)
    # What a body has decided that the recipient keeps as its own surplus (behållet).
    kept_ore = models.BigIntegerField(_("behållet (öre)"), default=0, editable=False)
    # How much of what is left over has got its reason; see ``Explanation``.
    explained_ore = models.BigIntegerField(_("förklarat (öre)"), default=0, editable=False)
    paid_ore = models.BigIntegerField(_("betalt (öre)"), default=0, editable=False)
    # Money that has come from other grants for the same purpose, less what has gone to others.
    repurposed_ore = models.BigIntegerField(_("omdisponerat (öre)"), default=0, editable=False)
    # What may be used above what is granted, by decided exceptions.
    exempt_ore = models.BigIntegerField(_("undantag (öre)"), default=0, editable=False)
    # The project's number in the recipient's finance system; outcome from there is matched by it.
    project_code = models.CharField(_("projektnummer"), max_length=40, blank=True)
    is_approximate = models.BooleanField(_("beloppet är ungefärligt"), default=False)
    project_state = models.CharField(
        _("projektets läge"),
        max_length=20,
        choices=ProjectState,
        default=ProjectState.NOT_STARTED,
        editable=False,
    )
    completed_on = models.DateField(_("genomfört"), null=True, blank=True, editable=False)
    # What kind of work it is; costs are compared within a kind (V-14).
    project_type = models.CharField(
        _("slag av insats"), max_length=20, choices=ProjectType, blank=True
    )
    # The last day of the time plan that was decided; said once, compared with the day of completion.
    planned_on = models.DateField(_("ska vara klart"), null=True, blank=True)
    # Until when the money is meant to last, and the decision that goes on from there (V-19).
    funding_ends_on = models.DateField(_("pengarna ska räcka till"), null=True, blank=True)
    follow_on = models.ForeignKey(
        "coordination.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("följdbeslut"),
    )
    # The day somebody last reported on the project; empty means that nobody ever has.
    reported_on = models.DateField(_("senast rapporterat"), null=True, blank=True, editable=False)
    is_fictitious = models.BooleanField(_("påhittat"), default=False)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("bidrag")
        verbose_name_plural = _("bidrag")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    granted_ore__gte=F("used_ore")
                    + F("returned_ore")
                    + F("kept_ore")
                    - F("repurposed_ore")
                    - F("exempt_ore")
                ),
                name="grant_used_within_granted",
                violation_error_message=_("Mer än beviljat kan inte användas eller återlämnas."),
            ),
            models.CheckConstraint(
                condition=Q(
                    used_ore__gte=0,
                    returned_ore__gte=0,
                    kept_ore__gte=0,
                    explained_ore__gte=0,
                    paid_ore__gte=0,
                    exempt_ore__gte=0,
                ),
                name="grant_sums_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=False, project_state=ProjectState.COMPLETED)
                | Q(completed_on__isnull=True) & ~Q(project_state=ProjectState.COMPLETED),
                name="grant_completed_has_day",
            ),
            models.UniqueConstraint(
                fields=["recipient", "project_code"],
                condition=~Q(project_code=""),
                name="grant_project_code_once_per_body",
                violation_error_message=_("Projektnumret används redan för ett annat bidrag."),
            ),
        ]
        indexes = [
            # Serves the body's own list: its forecasts of the month, its outcome from a file.
            models.Index(fields=["recipient", "project_state"], name="grant_recipient_state"),
            # Serves the round's page, what nobody has reported on first.
            models.Index(fields=["round", "reported_on", "id"], name="grant_round"),
        ]

    def __str__(self):
        return self.title

    @property
    def left_ore(self) -> int:
        """What the project may dispose of and that is not used, given back or kept."""
        return self.disposable_ore - self.used_ore - self.returned_ore - self.kept_ore

    def has_ended(self, today) -> bool:
        """Whether nothing more is to be used: carried out, called off, or the money's time is out."""
        expires_on = self.round.source.expires_on
        return self.project_state in ENDED_STATES or bool(expires_on and expires_on < today)

    @property
    def surplus_ore(self) -> int:
        """What is not used (överskott), whatever has become of it since."""
        given_away = max(-self.repurposed_ore, 0)
        return max(self.left_ore + self.returned_ore + self.kept_ore + given_away, 0)

    @property
    def unexplained_ore(self) -> int:
        """How much of the surplus nobody has given a reason for."""
        return max(self.surplus_ore - self.explained_ore, 0)

    @property
    def disposable_ore(self) -> int:
        """What is granted, with what has come from other grants and less what has gone to them."""
        return self.granted_ore + self.repurposed_ore

    @property
    def room_ore(self) -> int:
        """What can still be used or given back, decided exceptions counted."""
        return self.left_ore + self.exempt_ore
