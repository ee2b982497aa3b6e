"""The search page: every registered kind of object, each within what the user may see."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from coordination.models import (
    Area,
    Decision,
    Matter,
    Memorandum,
    Organization,
    Person,
    Referral,
    Statement,
    WrittenQuestion,
)
from coordination.registry import SearchProvider, search_providers
from coordination.swedish import sort_key

HITS_PER_KIND = 10
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """One find: its name, its page, and a line that tells it from its namesakes."""

    title: str
    url: str
    note: str = ""


def search(user, query: str) -> list[tuple[str, list[Hit]]]:
    """Hits by kind, empty kinds left out. One statement a kind; too short a query finds nothing."""
    query = query.strip()
    if len(query) < SHORTEST:
        return []
    found = ((kind.label, list(kind.search(user, query))) for kind in search_providers.values())
    return [(label, hits) for label, hits in found if hits]


def readable(model, user):
    """What the user may see of a model, by the list of its ids, whose SQL is kept."""
    if standing(user).unlimited:
        return model.objects.all()
    seen = Q(pk__in=visible_ids(user, model._meta.label))
    # Nothing lacks a number. But PostgreSQL cannot guess how many rows hold the words, and without an
    # OR it would make a join of the list and go through it once for each of them.
    return model.objects.filter(seen | Q(pk__isnull=True))


def contains(query, *fields) -> Q:
    """Any of the fields holds the query, whatever its case."""
    # SQLite folds the case of a–z only, so other letters are looked for in the usual forms.
    forms = {query} if query.isascii() else {query, query.lower(), query.capitalize()}
    found = Q()
    for form in forms:
        for field in fields:
            found |= Q(**{f"{field}__icontains": form})
    return found


def hits(rows, page: str, *fields: str) -> list[Hit]:
    """The first rows as hits that link to ``page``: a field is the title, a second one the note."""
    found = rows.values_list("pk", *fields)[:HITS_PER_KIND]
    return [
        Hit(title, reverse(page, args=[pk]), *(n or "" for n in note)) for pk, title, *note in found
    ]


def _areas(user, query):
    rows = readable(Area, user).filter(sort_key__contains=sort_key(query)).for_table()
    return hits(rows, "coordination:area", "name")


def _organizations(user, query):
    rows = readable(Organization, user).filter(sort_key__contains=sort_key(query)).for_table()
    return hits(rows, "coordination:organization", "name", "municipality__name")


def _people(user, query):
    seats = readable(Organization, user).values("pk")
    rows = (
        Person.objects.filter(
            sort_key__contains=sort_key(query), memberships__seat__organization__in=seats
        )
        .distinct()
        .for_table()
    )
    return [
        Hit(str(row), reverse("coordination:person", args=[row.pk])) for row in rows[:HITS_PER_KIND]
    ]


def _matters(user, query):
    rows = readable(Matter, user).filter(contains(query, "title", "registry_number"))
    return hits(rows.order_by("-opened_on"), "coordination:matter", "title", "registry_number")


def _decisions(user, query):
    rows = readable(Decision, user).filter(contains(query, "title", "text"))
    return [
        Hit(row.title, reverse("coordination:decision", args=[row.pk]), str(row))
        for row in rows.select_related("body")[:HITS_PER_KIND]
    ]


def _referrals(user, query):
    rows = readable(Referral, user).filter(contains(query, "title", "question"))
    return [
        Hit(row.title, reverse("coordination:referral", args=[row.pk]), row.get_state_display())
        for row in rows[:HITS_PER_KIND]
    ]


def _statements(user, query):
    rows = readable(Statement, user).filter(contains(query, "title", "sections__html")).distinct()
    return hits(rows, "coordination:statement", "title", "consultee__organization__name")


def _memoranda(user, query):
    rows = readable(Memorandum, user).filter(
        contains(query, "title", "number", "background_html", "views_html")
    )
    return hits(rows.order_by("-pk"), "coordination:memorandum", "title", "matter__registry_number")


def _written_questions(user, query):
    rows = readable(WrittenQuestion, user).filter(contains(query, "title", "questions__text"))
    found = rows.distinct().order_by("-received_on", "-pk")
    return hits(found, "coordination:written_question", "title", "matter__registry_number")


def register() -> None:
    """The kernel's own kinds; upper applications register theirs."""
    for code, label, finder in (
        ("referral", _("Remisser"), _referrals),
        ("statement", _("Yttranden"), _statements),
        ("memorandum", _("Promemorior"), _memoranda),
        ("written_question", _("Skrivelser"), _written_questions),
        ("matter", _("Ärenden"), _matters),
        ("decision", _("Beslut"), _decisions),
        ("area", _("Områden"), _areas),
        ("organization", _("Nämnder, förvaltningar och grupper"), _organizations),
        ("person", _("Personer"), _people),
    ):
        search_providers.register(SearchProvider(code, label, finder))
