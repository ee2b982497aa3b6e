"""Opinions that members file beside a decision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.enums import OpinionKind


class SeparateOpinion(models.Model):
    """A separate opinion, separate remark or reservation, filed as annex to the paragraph (M-29, M-30).

    It stands beside a statement, or at a stage of a memorandum's way to its decision (K-06). The annex
    label (”bilaga § 201a”) is the decision's paragraph and this letter.
    """

    statement = models.ForeignKey(
        "coordination.Statement", models.CASCADE, null=True, blank=True, related_name="opinions"
    )
    stage = models.ForeignKey(
        "coordination.Stage", models.CASCADE, null=True, blank=True, related_name="opinions"
    )
    # ”med hänvisning till reservationen av (M) och (FP) i borgarrådsberedningen” (K-07)
    refers_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referred_to_by",
        verbose_name=_("hänvisar till"),
    )
    kind = models.CharField(
        _("slag"), max_length=20, choices=OpinionKind, default=OpinionKind.SEPARATE_OPINION
    )
    letter = models.CharField(_("bilagans bokstav"), max_length=2)
    title = models.CharField(_("rubrik"), max_length=200, blank=True)
    # ”Vi föreslår att … beslutar följande.”: the line above the clauses.
    proposal_lead = models.CharField(_("motförslagets inledning"), max_length=300, blank=True)
    html = models.TextField(_("text"), blank=True)
    # At which meeting it was reported, where that is known: a reservation before the meeting ends.
    meeting = models.ForeignKey(
        "coordination.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opinions",
        verbose_name=_("anmält på sammanträdet"),
    )
    filed_at = models.DateTimeField(_("anmält"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed
    people = models.ManyToManyField(
        "coordination.Person", through="OpinionSigner", related_name="opinions"
    )

    class Meta:
        verbose_name = _("särskilt yttrande")
        verbose_name_plural = _("särskilda yttranden")
        ordering = ["statement", "stage", "letter"]
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=True, stage__isnull=False)
                | Q(statement__isnull=False, stage__isnull=True),
                name="opinion_at_statement_or_stage",
            ),
            models.UniqueConstraint(
                fields=["stage", "letter"],
                name="opinion_letter_once_per_stage",
                violation_error_message=_("Bokstaven är redan använd. Välj nästa."),
            ),
            models.UniqueConstraint(
                fields=["statement", "letter"],
                name="opinion_letter_once_per_statement",
                violation_error_message=_("Bokstaven är redan använd. Välj nästa."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.letter}"


class OpinionClause(models.Model):
    """One clause of the decision that those who reserve themselves wanted instead (att-sats, K-07)."""

    opinion = models.ForeignKey(SeparateOpinion, models.CASCADE, related_name="clauses")
    number = models.PositiveSmallIntegerField(_("nummer"))
    text = models.TextField(_("förslag"), max_length=2000)

    class Meta:
        verbose_name = _("motförslag")
        verbose_name_plural = _("motförslag")
        ordering = ["opinion", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "number"], name="opinion_clause_number_once")
        ]

    def __str__(self):
        return self.text


class OpinionSigner(models.Model):
    """Someone who files an opinion, or concurs with it (instämmer), in the order of signing."""

    opinion = models.ForeignKey(SeparateOpinion, models.CASCADE, related_name="signers")
    person = models.ForeignKey(
        "coordination.Person", models.PROTECT, related_name="opinion_signatures"
    )
    concurs = models.BooleanField(_("instämmer"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("undertecknare")
        verbose_name_plural = _("undertecknare")
        ordering = ["concurs", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "person"],
                name="opinion_signed_once",
                violation_error_message=_("Personen står redan bakom yttrandet."),
            )
        ]

    def __str__(self):
        return str(self.person)
