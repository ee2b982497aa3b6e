"""Text blocks for their pages, and those that a draft holds. Called by views/text_block and views/statement."""

from dataclasses import dataclass

from django.db.models import Max, OuterRef, Subquery

from coordination.models import TextBlock, TextBlockUse, TextBlockVersion
from coordination.richtext.passages import holds


@dataclass(frozen=True)
class UsedBlock:
    """A text block in a draft: whether it stands there unaltered, and whether a newer wording exists."""

    use: TextBlockUse
    is_altered: bool
    newest: int

    @property
    def number(self) -> int:
        return self.use.version.number

    @property
    def is_outdated(self) -> bool:
        return self.newest > self.number


def text_blocks(user):
    """The reader's text blocks with the newest wording, body by body. One statement."""
    newest = TextBlockVersion.objects.filter(block=OuterRef("pk")).order_by("-number")
    return (
        TextBlock.objects.visible_to(user)
        .select_related("organization")
        .annotate(
            number=Subquery(newest.values("number")[:1]),
            html=Subquery(newest.values("html")[:1]),
            saved_at=Subquery(newest.values("saved_at")[:1]),
        )
        .order_by("organization__sort_key", "title", "pk")
    )


def blocks_used(statement) -> list[UsedBlock]:
    """The text blocks in a statement's sections, in the order in which they were put there. One statement."""
    uses = (
        TextBlockUse.objects.filter(section__statement=statement)
        .select_related("section", "version__block")
        .annotate(newest=Max("version__block__versions__number"))
        .order_by("inserted_at", "pk")
    )
    return [
        UsedBlock(use, not holds(use.section.html, use.version.html), use.newest) for use in uses
    ]
