"""Written questions: what named politicians ask the board, question by question."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.access import visible_ids


class WrittenQuestionQuerySet(models.QuerySet):
    """Written questions in domain words."""

    def visible_to(self, user):
        """Those in matters the user may see."""
        return self.filter(matter__in=visible_ids(user, "coordination.Matter"))

    def for_table(self):
        """The latest first."""
        return self.order_by("-received_on", "-pk")


class WrittenQuestion(models.Model):
    """A written question (skrivelse, T-25): authors, an introduction, and numbered questions."""

    matter = models.ForeignKey(
        "coordination.Matter", models.PROTECT, related_name="written_questions"
    )
    registry_number = models.CharField(_("handlingens nummer"), max_length=40, blank=True)
    title = models.CharField(_("rubrik"), max_length=200)
    received_on = models.DateField(_("inkom"))
    introduction_html = models.TextField(_("inledning"), blank=True)
    authors = models.ManyToManyField(
        "coordination.Person", through="QuestionAuthor", related_name="written_questions"
    )
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    objects = WrittenQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("skrivelse")
        verbose_name_plural = _("skrivelser")

    def __str__(self):
        return self.title


class QuestionAuthor(models.Model):
    """Someone who signs a written question (skribent), in the order of signing."""

    written_question = models.ForeignKey(WrittenQuestion, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(
        "coordination.Person", models.PROTECT, related_name="question_signatures"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("skribent")
        verbose_name_plural = _("skribenter")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["written_question", "person"], name="written_question_signed_once"
            )
        ]

    def __str__(self):
        return str(self.person)


class Question(models.Model):
    """One numbered question of a written question, with its own answer (T-25).

    The answer is often quoted from the official report that the office gave.
    """

    written_question = models.ForeignKey(WrittenQuestion, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(_("nummer"))
    text = models.TextField(_("fråga"), max_length=2000)
    answer_html = models.TextField(_("svar"), blank=True)
    answered_on = models.DateField(_("besvarad"), null=True, blank=True)
    answered_in = models.ForeignKey(
        "coordination.Statement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions_answered",
        verbose_name=_("svaret står i"),
    )
    version = models.PositiveIntegerField(default=1)  # counts edits: two people at once are noticed

    class Meta:
        verbose_name = _("fråga")
        verbose_name_plural = _("frågor")
        ordering = ["written_question", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["written_question", "number"], name="question_number_once"
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"
