"""How the events of follow-up are told in timelines, and the pages of what they are about."""

from django.utils.translation import gettext_lazy as _

from coordination.history import Sentence, SubjectPage, sentences, subject_pages

INDICATORS = (
    Sentence("indicator.defined", _("Indikatorn %(name)s lades till.")),
    Sentence("indicator.edited", _("Indikatorn %(name)s fick en ändrad definition.")),
    Sentence("indicator.agreed", _("Definitionen av %(name)s blev överenskommen %(on)s.")),
    Sentence("measurement.recorded", _("%(name)s fick ett värde för %(period)s[: %(value)s].")),
    Sentence(
        "measurement.corrected",
        _("Värdet på %(name)s för %(period)s rättades. Skäl: %(reason)s"),
    ),
)
REPORTS = (
    Sentence("report.owed", _("En uppföljningsrapport om %(subject)s ska in senast %(due_on)s.")),
    Sentence(
        "report.written", _("Uppföljningsrapporten om %(subject)s fick ett utkast."), internal=True
    ),
    Sentence(
        "report.filed",
        _("Uppföljningsrapporten om %(subject)s lämnades in. Kvittens %(receipt)s."),
    ),
)
ANSWERS = (
    Sentence("answers.ordered", _("De fyra frågorna om %(decision)s beställdes per %(as_of)s.")),
    Sentence("answers.retried", _("De fyra frågorna ska upprättas på nytt."), internal=True),
    Sentence(
        "answers.drawn_up",
        _("De fyra frågorna per %(as_of)s upprättades. Kvittens %(receipt)s."),
    ),
)
PAGES = {
    "evaluation.answersheet": "evaluation:answer_sheet",
    "evaluation.indicator": "evaluation:indicator",
    "evaluation.followupreport": "evaluation:report",
}


def register() -> None:
    """Put the sentences and pages of follow-up in the table."""
    for sentence in (*INDICATORS, *REPORTS, *ANSWERS):
        sentences.register(sentence)
    for code, url_name in PAGES.items():
        subject_pages.register(SubjectPage(code, url_name))
