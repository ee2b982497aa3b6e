"""A statement's internal comments, section by section. Called by the views."""

from dataclasses import dataclass

from django.db.models import Prefetch

from coordination.enums import SectionKind
from coordination.models import SectionComment, StatementSection


@dataclass(frozen=True)
class Discussed:
    """A section with what is said about it: what is still open, and what is done with."""

    section: StatementSection
    open: list[SectionComment]
    resolved: list[SectionComment]


def discussion_of(statement) -> list[Discussed]:
    """Every section with its comments and their replies, oldest first. Three statements."""
    people = SectionComment.objects.select_related("author__person", "resolved_by__person")
    threads = people.filter(parent=None).prefetch_related(Prefetch("replies", people))
    sections = statement.sections.prefetch_related(Prefetch("comments", threads, to_attr="threads"))
    by_kind = {section.kind: section for section in sections}
    return [_discussed(by_kind[kind]) for kind in SectionKind if kind in by_kind]


def unresolved_in(statement) -> int:
    """How many comments on the statement nobody has marked as done with. One statement."""
    return SectionComment.objects.filter(
        section__statement=statement, parent=None, resolved_at=None
    ).count()


def _discussed(section) -> Discussed:
    return Discussed(
        section,
        open=[thread for thread in section.threads if not thread.is_resolved],
        resolved=[thread for thread in section.threads if thread.is_resolved],
    )
