"""The compilation of a referral's answers (remissammanställning): gathered, edited, fixed.

Each body's own words are copied as they were adopted and never change; the sender may print a shorter
wording instead, and then the document says so. Fixing draws the file up and freezes the compilation:
an answer that comes later belongs in a new version.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.text import accept_rich_text
from coordination.enums import DocumentKind, OrganizationKind, SectionKind
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Compilation, CompilationQuote, Referral, Statement
from coordination.registry import document_types

# The order of a real compilation: the own offices, the boards and committees, companies, the world.
ORDER = (
    OrganizationKind.ADMINISTRATION,
    OrganizationKind.EXECUTIVE_BOARD,
    OrganizationKind.COMMITTEE,
    OrganizationKind.DISTRICT_COMMITTEE,
    OrganizationKind.MUNICIPAL_COMPANY,
)


def quotable_statements(referral) -> list[Statement]:
    """The answers that stand, the latest version of each body's, in the order of a compilation."""
    found = {
        statement.consultee_id: statement
        for statement in Statement.objects.adopted()
        .filter(consultee__referral=referral)
        .select_related("consultee__organization", "decision")
        .prefetch_related("sections")
        .order_by("number")
    }
    return sorted(found.values(), key=_place)


def _place(statement):
    body = statement.consultee.organization
    rank = ORDER.index(body.kind) if body.kind in ORDER else len(ORDER)
    return rank, body.sort_key, body.pk


def later_statements(compilation) -> list[Statement]:
    """Answers that the compilation does not quote: why it is out of date (inte aktuell)."""
    quoted = set(compilation.quotes.values_list("statement_id", flat=True))
    return [each for each in quotable_statements(compilation.referral) if each.pk not in quoted]


def start_compilation(referral, *, actor) -> Compilation:
    """Begin a compilation with every answer there is; a later version takes the edited quotes over."""
    permissions.require(permissions.can_compile_answers(actor, referral))
    with transaction.atomic():
        Referral.objects.select_for_update().get(pk=referral.pk)
        if referral.compilations.filter(fixed_at__isnull=True).exists():
            raise ActionRefused(
                _("En sammanställning är redan påbörjad. Fortsätt på den."), code="started"
            )
        earlier = referral.compilations.first()
        compilation = Compilation.objects.create(
            referral=referral,
            number=earlier.number + 1 if earlier else 1,
            introduction_html=earlier.introduction_html if earlier else referral.background,
        )
        if not _gather(compilation, earlier):
            raise ActionRefused(
                _("Ingen har svarat än, så det finns inget att sammanställa."), code="no_answers"
            )
        _log("compilation.started", compilation, actor, number=compilation.number)
    return compilation


def gather_answers(compilation, *, actor) -> int:
    """Take in the answers that have come since the draft was begun. Returns how many."""
    with _open(compilation, actor) as current:
        return _gather(current, None)


def _gather(compilation, earlier) -> int:
    """Quote what is not quoted yet, and put all in order. A body's new version replaces its old one."""
    edited = dict(earlier.quotes.values_list("statement_id", "edited_html")) if earlier else {}
    statements = quotable_statements(compilation.referral)
    quoted = {quote.statement_id: quote for quote in compilation.quotes.all()}
    fresh = [each for each in statements if each.pk not in quoted]
    compilation.quotes.exclude(statement__in=[each.pk for each in statements]).delete()
    for position, statement in enumerate(statements, 1):
        CompilationQuote.objects.update_or_create(
            compilation=compilation,
            statement=statement,
            defaults={"position": position},
            create_defaults={
                "position": position,
                "original_html": words_of(statement),
                "edited_html": edited.get(statement.pk, ""),
            },
        )
    return len(fresh)


def words_of(statement) -> str:
    """The body's own words: its statement, or the summary where there is nothing else."""
    sections = {section.kind: section.html for section in statement.sections.all()}
    return sections.get(SectionKind.BODY) or sections.get(SectionKind.SUMMARY, "")


