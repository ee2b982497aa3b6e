"""All the municipality's money, as its coordinator sees it: pages, and lists as files (P8, P9, P14)."""

from django.urls import reverse

from coordination.enums import Role
from coordination.models import Decision, Person, User
from funding.models import Round
from tests.bench.targets import EMPTY, Goal, Target

OVERSEER = "samordning@volym.example"
MONEY_LEDGER, ROUND = "all money: ledger", "all money: a round"
# A report that is waited for takes two seconds at the most, in multiples of that day's empty view.
REPORT = Goal("report ≤ 2 s", EMPTY, 2000 / 0.66)


def overseer() -> User:
    """The account of the volume's coordinator, who sees every row; made for the bench."""
    person = Person.objects.get(memberships__seat__role=Role.COORDINATOR)
    user, _new = User.objects.get_or_create(email=OVERSEER, defaults={"person": person})
    return User.objects.select_related("person").get(pk=user.pk)


def targets(user) -> list[Target]:
    """The pages of money with nothing hidden."""
    round_ = Round.objects.visible_to(user).for_table().first()
    decision = Decision.objects.visible_to(user).filter(grants__isnull=False).first()
    page, ledger = reverse("funding:round", args=[round_.pk]), reverse("funding:ledger")
    as_list, like_round = (Goal("P1", EMPTY, 75),), (Goal("P4", ROUND, 1.2),)
    answers = reverse("evaluation:four_questions", args=[decision.pk])
    return [
        Target(EMPTY, "/bench/empty/", anonymous=True),
        Target("all money: strip and rounds", reverse("funding:rounds"), as_list, 12),
        Target(ROUND, page, as_list, 12),
        Target("all money: a round's last page", f"{page}?page=9999", like_round, 12),
        Target("all money: ranking", reverse("funding:ranking", args=[round_.pk]), as_list, 12),
        Target(MONEY_LEDGER, ledger, as_list, 12),
        Target("all money: rows behind a figure", _behind(ledger, round_), as_list, 12),
        Target("four questions: decisions", reverse("evaluation:decisions"), as_list, 12),
        Target("four questions: answers", answers, (REPORT,), 12),
        Target("four questions: Excel", f"{answers}excel/", (REPORT,), 12),
    ]


def _behind(ledger, round_) -> str:
    return f"{ledger}?omgang={round_.pk}&visa=used"
