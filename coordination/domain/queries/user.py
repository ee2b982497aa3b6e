"""Reads of the administration's pages: people with their seats and accounts."""

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from coordination.components import Badge, Choice
from coordination.models import Membership, Person, User

SHOWN = 50
VIEWS = {
    "": (_("Alla"), Q()),
    "med-konto": (_("Har konto"), Q(user__is_active=True)),
    "utan-konto": (_("Saknar konto"), Q(user__isnull=True)),
    "stangda": (_("Stängda konton"), Q(user__is_active=False)),
}


def people_administered(user):
    """The people whose accounts the user may open and close, in Swedish alphabetical order."""
    held = standing(user)
    people = Person.objects.all()
    if not held.unlimited:
        people = people.served_in(held.administered_ids)
    return people.select_related("user").for_table()


def accounts_administered(user):
    """Accounts that the user may close and open again."""
    accounts = User.objects.select_related("person")
    if standing(user).unlimited:
        return accounts
    return accounts.filter(person__in=people_administered(user).order_by().values("pk"))


def people_page(user, *, view, text, number, today) -> Page:
    """One page of the list of people, with the seats they hold today. Four statements at any size."""
    held = Prefetch(
        "memberships",
        Membership.objects.in_force(today).select_related("seat__organization").order_by("pk"),
        to_attr="held",
    )
    people = people_administered(user).filter(VIEWS.get(view, VIEWS[""])[1])
    for word in text.split():
        people = people.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(email__icontains=word)
            | Q(user__email__icontains=word)
        )
    return Paginator(people.prefetch_related(held), SHOWN).get_page(number)


def people_choices(view, url) -> list[Choice]:
    """The views of the list."""
    return [
        Choice(str(label), f"{url}?visa={code}" if code else url, current=code == view)
        for code, (label, _narrowing) in VIEWS.items()
    ]


def account_badge(person) -> Badge:
    """How it stands with someone's account."""
    account = getattr(person, "user", None)
    if account is None:
        return Badge("neutral", str(_("Inget konto")))
    if not account.is_active:
        return Badge("warning", str(_("Stängt")))
    if not account.has_usable_password():
        return Badge("info", str(_("Inbjuden")))
    return Badge("success", str(_("Öppet")))
