"""From separate opinions as recorded to dissents as printed, beside a statement or at a stage."""

from coordination.documents.memorandum import Dissent
from coordination.enums import OpinionKind
from coordination.models import SeparateOpinion
from coordination.swedish import body_in_sentence, join_signers

OPENINGS = {
    OpinionKind.RESERVATION: "Reservation anfördes av",
    OpinionKind.SEPARATE_REMARK: "Särskilt uttalande av",
    OpinionKind.SEPARATE_OPINION: "Särskilt yttrande av",
}

DEFINITE = {
    OpinionKind.RESERVATION: "reservationen",
    OpinionKind.SEPARATE_REMARK: "det särskilda uttalandet",
    OpinionKind.SEPARATE_OPINION: "det särskilda yttrandet",
}


def opinions_to_print(**about) -> list[SeparateOpinion]:
    """The opinions of a statement or a stage by letter, with all that is printed of them."""
    return list(
        SeparateOpinion.objects.filter(**about)
        .select_related("refers_to__stage__body")
        .prefetch_related("signers__person", "clauses", "refers_to__signers__person")
        .order_by("stage__position", "letter")
    )


def dissent_of(opinion, *, body_name) -> Dissent:
    """The opinion in the words of minutes: who, what they proposed instead, and why."""
    return Dissent(
        kind_label=OpinionKind(opinion.kind).label.lower(),
        line=plain(_who(opinion) + _ending(opinion)),
        proposal_lead=opinion.proposal_lead
        or f"Vi föreslår att {body_in_sentence(body_name)} beslutar följande.",
        clauses=tuple(clause.text for clause in opinion.clauses.all()),
        html=opinion.html,
    )


def opinion_line(opinion) -> str:
    """One line of a list: ”Särskilt yttrande av Eva Sand (S): Våra medskick”."""
    heading = f": {opinion.title}" if opinion.title else ""
    return plain(_who(opinion) + heading)


def _who(opinion) -> str:
    """”Reservation anfördes av A och B (båda M) med instämmande av C (L)”."""
    signers = list(opinion.signers.all())
    line = f"{OPENINGS[opinion.kind]} {_named([each for each in signers if not each.concurs])}"
    if concurring := [each for each in signers if each.concurs]:
        line += f" med instämmande av {_named(concurring)}"
    return line


def _ending(opinion) -> str:
    """”enligt följande”, or with reference to what the same parties said before."""
    if earlier := opinion.refers_to:
        parties = dict.fromkeys(
            f"({each.person.party_label})"
            for each in earlier.signers.all()
            if each.person.party_label
        )
        where = earlier.stage.body if earlier.stage else None
        place = f" i {body_in_sentence(where.name)}" if where else ""
        return f" med hänvisning till {DEFINITE[earlier.kind]} av {' och '.join(parties)}{place}."
    return " enligt följande." if opinion.html or opinion.clauses.all() else "."


def _named(signers) -> str:
    return join_signers((name_of(each.person), each.person.party_label) for each in signers)


def name_of(person) -> str:
    """The name without the party's label."""
    return f"{person.given_name} {person.family_name}".strip()


def plain(text: str) -> str:
    """Ordinary spaces: the typesetting keeps words together without exchanging characters."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
