"""Reads of stored documents: is a file one of them, and which (Kontrollera handling)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse

from coordination.enums import DocumentKind
from coordination.models import (
    Decision,
    Document,
    Memorandum,
    ReferredText,
    SignedCopy,
    Statement,
    StatementReceipt,
    WrittenQuestion,
)

CLAIMS_SHOWN = 5


@dataclass(frozen=True)
class Recognized:
    """A stored document that a reader asked about: which version it is, and whether there is a newer."""

    document: Document
    url: str
    version: int | None = None
    newer: int | None = None

    @property
    def kind(self) -> str:
        return str(dict(DocumentKind.choices).get(self.document.kind, ""))


@dataclass(frozen=True)
class Claimed:
    """A stored document that an unknown file claims to be, and whether by its receipt or its title."""

    recognized: Recognized
    by_receipt: bool


def recognize_documents(user, *, sha256="", receipt_number="") -> list[Recognized]:
    """The stored documents with this content or this receipt, among those the user may see.

    Whoever may not see a document is told no more than about a file that was never stored (X-03).
    Serves Kontrollera handling.
    """
    asked = {"sha256": sha256} if sha256 else {"receipt_number": receipt_number}
    rows = Document.objects.visible_to(user).filter(**asked)
    return [_recognized(row) for row in rows.select_related("matter__organization")[:10]]


def claimed_documents(user, claims) -> list[Claimed]:
    """The stored documents that a file claims to be, among those the user may see (X-03).

    By the receipts printed in it; without one, by its title and the second it was drawn up.
    """
    rows = Document.objects.visible_to(user).select_related("matter__organization")
    by_receipt = rows.filter(receipt_number__in=claims.receipts[:CLAIMS_SHOWN])
    if claimed := [Claimed(_recognized(row), by_receipt=True) for row in by_receipt]:
        return claimed
    at = claims.drawn_up_at
    if not (at and at.tzinfo and claims.title):
        return []
    same_second = rows.filter(drawn_up_at__gte=at, drawn_up_at__lt=at + timedelta(seconds=1))
    return [
        Claimed(_recognized(row), by_receipt=False)
        for row in same_second[:CLAIMS_SHOWN]
        if row.title.endswith(claims.title.rpartition(", ")[0])
    ]


def _recognized(document) -> Recognized:
    statement = Statement.objects.filter(document=document).first()
    if statement:
        versions = Statement.objects.adopted().filter(consultee=statement.consultee_id)
        url = reverse("coordination:statement", args=[statement.pk])
        return Recognized(document, url, statement.number, _newer(versions, statement.number))
    receipted = Statement.objects.filter(receipt__document=document).first()
    if receipted:
        url = reverse("coordination:statement", args=[receipted.pk])
        return Recognized(document, url, receipted.number)
    url = reverse("coordination:matter", args=[document.matter_id]) if document.matter_id else ""
    text = ReferredText.objects.filter(document=document).first()
    if text:
        versions = ReferredText.objects.filter(referral=text.referral_id, sent_at__isnull=False)
        url = reverse("coordination:referral", args=[text.referral_id])
        return Recognized(document, url, text.number, _newer(versions, text.number))
    return Recognized(document, url)


def _newer(versions, number) -> int | None:
    """The latest version after this one, if there is any."""
    return (
        versions.filter(number__gt=number)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )


def dossier_of(matter, user):
    """The stored documents of a matter that the user may see, and the answers to its referrals.

    With an answer go its receipt and its signed copies; memoranda on the matter's referrals belong
    to it too. In the order they were drawn up. Serves the dossier (akt). One statement.
    """
    answers = Statement.objects.filter(consultee__referral__matter=matter)
    read = answers.filter(pk__in=Statement.objects.visible_to(user).values("pk"))
    copies = SignedCopy.objects.filter(statement__in=read)
    receipts = StatementReceipt.objects.filter(statement__in=read)
    memoranda = Memorandum.objects.filter(
        Q(referral__matter=matter) | Q(written_question__matter=matter), document__isnull=False
    )
    mine = Document.objects.visible_to(user).filter(
        Q(matter=matter)
        | Q(pk__in=answers.filter(document__isnull=False).values("document"))
        | Q(pk__in=memoranda.values("document"))
    )
    return Document.objects.filter(
        Q(pk__in=mine.values("pk"))
        | Q(pk__in=copies.values("document"))
        | Q(pk__in=receipts.values("document"))
    ).order_by("drawn_up_at", "pk")


def decisions_of(matter, user):
    """Decisions in the matter, and those by which its referrals were answered. Serves the dossier."""
    answers = Statement.objects.filter(consultee__referral__matter=matter, decision__isnull=False)
    return (
        Decision.objects.visible_to(user)
        .filter(Q(matter=matter) | Q(pk__in=answers.values("decision")))
        .select_related("body__municipality", "matter", "meeting")
        .order_by("decided_on", "pk")
    )


def written_questions_of(matter, user):
    """The matter's written questions with who signed them and the answers. Serves the dossier."""
    return (
        WrittenQuestion.objects.visible_to(user)
        .filter(matter=matter)
        .prefetch_related("questions", "signatures__person")
        .order_by("received_on", "pk")
    )
