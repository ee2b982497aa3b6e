"""What a statement says, read once: for its page, for its document, and to notice a change."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F

from coordination import richtext
from coordination.enums import SectionKind
from coordination.models import (
    AuditEvent,
    OpinionSigner,
    PartView,
    Person,
    Request,
    SeparateOpinion,
    Statement,
    StatementSection,
)
from coordination.swedish import join_names, join_signers

BODY = "opinion__statement__consultee__organization"


@dataclass(frozen=True)
class FiledOpinion:
    """A separate opinion with those who file it and those who concur, in the order of signing."""

    opinion: SeparateOpinion
    authors: list[Person]
    concurring: list[Person]
    by_party: bool = False  # the body's own way of writing names

    @property
    def author_names(self) -> str:
        return self.named(self.authors)

    @property
    def concurring_names(self) -> str:
        return self.named(self.concurring)

    def named(self, people) -> str:
        """”A (M) och B (M)”, or in a body that writes the party once: ”A och B (båda M)”."""
        if self.by_party:
            return join_signers((person.name, person.party_label) for person in people)
        return join_names(people)

    @cached_property
    def is_empty(self) -> bool:
        return richtext.is_empty(self.opinion.html)


@dataclass(frozen=True)
class StatementContent:
    """A statement's sections, requests and separate opinions as they stand now."""

    statement: Statement
    sections: dict[str, StatementSection]
    requests: list[Request]
    opinions: list[FiledOpinion]
    part_views: list[PartView] = field(default_factory=list)

    @property
    def ordered_sections(self) -> list[StatementSection]:
        return [self.sections[kind] for kind in SectionKind if kind in self.sections]

    def html(self, kind) -> str:
        return self.sections[kind].html if kind in self.sections else ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over everything the document says: it differs when a word or a name differs.

        Printed in the document as the hash of what it was drawn up from. Stance, meeting and
        signatures are not in it: they are recorded with the adoption.
        """
        said = {
            "title": self.statement.title,
            "sections": [[section.kind, section.html] for section in self.ordered_sections],
            "requests": [
                [
                    each.position,
                    each.kind,
                    each.text,
                    each.when,
                    each.addressee_id,
                    each.seat_for_id,
                ]
                for each in self.requests
            ],
            "opinions": [_said_by(filed) for filed in self.opinions],
            **self._said_of_text(),
        }
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    def _said_of_text(self) -> dict:
        """Which text is answered and what of its parts; nothing when no text was referred."""
        if not self.statement.referred_text_id:
            return {}
        views = [[v.part_id, v.position, v.kind, v.stance, v.text] for v in self.part_views]
        return {"referred_text": self.statement.referred_text_id, "part_views": views}


def _said_by(filed):
    opinion = filed.opinion
    signers = [[person.pk for person in people] for people in (filed.authors, filed.concurring)]
    return [opinion.letter, opinion.kind, opinion.title, opinion.html, *signers]


def content_of(statement) -> StatementContent:
    """Read what the statement says. Three statements, and one when it answers a referred text."""
    return StatementContent(
        statement=statement,
        sections={section.kind: section for section in statement.sections.all()},
        requests=list(statement.requests.select_related("addressee", "seat_for")),
        opinions=opinions_of(statement),
        part_views=part_views_of(statement) if statement.referred_text_id else [],
    )


def part_views_of(statement) -> list[PartView]:
    """What the statement says of the referred text's parts, in the text's order. One statement."""
    return list(statement.part_views.select_related("part__text"))


def opinions_of(statement) -> list[FiledOpinion]:
    """The separate opinions by letter. One statement: an opinion always has someone behind it."""
    signers = (
        OpinionSigner.objects.filter(opinion__statement=statement)
        .select_related("opinion", "person")
        .annotate(by_party=F(f"{BODY}__meeting_routine__names_by_party"))
        .order_by("opinion__letter", "concurs", "position", "pk")
    )
    filed: dict[int, FiledOpinion] = {}
    for signer in signers:
        entry = filed.setdefault(signer.opinion_id, _filed(signer))
        (entry.concurring if signer.concurs else entry.authors).append(signer.person)
    return list(filed.values())


def _filed(signer) -> FiledOpinion:
    return FiledOpinion(signer.opinion, [], [], by_party=bool(signer.by_party))


def altered_statements() -> Iterator[Statement]:
    """Adopted statements whose text is no longer the one whose hash the audit trail holds."""
    recorded = dict(
        AuditEvent.objects.filter(
            action__in=("statement.adopted", "statement.signed", "statement.corrected")
        ).values_list("subject_id", "data__source_sha256")
    )
    for statement in Statement.objects.adopted().order_by("pk").iterator(500):
        if content_of(statement).fingerprint != recorded.get(statement.pk):
            yield statement
