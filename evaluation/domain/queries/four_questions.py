"""The four questions (de fyra frågorna, T-11–T-14) about what a decision granted, on any day.

Which projects are carried out, how each contributed, how much is used, and why money is unused and
where it goes. What nobody has reported on is in the list, first. Told of a past day, it says what was
known then: rows that were added later change nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.models import Decision
from evaluation.domain.queries.contribution import Contribution, contributions_of
from funding.domain.queries.balance import Balance
from funding.domain.queries.project_account import ProjectAccount, accounts_of, add_up
from funding.enums import ProjectState, SurplusReason
from funding.models import Grant

SHOWN = 100


@dataclass(frozen=True)
class ProjectAnswer:
    """The four answers about one project."""

    grant: Grant
    account: ProjectAccount
    contribution: Contribution

    @property
    def is_reported(self) -> bool:
        return self.account.is_reported or self.contribution.is_filed

    @property
    def place(self) -> str:
        return self.grant.area.name if self.grant.area else ""

    @property
    def kind(self) -> str:
        """What kind of work or investment it is: lighting, a path, a schoolyard …"""
        return str(self.grant.get_project_type_display() or _("Inget slag angivet"))


@dataclass(frozen=True)
class Group:
    """What several projects have in common, with their sums: an area, a body, a kind."""

    name: str
    number: int
    balance: Balance
    pk: int | None = None


@dataclass(frozen=True)
class FourAnswers:
    """The four answers about a decision on a day."""

    decision: Decision
    as_of: date
    known_at: datetime
    projects: Sequence[ProjectAnswer]

    @property
    def total(self) -> Balance:
        return add_up((each.account.balance for each in self.projects), as_of=self.as_of)

    @property
    def unreported(self) -> list[ProjectAnswer]:
        return [each for each in self.projects if not each.is_reported]

    def in_state(self, state) -> int:
        return sum(each.account.state == state for each in self.projects)

    @property
    def carried_out(self) -> int:
        return self.in_state(ProjectState.COMPLETED)

    @property
    def filed(self) -> int:
        """How many have told how they contributed."""
        return sum(bool(each.contribution.statement) for each in self.projects)

    @property
    def surplus_ore(self) -> int:
        return sum(each.account.surplus_ore for each in self.projects)

    @property
    def unexplained_ore(self) -> int:
        return sum(each.account.unexplained_ore for each in self.projects)

    @property
    def undecided_ore(self) -> int:
        return sum(each.account.undecided_ore for each in self.projects)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """How much was left over for each reason, and without any, the largest first."""
        sums: dict[str, int] = defaultdict(int)
        for each in self.projects:
            for reason in each.account.reasons:
                sums[reason.code] += reason.amount_ore
        named = [(str(SurplusReason(code).label), ore) for code, ore in sums.items()]
        if self.unexplained_ore:
            named.append((_("Skäl saknas"), self.unexplained_ore))
        return sorted(named, key=lambda row: -row[1])

    @property
    def destinations(self) -> list[tuple[str, int]]:
        """Where what was left over goes, and how much nobody has decided on."""
        sums: dict[str, int] = defaultdict(int)
        for each in self.projects:
            if each.account.has_ended:
                for disposal in each.account.disposals:
                    sums[disposal.label] += disposal.amount_ore
        named = list(sums.items())
        if self.undecided_ore:
            named.append((_("Beslut saknas"), self.undecided_ore))
        return sorted(named, key=lambda row: -row[1])

    def grouped(self, name, pk=lambda _each: None) -> list[Group]:
        """The projects by what ``name`` says of them, the largest sum first."""
        groups: dict[tuple, list[ProjectAnswer]] = defaultdict(list)
        for each in self.projects:
            groups[name(each), pk(each)].append(each)
        found = [
            Group(
                label,
                len(rows),
                add_up((row.account.balance for row in rows), as_of=self.as_of),
                number,
            )
            for (label, number), rows in groups.items()
        ]
        return sorted(found, key=lambda group: (-(group.balance.granted or 0), group.name))

    @property
    def by_area(self) -> list[Group]:
        return self.grouped(
            lambda each: each.place or _("Inget område angivet"), lambda each: each.grant.area_id
        )

    @property
    def by_body(self) -> list[Group]:
        return self.grouped(lambda each: each.grant.recipient.name)

    @property
    def by_kind(self) -> list[Group]:
        return self.grouped(lambda each: each.kind)


def known_by_end_of(day, *, now) -> datetime:
    """The last moment of a day, and never later than now: what was known when the day was over."""
    end = datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())
    return min(end, now)


def four_answers(decision, *, as_of, known_at) -> FourAnswers:
    """The answers about every grant of a decision that the reader sees. Seven statements.

    Whoever sees the decision's matter sees its grants (``Grant.visible_to`` says so, and a test).
    """
    grants = list(
        Grant.objects.filter(decision=decision).select_related(
            "recipient", "area", "initiative", "round__source"
        )
    )
    accounts = accounts_of(grants, as_of=as_of, known_at=known_at)
    contributions = contributions_of(grants, as_of=as_of, known_at=known_at)
    projects = [
        ProjectAnswer(grant, accounts[grant.pk], contributions[grant.pk])
        for grant in grants
        if accounts[grant.pk].rows
    ]
    return FourAnswers(decision, as_of, known_at, sorted(projects, key=_urgency))


def _urgency(answer) -> tuple:
    """What nobody has reported on, then whose report is late, then what lacks a reason, a decision or
    a report; then by name.
    """
    account = answer.account
    return (
        answer.is_reported,
        not answer.contribution.is_late,
        not account.unexplained_ore,
        not account.undecided_ore,
        not (account.has_ended and not answer.contribution.is_filed),
        answer.grant.title,
        answer.grant.pk,
    )


def answered_decisions(user, *, limit=SHOWN):
    """The decisions that granted money and that a user may see, newest first. One statement."""
    return (
        Decision.objects.visible_to(user)
        .filter(grants__isnull=False)
        .annotate(
            number=Count("grants", distinct=True),
            unreported=Count("grants", filter=Q(grants__reported_on__isnull=True), distinct=True),
            reported_on=Max("grants__reported_on"),
        )
        .select_related("body", "matter__organization")
        .order_by("-decided_on", "-pk")[:limit]
    )
