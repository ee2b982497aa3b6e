"""What the pages of a programme and of an initiative share: finding it, local links, panels."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.components import Choice
from coordination.prepared_for_reader import find_or_404
from initiatives.domain.queries.programme_overview import programmes_for_pages
from initiatives.registry import programme_pages

DIGITS = 18  # of a row's number, at most


def find_programme(request, pk):
    """The programme with what its head shows, if the reader may see it; else 404."""
    return find_or_404(programmes_for_pages, request.user, pk)


def number_in(request, name) -> int:
    """The number after ``?name=`` in the address; 0, which no row has, when it is none."""
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= DIGITS else 0


def pages_of(programme, current) -> list[Choice]:
    """The row of links under a programme's heading, other applications' pages among them."""
    own = (
        (10, "programme", _("Översikt"), None),
        (20, "programme_initiatives", _("Insatser"), programme.initiative_count),
        (50, "programme_parties", _("Medverkande"), None),
        (90, "programme_history", _("Historik"), None),
    )
    pages = [
        (position, _choice(programme, name, label, count, current))
        for position, name, label, count in own
    ]
    pages += [
        (page.position, Choice(str(page.label), page.url(programme), current=page.code == current))
        for page in programme_pages.values()
    ]
    return [choice for _position, choice in sorted(pages, key=lambda page: page[0])]


def _choice(programme, name, label, count, current) -> Choice:
    url = reverse(f"initiatives:{name}", args=[programme.pk])
    return Choice(label, url, count, current=name == current)


def panels_of(register, obj, user) -> dict[str, list[tuple]]:
    """The boxes of other applications by place: (template, context); those with nothing are left out."""
    places: dict[str, list[tuple]] = {}
    for panel in register.ordered():
        context = panel.context(obj, user)
        if context is not None:
            places.setdefault(panel.place, []).append((panel.template, context))
    return places


def programme_page(request, template, programme, *, here, current="", **context):
    """A page within a programme; ``current`` marks it in the row of links, form pages have none."""
    context |= {
        "programme": programme,
        "here": here,
        "pages": pages_of(programme, current) if current else [],
    }
    return render(request, f"initiatives/programme/{template}.html", context)


def initiative_page(request, template, initiative, *, here, **context):
    """A page about one initiative."""
    context |= {"initiative": initiative, "here": here}
    return render(request, f"initiatives/initiative/{template}.html", context)


def urls_of(programme) -> dict[str, str]:
    """Pages that are told in their address which programme they are for."""
    names = ("initiative_new", "programme_group_new")
    return {name: f"{reverse(f'initiatives:{name}')}?program={programme.pk}" for name in names}
