"""Geographic areas and their boundaries over time."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.access import standing, visible_ids
from coordination.enums import AreaKind
from coordination.swedish import SORT_KEY_LENGTH, sort_key


class AreaQuerySet(models.QuerySet):
    """Areas in domain words."""

    def visible_to(self, user):
        """Areas of the user's municipality; an area proposed in a matter follows the matter."""
        held = standing(user)
        if held.unlimited:
            return self
        return self.filter(
            Q(matter__isnull=True, municipality_id__in=held.municipality_ids)
            | Q(municipality_id__in=held.overseen_ids)
            | Q(matter__in=visible_ids(user, "coordination.Matter"))
        )

    def with_boundary(self, on):
        """Annotate each area with the version of its boundary in force on a day (``version_id``)."""
        current = AreaVersion.objects.filter(area=OuterRef("pk"), valid_from__lte=on).order_by(
            "-valid_from"
        )
        return self.annotate(version_id=Subquery(current.values("pk")[:1]))

    def current(self, on):
        """Areas that have not ended on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))

    def for_table(self):
        """In Swedish alphabetical order."""
        return self.order_by("sort_key", "pk")


class Area(models.Model):
    """A geographic area (geografiskt område) that initiatives concern: a focus area, a district …"""

    name = models.CharField(_("namn"), max_length=120)
    kind = models.CharField(_("områdestyp"), max_length=30, choices=AreaKind)
    municipality = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="areas", verbose_name=_("kommun")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("del av"),
    )
    matter = models.ForeignKey(
        "coordination.Matter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="areas",
        verbose_name=_("ärende"),
    )
    description = models.TextField(_("beskrivning"), blank=True, max_length=2000)
    ended_on = models.DateField(_("upphörde"), null=True, blank=True)
    is_fictitious = models.BooleanField(_("påhittad"), default=False)
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False, db_index=True)

    history = HistoricalRecords(excluded_fields=["sort_key"])
    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("område")
        verbose_name_plural = _("områden")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name", "parent"],
                condition=Q(ended_on__isnull=True),
                name="area_name_once_below_parent",
                violation_error_message=_("Det finns redan ett område med det namnet."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    def version_on(self, day):
        """The boundary in force on a day, or None. Old initiatives keep the one they were decided with."""
        return self.versions.filter(valid_from__lte=day).order_by("-valid_from").first()


class AreaVersion(models.Model):
    """One boundary (gräns) of an area, valid from a day by a decision. Never changed, only followed."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="versions")
    geometry = models.TextField(_("gräns"), help_text=_("GeoJSON i WGS 84"))
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    hectares = models.DecimalField(_("hektar"), max_digits=12, decimal_places=2)
    source_crs = models.CharField(
        _("ursprungligt koordinatsystem"), max_length=20, default="EPSG:4326"
    )
    valid_from = models.DateField(_("gäller från och med"))
    decision = models.ForeignKey(
        "coordination.Decision", models.PROTECT, null=True, blank=True, related_name="area_versions"
    )
    reason = models.CharField(_("varför gränsen ändrades"), max_length=300, blank=True)
    is_sketch = models.BooleanField(_("skiss, inte beslutad"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("gräns")
        verbose_name_plural = _("gränser")
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "valid_from"],
                name="area_version_once_a_day",
                violation_error_message=_("Området har redan en gräns som gäller från den dagen."),
            ),
            models.CheckConstraint(condition=Q(hectares__gt=0), name="area_version_has_size"),
        ]

    def __str__(self):
        return f"{self.area}, {self.valid_from}"
