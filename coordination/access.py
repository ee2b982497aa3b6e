"""Who someone is in the municipality, and what they have been given: the roots of every right.

Rights have two sources. What follows from seats is a join, always true (``standing``). What someone
is *given* on one object (a shared draft, an evaluator's access) is a django-guardian grant with an
end date. This module joins the two and is the only caller of guardian (ARCHITECTURE rule 1).
"""

import functools
import operator
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, DateField, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from coordination.enums import Role
from coordination.prepared import prepared
from coordination.standings import (
    NOBODY,
    OVERSEEING,
    HeldSeat,
    Likeness,
    Standing,
    likeness,
    numbered,
    stand_in,
)


def standing(user, on: date | None = None) -> Standing:
    """The user's standing on a day (today unless said), kept on the user object for the request."""
    if not (user and user.is_authenticated and user.is_active):
        return NOBODY
    on = on or timezone.localdate()
    cached = getattr(user, "_standing", None)
    if cached is None or cached.on != on:
        cached = user._standing = _resolve(user, on)
    return cached


def visible_ids(user, label: str):
    """The ids of what ``user`` may see of a model ("coordination.Matter"), as a condition's subquery.

    Rules lean on each other: whoever sees a matter sees its programmes, and so on. What is kept of such
    a rule is its text, written once for all readers who are alike (``standings``). Each statement asks
    the database anew, with the reader's own numbers, so a right that changes counts at once.
    """
    held = standing(user)
    if held is NOBODY:  # which all share who have no standing
        return _ids(apps.get_model(label), user)
    if label not in held.rules:
        held.rules[label] = _rule(label, user, held)
    return held.rules[label]


def _rule(label, user, held):
    alike, own = likeness(user, held)
    found = _rule_as_sql(label, connection.vendor, alike)
    if found is None:
        return apps.get_model(label).objects.none().values("pk")
    sql, parameters = found
    return RawSQL(sql, numbered(parameters, own))  # noqa: S611  (by Django, from a queryset)


@functools.lru_cache(maxsize=512)
def _rule_as_sql(label, _vendor, alike: Likeness) -> tuple[str, tuple] | None:
    """A rule as Django writes it for readers who are alike; None when nothing can fit."""
    try:
        return _ids(apps.get_model(label), stand_in(alike)).query.sql_with_params()
    except EmptyResultSet:  # Django sees so without asking
        return None


def any_of(ways: Iterable[Q]) -> Q:
    """What meets at least one of the conditions."""
    return functools.reduce(operator.or_, ways)


def _ids(model: Any, user):
    """The ids of a rule. Where it says each way of seeing for itself, one list for each of them.

    A condition with OR makes the database read the whole table; each list is read by its own index.
    """
    rows = model.objects.order_by()
    if standing(user).unlimited or not hasattr(rows, "ways_to_see"):
        return rows.visible_to(user).values("pk")
    first, *others = (rows.filter(way).values("pk") for way in rows.ways_to_see(user))
    return first.union(*others, all=True)


def forget_standing(user) -> None:
    """Drop the standing kept on a user object, after its seats have changed."""
    user.__dict__.pop("_standing", None)


def _resolve(user, on: date) -> Standing:
    roles: dict[int, set[str]] = {}
    organizations: set[int] = set()
    municipalities: set[int] = set()
    overseen: set[int] = set()
    administered: set[int] = set()
    rows = _seats_held(user, on)
    for organization, role, serves, administration, municipality, *_names in rows:
        # An official acts for the committee that the administration serves, and the other way round.
        acted_for = {pk for pk in (organization, serves, administration) if pk}
        for pk in acted_for:
            roles.setdefault(pk, set()).add(role)
        organizations |= acted_for
        home = municipality or organization
        municipalities.add(home)
        if role in OVERSEEING:
            overseen.add(home)
        if role == Role.ADMINISTRATOR:
            administered.add(home)
    return Standing(
        on=on,
        roles={pk: frozenset(held) for pk, held in roles.items()},
        organization_ids=frozenset(organizations),
        municipality_ids=frozenset(municipalities),
        overseen_ids=frozenset(overseen),
        administered_ids=frozenset(administered),
        first_seat=_held_seat(*rows[0]) if rows else None,
        unlimited=user.is_superuser,
    )


def _held_seat(_organization, role, _serves, _administration, _municipality, *names) -> HeldSeat:
    given_name, family_name, title, body, body_kind, municipality = names
    return HeldSeat(given_name, family_name, role, title, body, body_kind, municipality)


def _seats_held(user, on: date):
    if user.person_id is None:
        return []
    return _seats_of(person=user.person_id, on=on)


@prepared(person=BigIntegerField(), on=DateField())
def _seats_of(person, on):
    """One statement: organization, role, the committee it serves, its administration, its municipality.

    Then the names that a page's header shows. The seats stand in their own order.
    """
    return (
        apps.get_model("coordination", "Membership")
        .objects.in_force(on)
        .filter(person_id=person)
        .values_list(
            "seat__organization_id",
            "seat__role",
            "seat__organization__serves_id",
            "seat__organization__administrations__id",
            "seat__organization__municipality_id",
            "person__given_name",
            "person__family_name",
            "seat__title",
            "seat__organization__name",
            "seat__organization__kind",
            "seat__organization__municipality__name",
        )
        .order_by("seat__position", "pk")
    )


# --- Grants on one object ------------------------------------------------------------------------


def given(user, model, permission: str) -> Q:
    """A filter for the objects of ``model`` on which ``user`` has been given ``permission`` for now."""
    grants = _grant_model(model).objects.filter(
        Q(until__isnull=True) | Q(until__gte=timezone.localdate()),
        user_id=user.pk,
        permission__codename=permission,
        permission__content_type__app_label=model._meta.app_label,
    )
    return Q(pk__in=grants.values("content_object_id"))


def give(obj, *, to, permission: str, until: date | None):
    """Give ``to`` a permission on one object until a day (or until taken back)."""
    from guardian.shortcuts import assign_perm  # guardian needs the app registry

    grant: Any = assign_perm(f"{obj._meta.app_label}.{permission}", to, obj)
    grant.until = until
    grant.save(update_fields=["until"])
    return grant


def take_back(obj, *, of, permission: str) -> None:
    """Take a given permission back, at once."""
    from guardian.shortcuts import remove_perm  # guardian needs the app registry

    remove_perm(f"{obj._meta.app_label}.{permission}", of, obj)


def has_been_given(user, obj, permission: str) -> bool:
    """Whether ``user`` has been given ``permission`` on this object, and the time is not out."""
    return type(obj)._base_manager.filter(given(user, type(obj), permission), pk=obj.pk).exists()


def _grant_model(model):
    from guardian.utils import get_user_obj_perms_model  # guardian needs the app registry

    return get_user_obj_perms_model(model)
