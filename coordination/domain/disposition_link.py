"""What an answer to a request led to: a seat, an area, a decision … of the matter it was asked in."""

from collections import defaultdict

from django.utils.translation import gettext as _

from coordination.exceptions import ActionRefused
from coordination.models import DispositionLink
from coordination.registry import linkable_subjects


def matter_of(request):
    """The matter whose things an answer may point at: the referral's, or the memorandum's."""
    if request.opinion_id:
        return request.opinion.stage.memorandum.matter
    return request.statement.consultee.referral.matter


def accept_links(links, request, *, actor) -> list[tuple[str, int, str]]:
    """Each link with the name that the thing has now. Raises ActionRefused for what is not offered."""
    offered: dict[tuple[str, int], str] = {}
    for code in {code for code, _pk in links} & linkable_subjects.keys():
        found = linkable_subjects[code].candidates(actor, matter_of(request))
        offered |= {(code, pk): label for pk, label in found}
    if strangers := set(links) - offered.keys():
        raise ActionRefused(
            _("Det du länkar till finns inte i ärendet. Välj i listan."),
            code="unknown_link",
            params={"links": strangers},
        )
    return [(*link, offered[link]) for link in dict.fromkeys(links)]


def add_links(disposition, links) -> None:
    """Write down what the answer led to, under its name of today."""
    DispositionLink.objects.bulk_create(
        DispositionLink(
            disposition=disposition,
            subject_type=code,
            subject_id=pk,
            label=label[: DispositionLink.LABEL_LENGTH],
        )
        for code, pk, label in links
    )


def link_choices(user, matter) -> list[tuple[str, list[tuple[str, str]]]]:
    """What an answer may point at, by kind, for a list to choose in. One statement a kind."""
    kinds = (
        (str(kind.label), [(f"{kind.code}:{pk}", label) for pk, label in found])
        for kind in linkable_subjects.ordered()
        if (found := list(kind.candidates(user, matter)))
    )
    return list(kinds)


def addresses_of(links) -> dict[DispositionLink, str]:
    """The page of each linked thing. At most one statement a kind."""
    ids = defaultdict(set)
    for link in links:
        ids[link.subject_type].add(link.subject_id)
    pages = {
        code: linkable_subjects[code].addresses(found)
        for code, found in ids.items()
        if code in linkable_subjects
    }
    return {link: pages.get(link.subject_type, {}).get(link.subject_id, "") for link in links}
