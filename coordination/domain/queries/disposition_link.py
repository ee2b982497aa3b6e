"""Which requests have led to something: read by the pages of areas, groups and decisions."""

from django.urls import reverse
from django.utils.timezone import localdate

from coordination.models import Area, Decision, Disposition, Request, Seat


def answers_about(user, code, ids) -> list[Disposition]:
    """Answers that point at any of the things, the latest first, each once. One statement."""
    requests = Request.objects.visible_to(user).in_newest()
    rows = Disposition.objects.filter(
        links__subject_type=code, links__subject_id__in=ids, request__in=requests.values("pk")
    )
    return list(rows.select_related("request__statement__consultee__organization").distinct())


# --- What the kernel offers ----------------------------------------------------------------------


def seats(_user, matter):
    """Places in the groups that are set up in the matter."""
    rows = Seat.objects.in_force(localdate()).filter(organization__matter=matter)
    rows = rows.select_related("organization", "on_behalf_of").order_by(
        "organization__sort_key", "position", "pk"
    )
    return [(row.pk, _seat_name(row)) for row in rows]


def _seat_name(seat) -> str:
    whose = f" ({seat.on_behalf_of})" if seat.on_behalf_of else ""
    return f"{seat}{whose}"


def seat_addresses(ids):
    """A seat is shown on its group's page."""
    groups = Seat.objects.filter(pk__in=ids).values_list("pk", "organization_id")
    return {pk: reverse("coordination:group", args=[group]) for pk, group in groups}


def areas(user, matter):
    """The municipality's areas, with those proposed in the matter."""
    rows = Area.objects.visible_to(user).filter(municipality=matter.municipality_id)
    return rows.current(localdate()).for_table().values_list("pk", "name")


def decisions(user, matter):
    """What has been decided in the matter."""
    rows = Decision.objects.visible_to(user).filter(matter=matter).select_related("body")
    return [(row.pk, f"{row.title} ({row})") for row in rows]


def pages(url_name):
    """Addresses of things that have a page of their own."""
    return lambda ids: {pk: reverse(url_name, args=[pk]) for pk in ids}
