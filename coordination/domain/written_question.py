"""Written questions: registered in a matter, and answered question by question (T-25)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions, richtext
from coordination.domain.audit import record
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import MemorandumState
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Question, QuestionAuthor, WrittenQuestion
from coordination.validators import validate_day

MOST_QUESTIONS = 50


def register_written_question(
    matter,
    *,
    actor,
    title,
    received_on,
    authors,
    questions,
    introduction="",
    registry_number="",
    today=None,
) -> WrittenQuestion:
    """Register what named politicians ask the matter's body (skrivelse), question by question.

    ``authors`` stand in the order of signing; ``questions`` are their texts, numbered as they come.
    Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_prepare_matter(actor, matter))
    values = _accepted(
        title=title,
        received_on=received_on,
        introduction=introduction,
        registry_number=registry_number,
        today=today,
    )
    texts = _accepted_questions(questions)
    _refuse_authors(authors)
    with transaction.atomic():
        written = WrittenQuestion.objects.create(matter=matter, **values)
        _save_lists(written, authors, texts)
        _log("written_question.registered", written, actor, authors=[str(a) for a in authors])
    return written


def edit_written_question(
    written,
    *,
    actor,
    title,
    received_on,
    authors,
    questions,
    introduction="",
    registry_number="",
    version,
    today=None,
) -> WrittenQuestion:
    """Correct what was registered, before anybody has answered.

    ``version`` is what the writer saw; EditConflict when someone saved in between.
    """
    permissions.require(permissions.can_prepare_matter(actor, written.matter))
    values = _accepted(
        title=title,
        received_on=received_on,
        introduction=introduction,
        registry_number=registry_number,
        today=today,
    )
    texts = _accepted_questions(questions)
    _refuse_authors(authors)
    with transaction.atomic():
        current = _lock(written)
        _refuse_settled(current)
        if current.questions.exclude(answer_html="").exists():
            raise ActionRefused(
                _("Frågorna har börjat besvaras. De står kvar som de ställdes."), code="answered"
            )
        if current.version != version:
            raise EditConflict(theirs=current, mine=values["introduction_html"])
        for name, value in {**values, "version": version + 1}.items():
            setattr(current, name, value)
        current.save()
        current.signatures.all().delete()
        current.questions.all().delete()
        _save_lists(current, authors, texts)
        _log("written_question.edited", current, actor)
    return current


def answer_question(question, *, actor, html, on, version, answered_in=None) -> Question:
    """Give one question its answer, with the day, and the official report that it is taken from.

    The answer may be changed until the memorandum on it is presented. Raises PermissionDenied,
    ValidationError, EditConflict.
    """
    permissions.require(permissions.can_prepare_matter(actor, question.written_question.matter))
    html = accept_rich_text(html)
    if richtext.is_empty(html):
        raise ActionRefused(_("Skriv svaret innan du sparar det."), code="empty_answer")
    validate_day(on)
    with transaction.atomic():
        written = _lock(question.written_question)
        _refuse_settled(written)
        current = written.questions.get(pk=question.pk)
        _refuse_foreign_report(written, answered_in)
        if current.version != version:
            raise EditConflict(theirs=current, mine=html)
        current.answer_html, current.answered_on = html, on
        current.answered_in, current.version = answered_in, version + 1
        current.save()
        _log("written_question.answered", written, actor, number=current.number)
    return current


def unanswered(written) -> list[int]:
    """The numbers of the questions that have no answer yet."""
    return list(written.questions.filter(answer_html="").values_list("number", flat=True))


def _lock(written) -> WrittenQuestion:
    return (
        WrittenQuestion.objects.select_for_update(of=("self",))
        .select_related("matter__organization")
        .get(pk=written.pk)
    )


def _refuse_settled(written):
    """What a presented memorandum answers stands as it is."""
    if written.memoranda.exclude(state=MemorandumState.DRAFT).exists():
        raise ActionRefused(
            _("Promemorian om skrivelsen är föredragen. Frågor och svar står fast."),
            code="settled",
        )


def _refuse_foreign_report(written, report):
    if report and not (
        report.is_frozen and report.consultee.referral.matter_id == written.matter_id
    ):
        raise ActionRefused(
            _("Svaret kan bara hämtas ur ett undertecknat utlåtande i samma ärende."),
            code="foreign_report",
        )


def _refuse_authors(authors):
    if not authors:
        raise ActionRefused(_("Välj minst en som står bakom skrivelsen."), code="no_author")
    if len({author.pk for author in authors}) != len(authors):
        raise ActionRefused(_("Samma person kan inte stå två gånger."), code="signed_twice")


def _accepted(*, title, received_on, introduction, registry_number, today):
    validate_day(received_on)
    if today and received_on > today:
        raise ActionRefused(
            _("Skrivelsen kan inte ha kommit in efter i dag. Välj dagen då den kom."),
            code="day_to_come",
        )
    return {
        "title": accept_line(title, what=_("Rubriken"), limit=200),
        "received_on": received_on,
        "introduction_html": accept_rich_text(introduction) if introduction.strip() else "",
        "registry_number": accept_line(registry_number, what=_("Handlingens nummer"), limit=40)
        if registry_number.strip()
        else "",
    }


def _accepted_questions(questions) -> list[str]:
    texts = [accept_line(text, what=_("Frågan"), limit=2000) for text in questions if text.strip()]
    if not texts:
        raise ActionRefused(_("Skriv minst en fråga."), code="no_question")
    if len(texts) > MOST_QUESTIONS:
        raise ActionRefused(
            _("Skrivelsen har för många frågor. Korta till högst %(limit)s.")
            % {"limit": MOST_QUESTIONS},
            code="too_many_questions",
        )
    return texts


def _save_lists(written, authors, texts):
    QuestionAuthor.objects.bulk_create(
        QuestionAuthor(written_question=written, person=person, position=position)
        for position, person in enumerate(authors)
    )
    Question.objects.bulk_create(
        Question(written_question=written, number=number, text=text)
        for number, text in enumerate(texts, 1)
    )


def _log(action, written, actor, **data):
    record(
        action,
        actor=actor,
        subject=written,
        matter=written.matter,
        data={"title": written.title, **data},
    )
