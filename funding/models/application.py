"""Applications: what bodies ask a round for, together."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.access import any_of, standing
from funding.enums import RECEIVED, ApplicationState, PartKind, RoundState


class ApplicationQuerySet(models.QuerySet):
    """Applications in domain words."""

    def visible_to(self, user):
        """The participating bodies' own; once received also for the round's owner, assessors, overseers.

        While a round is tried, its applications are theirs alone.
        """
        if standing(user).unlimited:
            return self
        return self.filter(any_of(self.ways_to_see(user)))

    def ways_to_see(self, user) -> list[Q]:
        """Each of them by itself, served by an index."""
        held = standing(user)
        joined = ApplicationBody.objects.filter(
            organization_id__in=held.organization_ids, takes_part=True
        )
        rounds: Any = Application._meta.get_field("round").related_model
        tried = rounds.objects.filter(state=RoundState.TEST)
        assessed = rounds.objects.filter(
            Q(source__owner_id__in=held.organization_ids)
            | Q(assessed_by_id__in=held.organization_ids)
            | Q(source__municipality_id__in=held.overseen_ids)
        )
        return [
            Q(pk__in=joined.values("application")) & ~Q(round__in=tried.values("pk")),
            Q(round__in=assessed.values("pk"), state__in=RECEIVED),
            Q(round__in=(assessed & tried).values("pk")),
        ]

    def received(self):
        """Submitted and not withdrawn, decided or not."""
        return self.filter(state__in=RECEIVED)

    def by_rank(self):
        """In the order of the priority rule; served by an index."""
        return self.order_by("sort_key", "pk")


class Application(models.Model):
    """What several bodies ask a round for together (ansökan): who, what for, how much, and why.

    The sums are kept beside the shares for the list, and the sort key beside the scores for the ranking;
    both change in the transaction of what they follow from. No amount is part of the sort key (M-18).
    """

    round = models.ForeignKey(
        "funding.Round", models.PROTECT, related_name="applications", verbose_name=_("omgång")
    )
    # The initiative that it pays for; empty for a project that is in no programme.
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("insats"),
    )
    area = models.ForeignKey(
        "coordination.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("område"),
    )
    lead = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="applications_led",
        verbose_name=_("huvudsökande"),
    )
    title = models.CharField(_("projekt"), max_length=200)
    summary = models.CharField(_("i en mening"), max_length=250, blank=True)
    cost_ore = models.BigIntegerField(_("hela kostnaden (öre)"), default=0)
    applied_ore = models.BigIntegerField(_("sökt (öre)"), default=0, editable=False)
    financed_ore = models.BigIntegerField(_("finansierat (öre)"), default=0, editable=False)
    state = models.CharField(
        _("läge"),
        max_length=20,
        choices=ApplicationState,
        default=ApplicationState.DRAFT,
        editable=False,
    )
    number = models.PositiveIntegerField(_("nummer"), null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("inlämnad"), null=True, blank=True, editable=False)
    # SHA-256 over what was submitted, as the receipt shows it.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("varför den återkallades"), max_length=500, blank=True)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("kopierad från"),
    )
    author = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="+", verbose_name=_("påbörjad av")
    )
    started_at = models.DateTimeField(_("påbörjad"))
    version = models.PositiveIntegerField(default=1)  # counts edits of what stands here
    # The form's own: sent twice, it begins one application.
    key = models.CharField(max_length=120, null=True, unique=True, editable=False)
    sort_key = models.CharField(max_length=40, blank=True, editable=False)
    is_fictitious = models.BooleanField(_("påhittad"), default=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("ansökan")
        verbose_name_plural = _("ansökningar")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="application_number_once"),
            models.CheckConstraint(
                condition=Q(applied_ore__gte=0, cost_ore__gte=0)
                & Q(financed_ore__gte=F("applied_ore")),
                name="application_sums_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=RECEIVED)
                | Q(number__isnull=False, submitted_at__isnull=False, applied_ore__gt=0),
                name="application_received_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=RECEIVED) | Q(cost_ore=F("financed_ore")),
                name="application_received_is_financed",
                violation_error_message=_("Andelarna ska tillsammans bli hela kostnaden."),
            ),
        ]
        indexes = [
            # Serves the round's list of applications and the decision table, page after page.
            models.Index(fields=["round", "state", "sort_key", "id"], name="application_rank"),
            # Serves the list of a person's applications, newest first.
            models.Index(fields=["-started_at", "-id"], name="application_newest"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == ApplicationState.DRAFT

    @property
    def is_received(self) -> bool:
        return self.state in RECEIVED

    @property
    def unfinanced_ore(self) -> int:
        """What of the cost no share pays yet; below zero when the shares are more than the cost."""
        return self.cost_ore - self.financed_ore

    @property
    def reference(self) -> str:
        """What the receipt calls it: ”ANS-12-003”."""
        return f"ANS-{self.round_id}-{self.number:03d}" if self.number else ""


class ApplicationBody(models.Model):
    """A body that the application affects (berörd nämnd), and whether it really takes part."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="bodies")
    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="+",
        verbose_name=_("nämnd eller förvaltning"),
    )
    takes_part = models.BooleanField(_("deltar"), default=True)
    contribution = models.CharField(_("vad den gör"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("berörd nämnd")
        verbose_name_plural = _("berörda nämnder")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organization"], name="application_body_once"
            )
        ]
        # Serves Application.visible_to.
        indexes = [
            models.Index(
                fields=["organization", "application"],
                condition=Q(takes_part=True),
                name="application_body_visibility",
            )
        ]

    def __str__(self):
        return str(self.organization)


class ApplicationPart(models.Model):
    """The text of one part of an application; co-edited, so each save says what it builds on."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="parts")
    kind = models.CharField(_("del"), max_length=20, choices=PartKind)
    html = models.TextField(_("text"), blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("text i ansökan")
        verbose_name_plural = _("texter i ansökan")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"], name="application_part_once_per_kind"
            )
        ]

    def __str__(self):
        return self.get_kind_display()


class Dialogue(models.Model):
    """A dialogue held with a district committee before applying (T-03), and where that can be read."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="dialogues")
    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="+",
        verbose_name=_("stadsdelsnämnd"),
    )
    held_on = models.DateField(_("dag"))
    evidence = models.CharField(_("underlag"), max_length=300)
    # The notes themselves, where they were added as a file.
    document = models.ForeignKey(
        "coordination.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fil"),
    )

    class Meta:
        verbose_name = _("dialog")
        verbose_name_plural = _("dialoger")
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organization", "held_on"],
                name="dialogue_once_a_day",
                violation_error_message=_("Den dialogen står redan i ansökan."),
            )
        ]

    def __str__(self):
        return f"{self.organization} {self.held_on}"
