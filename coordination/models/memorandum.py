"""Memoranda: what is put before the drafting committee, the board and the council."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from coordination.enums import MemorandumState, Origin


class MemorandumQuerySet(models.QuerySet):
    """Memoranda in domain words."""

    def visible_to(self, user):
        """Drafts for the body that keeps the matter; from presentation on for everyone in it."""
        held = standing(user)
        if held.unlimited:
            return self
        matters = visible_ids(user, "coordination.Matter")
        return self.filter(
            Q(matter__in=matters),
            ~Q(state=MemorandumState.DRAFT)
            | Q(matter__organization_id__in=held.organization_ids)
            | Q(matter__municipality_id__in=held.overseen_ids),
        )

    def for_table(self):
        """The soonest answer first, then the latest."""
        return self.order_by(models.F("answer_by").asc(nulls_last=True), "-pk")


class Memorandum(models.Model):
    """A memorandum (promemoria, PM): the presenters' text and proposal on its way to a decision (C4).

    What each body made of it stands in its stages, the first of which is the presenters' own.
    """

    matter = models.ForeignKey("coordination.Matter", models.PROTECT, related_name="memoranda")
    number = models.CharField(_("nummer"), max_length=40, blank=True)
    title = models.CharField(_("rubrik"), max_length=200)
    origin = models.CharField(
        _("upprinnelse"), max_length=20, choices=Origin, default=Origin.OWN_MATTER
    )
    # ”Remiss från Kommunförbundet …”: the line under the title.
    origin_line = models.CharField(_("rad under rubriken"), max_length=250, blank=True)
    written_question = models.ForeignKey(
        "coordination.WrittenQuestion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memoranda",
        verbose_name=_("skrivelse"),
    )
    # The internal round whose answers the compilation (remissammanställning) quotes.
    referral = models.ForeignKey(
        "coordination.Referral",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memoranda",
        verbose_name=_("remiss"),
    )
    # The referral from outside that the memorandum prepares the answer to.
    incoming = models.ForeignKey(
        "coordination.IncomingReferral",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memoranda",
        verbose_name=_("inkommande remiss"),
    )
    answer_by = models.DateField(_("remisstid"), null=True, blank=True)
    divisions = models.ManyToManyField(
        "coordination.Organization", through="MemorandumDivision", related_name="memoranda"
    )
    presenters = models.ManyToManyField(
        "coordination.Person", through="Presenter", related_name="memoranda"
    )
    background_html = models.TextField(_("ärendet"), blank=True)
    preparation_html = models.TextField(_("beredning"), blank=True)
    views_html = models.TextField(_("synpunkter"), blank=True)
    # The matter in full, as it opens the compilation.
    full_background_html = models.TextField(_("ärendet i sin helhet"), blank=True)
    place = models.CharField(_("ort"), max_length=100, blank=True)
    signed_on = models.DateField(_("daterad"), null=True, blank=True)
    annexes = models.JSONField(_("bilagor"), default=list, blank=True)  # their titles, in order
    state = models.CharField(
        _("läge"), max_length=20, choices=MemorandumState, default=MemorandumState.DRAFT
    )
    document = models.OneToOneField(
        "coordination.Document", models.PROTECT, null=True, blank=True, related_name="memorandum"
    )
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    objects = MemorandumQuerySet.as_manager()

    class Meta:
        verbose_name = _("promemoria")
        verbose_name_plural = _("promemorior")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MemorandumState.DRAFT) | Q(signed_on__isnull=False),
                name="memorandum_presented_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(origin=Origin.WRITTEN_QUESTION) | Q(written_question__isnull=False),
                name="memorandum_names_its_question",
                violation_error_message=_("Välj skrivelsen som promemorian besvarar."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_fixed(self) -> bool:
        """Presented: its text stands as it is while the bodies take it up, and after."""
        return self.state != MemorandumState.DRAFT


class MemorandumDivision(models.Model):
    """A division (rotel) that stands behind a memorandum, in the order of the header (T-33)."""

    memorandum = models.ForeignKey(Memorandum, models.CASCADE, related_name="division_rows")
    organization = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="division_rows"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("rotel")
        verbose_name_plural = _("rotlar")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["memorandum", "organization"], name="memorandum_division_once"
            )
        ]

    def __str__(self):
        return str(self.organization)


class Presenter(models.Model):
    """Someone who presents a memorandum (föredragande borgarråd), in the order of signing (T-33)."""

    memorandum = models.ForeignKey(Memorandum, models.CASCADE, related_name="presenter_rows")
    person = models.ForeignKey("coordination.Person", models.PROTECT, related_name="presentations")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("föredragande")
        verbose_name_plural = _("föredragande")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["memorandum", "person"], name="memorandum_presenter_once"
            )
        ]

    def __str__(self):
        return str(self.person)
