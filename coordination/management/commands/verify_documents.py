"""``verify_documents``: whether every stored file is still the one that was drawn up."""

from django.core.management.base import BaseCommand, CommandError

from coordination.domain.document import damaged_documents
from coordination.domain.statement_content import altered_statements
from coordination.models import Document


class Command(BaseCommand):
    """Read every stored file and compare it with its hash; read every adopted text likewise."""

    help = (
        "Compares every stored file with its SHA-256, and every adopted statement's text with the "
        "hash that was recorded at its adoption. Ends with an error when something differs."
    )

    def handle(self, *args, **options):
        faults = 0
        for document in damaged_documents():
            faults += 1
            self.stderr.write(f"damaged or gone: {document.receipt_number} {document.file.name}")
        for statement in altered_statements():
            faults += 1
            self.stderr.write(f"text altered: statement {statement.pk}, {statement.title}")
        if faults:
            raise CommandError(f"{faults} of the stored records are not what was drawn up.")
        self.stdout.write(f"{Document.objects.count()} documents are as they were drawn up.")
