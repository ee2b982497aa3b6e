"""What every page knows without its view saying so: the date, the menu and who is reading."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from coordination.access import standing
from coordination.enums import OrganizationKind, Role
from coordination.permissions import can_administer_something
from coordination.registry import NavItem, navigation
from coordination.swedish import body_in_sentence


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the main menu as this page shows it; ``current`` is the value of aria-current."""

    label: str
    url: str
    current: str


@dataclass(frozen=True)
class Reader:
    """Whom the header names: the person behind the account, and what the person is."""

    name: str
    role: str = ""
    municipality: str = ""


def page(request) -> dict:
    """The context of every page. The reader is told by the standing, which the page asks for anyway."""
    return {
        "today": timezone.localdate(),
        "demo": settings.DEMO,
        "navigation": SimpleLazyObject(lambda: _menu(request)),
        "home_label": _("Min sida"),
        "home_url": reverse(settings.LOGIN_REDIRECT_URL),
        "reader": SimpleLazyObject(lambda: _reader(request.user)),
        "administers": SimpleLazyObject(lambda: can_administer_something(request.user)),
    }


def _menu(request) -> list[MenuEntry]:
    return [_entry(item, request.path) for item in navigation.ordered()]


def _entry(item: NavItem, path: str) -> MenuEntry:
    url = reverse(item.url_name)
    if path == url:
        return MenuEntry(item.label, url, "page")
    return MenuEntry(item.label, url, "true" if path.startswith(item.prefixes) else "")


def _reader(user) -> Reader:
    """The user's name with the first seat held today, as ”Samordnare, stadskontoret”."""
    seat = standing(user).first_seat
    if not seat:
        return Reader(str(user))
    return Reader(
        name=f"{seat.given_name} {seat.family_name}",
        role=f"{seat.title or Role(seat.role).label}, {body_in_sentence(seat.body)}",
        municipality=seat.municipality or _home(seat),
    )


def _home(seat) -> str:
    """A municipality is at home in itself; a body outside every municipality nowhere."""
    return seat.body if seat.body_kind == OrganizationKind.MUNICIPALITY else ""
