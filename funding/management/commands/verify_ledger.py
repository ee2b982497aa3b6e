"""``manage.py verify_ledger``: is every sum the sum of its rows?"""

from django.core.management.base import BaseCommand, CommandError

from funding.domain.queries.verification import ledger_faults
from funding.models import LedgerEntry


class Command(BaseCommand):
    """Recount the ledger. Names each sum that differs, and ends with an error if any does."""

    help = "Recounts the ledger and compares it with every sum kept beside it."

    def handle(self, **options):
        faults = list(ledger_faults())
        for fault in faults:
            self.stderr.write(str(fault))
        if faults:
            raise CommandError(f"{len(faults)} sums differ from their rows")
        self.stdout.write(f"{LedgerEntry.objects.count()} rows, every sum agrees")
