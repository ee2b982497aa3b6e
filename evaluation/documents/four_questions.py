"""The four questions about a decision as one document (PDF): every figure with source and day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone, translation

from coordination.documents.letterhead import Fact
from coordination.documents.look import sender_of
from coordination.documents.record import Record, iso, render_record
from coordination.swedish import format_kr, running_date
from evaluation.domain.queries.four_questions import FourAnswers
from funding.enums import ProjectState

TEMPLATE_VERSION = "four-questions-2"
NOTHING = "–"


@dataclass(frozen=True)
class ProjectLine:
    """One project as it is printed: a cell of each table."""

    title: str
    body_name: str
    place: str
    kind: str
    state: str
    state_note: str
    is_reported: bool
    applied: str
    granted: str
    used: str
    forecast: str
    left: str
    source: str
    contribution: str
    is_told: bool  # a report or an indicator says something of its own
    indicators: tuple[str, ...]
    reasons: tuple[str, ...]
    destinations: tuple[str, ...]


@dataclass(frozen=True)
class SumLine:
    """A row of a table of sums: what, how many, how much."""

    label: str
    number: str = ""
    granted: str = ""
    used: str = ""


@dataclass(frozen=True, kw_only=True)
class FourQuestionsDocument(Record):
    """Everything that the file shows."""

    template = "documents/four_questions.html"
    doctype = "Redovisning av beviljade medel"
    keywords = "beviljade medel, uppföljning, överskott"

    as_of: date
    known_at: datetime
    lead: str
    summary: tuple[tuple[str, str], ...]
    projects: tuple[ProjectLine, ...]
    total: SumLine
    applied: str
    forecast: str
    left: str
    reasons: tuple[SumLine, ...]
    destinations: tuple[SumLine, ...]
    by_area: tuple[SumLine, ...]
    by_kind: tuple[SumLine, ...]
    by_body: tuple[SumLine, ...]

    def facts(self) -> tuple[Fact, ...]:
        return (
            Fact("date", "Uppgifter per", iso(self.as_of)),
            Fact(
                "version",
                "Så som det var känt",
                f"{timezone.localtime(self.known_at):%Y-%m-%d %H:%M}",
            ),
        )

    @property
    def told(self) -> list[ProjectLine]:
        """The projects of which a report or an indicator says how they contributed."""
        return [line for line in self.projects if line.is_told]

    @property
    def untold(self) -> list[ProjectLine]:
        """The others: nothing but when their reports are due."""
        return [line for line in self.projects if not line.is_told]

    @property
    def with_surplus(self) -> list[ProjectLine]:
        """The projects of which something is said about money left over."""
        return [line for line in self.projects if line.reasons or line.destinations]

    @property
    def unreported(self) -> list[ProjectLine]:
        return [line for line in self.projects if not line.is_reported]


def render_four_questions(answers: FourAnswers, *, at, receipt_number) -> bytes:
    """The file that is stored. Raises a ``DocumentError``."""
    with translation.override("sv"):
        document = four_questions_document(answers, at=at, receipt_number=receipt_number)
    return render_record(document)


def four_questions_document(answers, *, at, receipt_number="") -> FourQuestionsDocument:
    """The values of the document."""
    decision, total = answers.decision, answers.total
    return FourQuestionsDocument(
        **sender_of(decision.matter.organization),
        registry_number=decision.matter.registry_number,
        title=f"De fyra frågorna: {decision.title}",
        established_at=at,
        receipt_number=receipt_number,
        as_of=answers.as_of,
        known_at=answers.known_at,
        lead=_lead(answers),
        summary=tuple(_summary(answers)),
        projects=tuple(_project(each) for each in answers.projects),
        total=SumLine(
            "Summa", str(len(answers.projects)), _sum(total, "granted"), _sum(total, "used")
        ),
        applied=_sum(total, "applied"),
        forecast=_sum(total, "forecast"),
        left=_sum(total, "left"),
        reasons=tuple(SumLine(label, granted=format_kr(ore)) for label, ore in answers.reasons),
        destinations=tuple(
            SumLine(label, granted=format_kr(ore)) for label, ore in answers.destinations
        ),
        by_area=tuple(_group(group) for group in answers.by_area),
        by_kind=tuple(_group(group) for group in answers.by_kind),
        by_body=tuple(_group(group) for group in answers.by_body),
    )


def _lead(answers) -> str:
    decision = answers.decision
    number = f", {decision.reference}" if decision.reference else ""
    return (
        f"{decision.body.name} beviljade pengarna {running_date(decision.decided_on)}{number}. "
        f"Här redovisas läget {running_date(answers.as_of)}, så som det var känt då."
    )


def _summary(answers):
    """The four answers in a sentence each."""
    number = len(answers.projects)
    yield (
        "Vilka projekt genomförs?",
        (
            f"{answers.carried_out} av {number} är genomförda, "
            f"{answers.in_state(ProjectState.UNDER_WAY)} pågår och "
            f"{answers.in_state(ProjectState.NOT_CARRIED_OUT)} genomförs inte. "
            f"{_unreported(answers)}"
        ),
    )
    yield (
        "Hur bidrog vart och ett?",
        f"{answers.filed} av {number} har redovisat hur de bidrog.",
    )
    yield (
        "Hur mycket är använt?",
        f"{_sum(answers.total, 'used')} av {_sum(answers.total, 'granted')}.",
    )
    yield (
        "Varför blev pengar kvar, och vart går de?",
        (
            f"{format_kr(answers.surplus_ore)} blev över. {format_kr(answers.unexplained_ore)} saknar "
            f"skäl och {format_kr(answers.undecided_ore)} saknar beslut."
        ),
    )


def _unreported(answers) -> str:
    number = len(answers.unreported)
    return f"{number} har ingen rapporterat något om." if number else "Alla har rapporterat."


def _sum(balance, figure) -> str:
    """A figure in kronor, marked when it is approximate."""
    ore = getattr(balance, figure)
    if ore is None:
        return NOTHING
    return f"cirka {format_kr(ore)}" if figure in balance.approximate else format_kr(ore)


def _group(group) -> SumLine:
    return SumLine(
        group.name, str(group.number), _sum(group.balance, "granted"), _sum(group.balance, "used")
    )


def _project(each) -> ProjectLine:
    account, balance = each.account, each.account.balance
    state_note = " ".join(filter(None, [iso(account.state_on), account.state_reason]))
    return ProjectLine(
        title=each.grant.title,
        body_name=each.grant.recipient.name,
        place=each.place,
        kind=each.kind,
        state=str(ProjectState(account.state).label)
        if each.is_reported
        else "Inget är rapporterat",
        state_note=state_note,
        is_reported=each.is_reported,
        applied=_sum(balance, "applied"),
        granted=_sum(balance, "granted"),
        used=_sum(balance, "used"),
        forecast=_sum(balance, "forecast"),
        left=_sum(balance, "left"),
        source=f"{account.rows} rader, den senaste {iso(account.booked_on)}",
        contribution=_contribution(each.contribution),
        is_told=each.contribution.is_filed or bool(each.contribution.indicators),
        indicators=tuple(_indicator(figure) for figure in each.contribution.indicators),
        reasons=tuple(_reasons(account)),
        destinations=tuple(_destinations(account)),
    )


def _contribution(contribution) -> str:
    if contribution.statement:
        return f"{contribution.statement} (Uppföljningsrapport {contribution.receipt}.)"
    if contribution.is_filed:
        return f"Rapporten {contribution.receipt} säger inte hur projektet bidrog."
    if contribution.is_late:
        return f"Ingen uppföljningsrapport. Den skulle ha kommit senast {iso(contribution.due_on)}."
    if contribution.due_on:
        return f"Ingen uppföljningsrapport. Den ska in senast {iso(contribution.due_on)}."
    return "Ingen uppföljningsrapport. Projektet är inte genomfört."


def _indicator(figure) -> str:
    if figure.value is None:
        return f"{figure.name}: inget värde. Källa: {figure.source}."
    said = f"{figure.name}: {figure.value} {figure.unit} {figure.period}"
    baseline = f", utgångsvärde {figure.baseline}" if figure.baseline else ""
    target = f", mål {figure.target}" if figure.target else ""
    return f"{said}{baseline}{target}. Källa: {figure.source}."


def _reasons(account):
    for reason in account.reasons:
        text = f" {reason.text}" if reason.text else ""
        yield f"{format_kr(reason.amount_ore)}: {reason.label}.{text}"
    if account.unexplained_ore:
        yield f"{format_kr(account.unexplained_ore)}: skäl saknas."


def _destinations(account):
    for disposal in account.disposals:
        by = f" ({disposal.decision})" if disposal.decision else ""
        yield f"{format_kr(disposal.amount_ore)}: {disposal.label.lower()}{by}."
    if account.undecided_ore:
        yield f"{format_kr(account.undecided_ore)}: beslut saknas."
