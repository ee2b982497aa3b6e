"""Check the audit trail from the outside."""

import re

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from coordination import guards
from coordination.domain.audit import ChainEnd, chain_end, chain_faults

NOTE = re.compile(r"(\d+):([0-9a-f]{64})")


class Command(BaseCommand):
    """Verify the audit chain, and that what guards it is in place.

    Exits with 1 and names each fault, or prints the chain's end to note elsewhere.
    """

    help = "Verify the audit chain and the database's guards; prints the chain's end to note."

    def add_arguments(self, parser):
        parser.add_argument(
            "--noted",
            metavar="NUMBER:HASH",
            help="an end that was printed earlier and kept outside the database",
        )

    def handle(self, *, noted, **options):
        faults = list(chain_faults(_anchor(noted) if noted else None))
        for fault in faults:
            self.stderr.write(f"event {fault.sequence}: {fault.what}")
        if faults:
            raise CommandError(f"The audit chain has {len(faults)} fault(s), the first one above.")
        if missing := guards.missing(connection):
            raise CommandError(
                f"The database lacks {len(missing)} of its guards: {', '.join(missing)}. "
                "Run manage.py migrate, which puts them in place."
            )
        end = chain_end()
        self.stdout.write(f"The audit chain is whole. Its end: {end.sequence}:{end.hash}")


def _anchor(noted) -> ChainEnd:
    found = NOTE.fullmatch(noted)
    if not found:
        raise CommandError("Write the noted end as it was printed: the number, a colon, the hash.")
    return ChainEnd(int(found[1]), found[2])
