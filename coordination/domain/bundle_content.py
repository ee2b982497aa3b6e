"""What a meeting's papers hold: the documents in their order, and the summary on the first page."""

import hashlib
from collections import Counter
from dataclasses import dataclass

from coordination.domain.memorandum import fingerprint_of
from coordination.domain.statement_content import StatementContent, content_of
from coordination.enums import BundleState, Stance
from coordination.models import Bundle, BundlePart, Decision, Memorandum, Statement
from coordination.swedish import format_kr


@dataclass(frozen=True)
class PartContent:
    """A part of the bundle: a draft, or else the stored document of its row."""

    row: BundlePart
    draft: StatementContent | Memorandum | None
    fingerprint: str
    change: str


@dataclass(frozen=True)
class ItemSummary:
    """One item of the meeting on the first page: what is asked, costs, positions, what has changed."""

    title: str
    asked: str
    cost: str
    positions: str
    change: str


@dataclass(frozen=True)
class BundleContent:
    """Everything that a bundle is made of."""

    bundle: Bundle
    parts: list[PartContent]
    items: list[ItemSummary]


def bundle_content(bundle) -> BundleContent:
    """Read what a bundle holds, as it stands now."""
    rows = bundle.parts.select_related(
        "document__matter",
        "document__statement__consultee__referral",
        "statement__matter",
        "statement__document",
        "memorandum__document",
        "memorandum__matter__organization__municipality",
        "memorandum__referral",
        "memorandum__written_question",
        "statement__consultee__organization__municipality",
        "statement__consultee__referral__sender",
        "statement__consultee__referral__matter",
    )
    before = _fingerprints_before(bundle)
    parts = [_part(row, before) for row in rows]
    return BundleContent(
        bundle, parts, [_item(each, each.row.statement) for each in parts if each.row.statement]
    )


def _part(row, before) -> PartContent:
    statement, memorandum = row.statement, row.memorandum
    draft: StatementContent | Memorandum | None
    if memorandum and not memorandum.is_fixed:
        draft, fingerprint = memorandum, fingerprint_of(memorandum)
    elif statement and not statement.is_frozen:
        draft = content_of(statement)
        fingerprint = hashlib.sha256(f"{draft.fingerprint} {statement.stance}".encode()).hexdigest()
    else:
        draft, fingerprint = None, document_of(row).sha256
    return PartContent(row, draft, fingerprint, _change(_key(row), fingerprint, before))


def document_of(row):
    """The stored document of a part: its own, or that of what has been adopted or presented."""
    return row.document or (row.statement or row.memorandum).document


def _key(row) -> tuple:
    return row.statement_id, row.memorandum_id, row.document_id


def _fingerprints_before(bundle) -> dict | None:
    """What the meeting's latest finished bundle before this one was made of; None without one."""
    earlier = (
        Bundle.objects.filter(meeting=bundle.meeting_id, state=BundleState.DONE)
        .exclude(pk=bundle.pk)
        .order_by("-finished_at")
        .first()
    )
    return {_key(row): row.fingerprint for row in earlier.parts.all()} if earlier else None


def _change(key, fingerprint, before) -> str:
    if before is None:
        return "Första gången"
    if key not in before:
        return "Ny"
    return "Oförändrad" if before[key] == fingerprint else "Ändrad"


def _item(part: PartContent, statement: Statement) -> ItemSummary:
    referral = statement.consultee.referral
    return ItemSummary(
        title=part.row.title,
        asked=f"Svar senast {statement.consultee.due_on:%Y-%m-%d}. {referral.question}",
        cost=_cost(statement),
        positions=_positions(statement, referral),
        change=part.change,
    )


def _cost(statement) -> str:
    """The amount of the item's own decision, or the latest in the body's own matter; empty without one.

    What others have decided in the referral's matter is not what this body is asked to spend.
    """
    decided = Decision.objects.filter(matter=statement.matter_id, amount_ore__isnull=False)
    decision = (
        decided.filter(pk=statement.decision_id).first() or decided.order_by("-decided_on").first()
    )
    if decision is None:
        return ""
    return f"{format_kr(decision.amount_ore or 0)}, beslutat {decision.decided_on:%Y-%m-%d}"


def _positions(statement, referral) -> str:
    """Our own proposed stance, and how those have answered who have adopted theirs."""
    own = Stance(statement.stance).label if statement.stance else "ingen ställning vald"
    others = Counter(
        Statement.objects.adopted()
        .filter(consultee__referral=referral)
        .exclude(consultee=statement.consultee_id)
        .values_list("stance", flat=True)
    )
    said = [f"{n} {Stance(stance).label.lower()}" for stance, n in sorted(others.items())]
    return f"{own}. Andra: {', '.join(said) if said else 'inga ännu'}."
