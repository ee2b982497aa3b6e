"""``render_statement ID --out FILE``: a statement's PDF, for whoever runs the installation."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coordination.documents.assembly import render_draft
from coordination.documents.exceptions import DocumentError
from coordination.domain.document import DocumentDamaged, read_document
from coordination.domain.statement_content import content_of
from coordination.models import Statement


class Command(BaseCommand):
    """Write a draft, marked as one on every page, or the stored bytes of an adopted statement."""

    help = "Writes a statement's PDF: a watermarked draft, or the stored bytes once it is adopted."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int, help="the statement's number, as in its page's address")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")

    def handle(self, *args, **options):
        statement = (
            Statement.objects.select_related(
                "matter",
                "document",
                "consultee__organization__municipality",
                "consultee__referral__sender",
                "consultee__referral__matter",
            )
            .filter(pk=options["id"])
            .first()
        )
        if statement is None:
            raise CommandError(f"There is no statement {options['id']}.")
        content = self._content(statement)
        try:
            options["out"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"{options['out']} cannot be written: {error.strerror}.") from error
        kind = "adopted statement" if statement.is_frozen else "draft"
        self.stdout.write(f"Wrote the {kind}, {len(content)} bytes, to {options['out']}.")

    def _content(self, statement) -> bytes:
        try:
            if statement.is_frozen:
                return read_document(statement.document)
            return render_draft(content_of(statement), at=timezone.now())
        except DocumentDamaged as error:
            raise CommandError(
                f"The stored file with receipt {error} is damaged or gone. Restore it from a backup; "
                "verify_documents names every such file."
            ) from error
        except DocumentError as error:
            raise CommandError(str(error)) from error