def edit_quote(quote, *, actor, html, version) -> CompilationQuote:
    """Print another wording than the body's own; the document says that it is edited."""
    html = accept_rich_text(html)
    with _open(quote.compilation, actor) as compilation:
        current = compilation.quotes.select_for_update().get(pk=quote.pk)
        if current.version != version:
            raise EditConflict(theirs=current, mine=html)
        current.edited_html = "" if html == current.original_html else html
        return _save_quote(current, "compilation.quote_edited", actor)


def restore_quote(quote, *, actor) -> CompilationQuote:
    """Print the body's own words again."""
    with _open(quote.compilation, actor) as compilation:
        current = compilation.quotes.select_for_update().get(pk=quote.pk)
        current.edited_html = ""
        return _save_quote(current, "compilation.quote_restored", actor)


def _save_quote(quote, action, actor) -> CompilationQuote:
    quote.version += 1
    quote.save()
    body = quote.statement.consultee.organization.name
    _log(action, quote.compilation, actor, body=body)
    return quote


def introduce_compilation(compilation, *, actor, html, version) -> Compilation:
    """Write what the matter is about (Ärendet), as it opens the compilation."""
    html = accept_rich_text(html) if html else ""
    with _open(compilation, actor) as current:
        if current.version != version:
            raise EditConflict(theirs=current, mine=html)
        current.introduction_html = html
        current.version += 1
        current.save()
        _log("compilation.introduced", current, actor)
    return current


def fix_compilation(compilation, *, actor, at=None) -> Compilation:
    """Fix the compilation (fastställa): the file is drawn up and stored, and nothing changes after.

    Refused while an answer is missing from it, or when somebody changed it meanwhile.
    """
    at = at or timezone.now()
    permissions.require(permissions.can_compile_answers(actor, compilation.referral))
    _refuse_incomplete(compilation)
    seen = _fingerprint(compilation)
    number = new_receipt_number(at)
    kind = document_types["compilation"]
    content = kind.render(compilation, at=at, receipt_number=number)
    with _open(compilation, actor) as current:
        _refuse_incomplete(current)
        if _fingerprint(current) != seen:
            raise ActionRefused(
                _("Någon ändrade sammanställningen medan du fastställde den. Läs igenom den igen."),
                code="changed_meanwhile",
            )
        current.document = store_document(
            content,
            matter=current.referral.matter,
            kind=DocumentKind.COMPILATION,
            title=f"Remissammanställning: {current.referral.title}",
            receipt_number=number,
            at=at,
            template_version=kind.template_version,
        )
        current.fixed_at, current.fixed_by = at, actor
        current.save()
        _log("compilation.fixed", current, actor, receipt=number)
    return current


def _refuse_incomplete(compilation):
    if missing := later_statements(compilation):
        bodies = ", ".join(each.consultee.organization.name for each in missing)
        raise ActionRefused(
            _("Svaret från %(bodies)s är inte med. Hämta nya svar och läs igenom först.")
            % {"bodies": bodies},
            code="answers_missing",
        )


def _fingerprint(compilation):
    """What the file says: it differs when a quote or the introduction does."""
    quotes = compilation.quotes.values_list("pk", "position", "version")
    return [compilation.version, *sorted(quotes)]


@contextmanager
def _open(compilation, actor) -> Iterator[Compilation]:
    """The compilation locked for a change by someone who may, if it is not fixed."""
    permissions.require(permissions.can_compile_answers(actor, compilation.referral))
    with transaction.atomic():
        current = (
            Compilation.objects.select_for_update(of=("self",))
            .select_related("referral__matter", "referral__sender__municipality")
            .get(pk=compilation.pk)
        )
        if current.is_fixed:
            raise ActionRefused(
                _("Sammanställningen är fastställd och ändras inte. Börja på en ny version."),
                code="fixed",
            )
        yield current


def _log(action, compilation, actor, **data):
    record(
        action,
        actor=actor,
        subject=compilation.referral,
        matter=compilation.referral.matter,
        data=data or None,
    )
