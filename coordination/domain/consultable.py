"""Who may ask whom: what a sender can reach follows from the tree of bodies and the matter (M-08)."""

from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from coordination.enums import OrganizationKind
from coordination.exceptions import ActionRefused
from coordination.models import Matter, MatterParty, Organization
from coordination.swedish import join_names

# Bodies outside every municipality that belong to certain of them: not everybody's to ask.
OF_THEIR_MEMBERS = frozenset({OrganizationKind.REGION, OrganizationKind.ASSOCIATION})


def bodies_to_ask(senders, matters, *, on):
    """Those whom the senders may ask in the matters. One statement when read.

    It follows from the tree: a body asks the bodies of its own municipality and those that already
    have part in the matter, whatever their municipality. Authorities outside can always be asked;
    regions and associations belong to their members and need a part in the matter. Whoever stands
    outside every municipality (K-01) asks the municipalities through their boards.
    """
    within = Q(municipality__in=senders.values("municipality"))
    outside = Q(municipality__isnull=True) & ~Q(kind__in=OF_THEIR_MEMBERS)
    parties = MatterParty.objects.filter(matter__in=matters.values("pk"))
    boards = Q(kind=OrganizationKind.EXECUTIVE_BOARD) & Exists(
        senders.filter(municipality__isnull=True)
    )
    return (
        Organization.objects.active(on)
        .consultable()
        .filter(within | outside | boards | Q(pk__in=parties.values("organization")))
        .for_table()
    )


def refuse_out_of_reach(bodies, *, sender, matter, today) -> None:
    """Refuse, by name, each body that the sender may not ask in the matter."""
    senders, matters = (
        Organization.objects.filter(pk=sender.pk),
        Matter.objects.filter(pk=matter.pk),
    )
    reached = bodies_to_ask(senders, matters, on=today).exclude(pk=sender.pk)
    found = set(reached.filter(pk__in=[body.pk for body in bodies]).values_list("pk", flat=True))
    refused = [body.name for body in bodies if body.pk not in found]
    if refused:
        raise ActionRefused(
            _(
                "%(bodies)s kan inte få den här remissen. Fråga nämnder i den egna kommunen, "
                "myndigheter och dem som har en del i ärendet."
            )
            % {"bodies": join_names(refused)},
            code="not_consultable",
        )
