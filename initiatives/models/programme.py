"""Programmes: a mandate that several bodies carry out together."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.access import standing, visible_ids
from coordination.enums import GROUP_KINDS
from coordination.models import Deadline
from coordination.swedish import SORT_KEY_LENGTH, fold, sort_key
from initiatives.enums import ProgrammeState

MODEL_REVIEW = "model_review"


class ProgrammeQuerySet(models.QuerySet):
    """Programmes in domain words."""

    def visible_to(self, user):
        """Programmes whose matter the user may see."""
        if standing(user).unlimited:
            return self
        return self.filter(matter__in=visible_ids(user, "coordination.Matter"))

    def ongoing(self):
        """Planned or running."""
        return self.exclude(state=ProgrammeState.ENDED)

    def with_model_review(self):
        """Annotate the day the model is to be reviewed, as the deadline now says it."""
        review = Deadline.objects.filter(
            kind=MODEL_REVIEW, subject_type="programme", subject_id=OuterRef("pk")
        )
        return self.annotate(
            review_due_on=Subquery(review.values("due_on")[:1]),
            review_done_at=Subquery(review.values("done_at")[:1]),
        )

    def with_initiative_count(self):
        """Annotate how many initiatives each programme has."""
        initiatives = Programme._meta.get_field("initiatives").related_model.objects
        counted = (
            initiatives.filter(programme=OuterRef("pk"))
            .order_by()
            .values("programme")
            .annotate(n=Count("pk"))
        )
        return self.annotate(initiative_count=Coalesce(Subquery(counted.values("n")), 0))

    def for_table(self):
        """In Swedish alphabetical order."""
        return self.order_by("sort_key", "pk")


class Programme(models.Model):
    """A joint effort (program) that a mandate gives to several committees and companies.

    Who takes part is said by the matter's parties (medverkande), so that it is said once. The
    executive board leads; the convener (sammankallande) keeps it together (M-05).
    """

    matter = models.ForeignKey(
        "coordination.Matter", models.PROTECT, related_name="programmes", verbose_name=_("ärende")
    )
    name = models.CharField(_("namn"), max_length=200)
    aim = models.TextField(_("syfte"), max_length=2000)
    goal = models.TextField(_("mål"), max_length=2000)
    starts_on = models.DateField(_("startar"))
    ends_on = models.DateField(_("slutar"), null=True, blank=True)
    lead = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="programmes_led",
        verbose_name=_("leder"),
    )
    convener = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="programmes_convened",
        verbose_name=_("sammankallar och samordnar"),
    )
    mandate = models.ForeignKey(
        "coordination.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("beslutet som ger uppdraget"),
    )
    areas = models.ManyToManyField(
        "coordination.Area",
        through="ProgrammeArea",
        related_name="programmes",
        verbose_name=_("områden"),
    )
    groups = models.ManyToManyField(
        "coordination.Organization",
        blank=True,
        related_name="programmes",
        limit_choices_to={"kind__in": sorted(GROUP_KINDS)},
        verbose_name=_("grupper"),
    )
    state = models.CharField(
        _("läge"), max_length=20, choices=ProgrammeState, default=ProgrammeState.PLANNED
    )
    is_fictitious = models.BooleanField(_("påhittat"), default=False)
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False)
    search_text = models.TextField(editable=False)

    history = HistoricalRecords(excluded_fields=["sort_key", "search_text"])
    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("program")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="programme_dates_in_order",
                violation_error_message=_("Programmet kan inte sluta innan det startar."),
            ),
            models.UniqueConstraint(
                fields=["matter", "name"],
                name="programme_name_once_per_matter",
                violation_error_message=_("Ärendet har redan ett program med det namnet."),
            ),
        ]
        # Serves the list of programmes.
        indexes = [models.Index(fields=["sort_key", "id"], name="programme_list")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        self.search_text = fold(f"{self.name} {self.aim} {self.goal}")
        super().save(*args, **kwargs)


class ProgrammeArea(models.Model):
    """An area that a programme concerns (utpekat område), since when and by which decision."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="area_links")
    area = models.ForeignKey("coordination.Area", models.PROTECT, related_name="programme_links")
    since = models.DateField(_("sedan"))
    decision = models.ForeignKey(
        "coordination.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_areas",
        verbose_name=_("beslut"),
    )

    class Meta:
        verbose_name = _("utpekat område")
        verbose_name_plural = _("utpekade områden")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "area"],
                name="programme_area_once",
                violation_error_message=_("Området hör redan till programmet."),
            )
        ]

    def __str__(self):
        return f"{self.area}: {self.programme}"
