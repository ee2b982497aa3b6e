"""What is measured: the anchors, our pages, and the goals of each (PERFORMANCE, P1–P17)."""

from dataclasses import dataclass

from django.urls import reverse

from coordination.models import Referral, Statement
from funding.models import Round
from initiatives.models import Initiative, Programme

EMPTY, SIGNED_IN, ROWS = "empty view", "session + user", "values() + orjson, 100 rows"
INSERT, WEASYPRINT = "bare INSERT", "bare WeasyPrint"
LIST, API_LIST, DRAFT = "initiatives, first page", "API initiatives, 100", "statement PDF, draft"
# Peers cannot be run here. Their figures from the day they were measured, in multiples of the empty
# view of that day (0.66 ms): Healthchecks' detail 11.5 ms, its list of 100 as JSON 9.5 ms.
HEALTHCHECKS_DETAIL, HEALTHCHECKS_JSON = 11.5 / 0.66, 9.5 / 0.66


@dataclass(frozen=True)
class Goal:
    """At most ``ratio`` times the anchor; ``name`` is its number in PERFORMANCE."""

    name: str
    anchor: str
    ratio: float


@dataclass(frozen=True)
class Target:
    """One address. ``statements`` is the most SQL statements that the goal allows."""

    name: str
    path: str
    goals: tuple[Goal, ...] = ()
    statements: int | None = None
    form: dict[str, str] | None = None
    numbered: bool = False  # each request gets a number of its own
    anonymous: bool = False

    @property
    def is_anchor(self) -> bool:
        return self.path.startswith("/bench/")


def targets(user) -> list[Target]:
    """Anchors first, then the pages as the volume's ordinary user sees them."""
    draft, written = _own_statements(user).filter(state="draft").order_by("pk")[:2]
    return [*_anchors(draft), *_pages(user), *_statements(user, draft, written), *_api()]


def _anchors(draft):
    return [
        Target(EMPTY, "/bench/empty/", anonymous=True),
        Target(SIGNED_IN, "/bench/signed-in/"),
        Target(ROWS, "/bench/rows/"),
        Target(INSERT, "/bench/insert/?n=", numbered=True, anonymous=True),
        Target(WEASYPRINT, f"/bench/weasyprint/{draft.pk}/", anonymous=True),
    ]


def _pages(user):
    lists = reverse("initiatives:initiatives")
    programme = Programme.objects.visible_to(user).order_by("pk").first()
    referral = Referral.objects.visible_to(user).order_by("pk").first()
    initiative = Initiative.objects.visible_to(user).order_by("pk").first()
    as_list, detail = (Goal("P1", EMPTY, 75),), (Goal("P5", EMPTY, 1.5 * HEALTHCHECKS_DETAIL),)
    like_list = (Goal("P3", LIST, 1.5),)
    return [
        Target(LIST, lists, as_list, 10),
        Target("initiatives, last page", lists + _last_page(user), (Goal("P4", LIST, 1.2),), 10),
        Target("initiatives, filter with hits", f"{lists}?q=mentorer", like_list, 10),
        Target("initiatives, filter without hits", f"{lists}?q=finnsinte", like_list, 10),
        Target(
            "programme's initiatives",
            reverse("initiatives:programme_initiatives", args=[programme.pk]),
            as_list,
            10,
        ),
        Target("programme", reverse("initiatives:programme", args=[programme.pk]), detail, 12),
        Target("initiative", reverse("initiatives:initiative", args=[initiative.pk]), detail, 12),
        Target("referrals", reverse("coordination:referrals"), as_list, 10),
        Target("referral", reverse("coordination:referral", args=[referral.pk]), detail, 12),
        Target("Min sida", reverse("coordination:desk"), as_list, 10),
        Target("ledger", reverse("funding:ledger"), as_list),
        Target("round", reverse("funding:round", args=[_round(user).pk]), as_list),
        Target("search", reverse("coordination:search") + "?q=mentorer", (Goal("P7", LIST, 1.5),)),
    ]


def _round(user):
    """The newest round that the reader sees; the volume's has five hundred grants."""
    return Round.objects.visible_to(user).for_table().first()


def _last_page(user):
    """The address of the list's last page of fifty, turned to as a reader would."""
    rows = Initiative.objects.visible_to(user).order_by("-sort_key", "-pk")
    before = rows[50:51].get()
    return f"?efter={before.sort_key}.{before.pk}"


def _own_statements(user):
    return Statement.objects.filter(consultee__organization__seats__memberships__person__user=user)


def _statements(user, draft, written):
    adopted = _own_statements(user).adopted().order_by("pk").first()
    detail = (Goal("P5", EMPTY, 1.5 * HEALTHCHECKS_DETAIL),)
    form = {"text": "Återkoppla varje termin.", "kind": "general"}
    form["addressee"] = str(written.consultee.referral.sender_id)
    return [
        Target("statement", reverse("coordination:statement", args=[adopted.pk]), detail, 12),
        Target(
            "statement PDF, stored",
            reverse("coordination:statement_pdf", args=[adopted.pk]),
            detail,
            8,
        ),
        Target(
            DRAFT,
            reverse("coordination:statement_pdf", args=[draft.pk]),
            (Goal("P10", WEASYPRINT, 1.1),),
            8,
        ),
        Target(
            "add a request (POST)",
            reverse("coordination:add_request", args=[written.pk]),
            (Goal("P15", INSERT, 5),),
            form=form,
        ),
    ]


def _api():
    goals = (Goal("P6", ROWS, 2.5), Goal("P6", EMPTY, HEALTHCHECKS_JSON))
    address = "/api/v1/initiatives/?page_size=100"
    return [Target(API_LIST, address, goals, 6)]
