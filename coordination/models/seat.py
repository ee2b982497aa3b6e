"""Places in bodies, and who fills them when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.enums import Role


class SeatQuerySet(models.QuerySet):
    """Seats in domain words."""

    def in_force(self, on):
        """Seats that exist on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        )


class Seat(models.Model):
    """A place in a body (plats, uppdrag) that someone fills in a role, on behalf of a body or not.

    The seat stays when the person leaves; a required seat without a person is a vacancy (vakans).
    """

    organization = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="seats"
    )
    role = models.CharField(_("roll"), max_length=30, choices=Role)
    title = models.CharField(_("benämning"), max_length=100, blank=True)
    on_behalf_of = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="represented_by",
        verbose_name=_("företräder"),
    )
    required = models.BooleanField(_("måste vara tillsatt"), default=True)
    position = models.PositiveSmallIntegerField(_("ordning"), default=0)
    valid_from = models.DateField(_("från och med"), null=True, blank=True)
    valid_until = models.DateField(_("till och med"), null=True, blank=True)
    # The request (önskemål) whose acceptance created the seat, shown as its reason.
    requested_in = models.ForeignKey(
        "coordination.Request", models.PROTECT, null=True, blank=True, related_name="seats_created"
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("plats")
        verbose_name_plural = _("platser")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["requested_in", "organization"], name="seat_once_per_request_and_group"
            )
        ]

    def __str__(self):
        return f"{self.title or self.get_role_display()}, {self.organization}"


class MembershipQuerySet(models.QuerySet):
    """Memberships in domain words."""

    def visible_to(self, user):
        """Memberships in the bodies one may see."""
        organizations = Seat._meta.get_field("organization").related_model.objects
        return self.filter(seat__organization__in=organizations.visible_to(user).values("pk"))

    def in_force(self, on):
        """Those that hold on a day, in a seat that exists on that day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_until__isnull=True) | Q(valid_until__gte=on),
            Q(seat__valid_until__isnull=True) | Q(seat__valid_until__gte=on),
        )

    def holding(self, roles, organization_ids, on):
        """Who holds one of the roles in one of the bodies on a day, with person and account."""
        return (
            self.in_force(on)
            .filter(seat__role__in=roles, seat__organization_id__in=organization_ids)
            .select_related("person", "person__user", "seat")
            .order_by("seat__position", "pk")
        )


class Membership(models.Model):
    """A person in a seat from a day to a day (uppdragsperiod)."""

    person = models.ForeignKey("coordination.Person", models.PROTECT, related_name="memberships")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="memberships")
    valid_from = models.DateField(_("från och med"), null=True, blank=True)
    valid_until = models.DateField(_("till och med"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppdrag")
        verbose_name_plural = _("uppdrag")
        constraints = [
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(valid_until__isnull=True),
                name="membership_one_open_per_seat",
                violation_error_message=_("Platsen är redan tillsatt."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="membership_dates_in_order",
                violation_error_message=_("Uppdraget kan inte sluta innan det börjar."),
            ),
        ]
        # Serves access.standing: every page of a signed-in user.
        indexes = [models.Index(fields=["person", "valid_until"], name="membership_standing")]

    def __str__(self):
        return f"{self.person}, {self.seat}"
