"""Check the audit trail from the outside."""

import re

from django.core.management.base import BaseCommand, CommandError

from coordination.domain.audit import ChainEnd, chain_end, chain_faults

NOTE = re.compile(r"(\d+):([0-9a-f]{64})")


class Command(BaseCommand):
    """Verify the audit chain: exits with 1 and names each fault, or prints its end to note elsewhere."""

    help = __doc__

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
        end = chain_end()
        self.stdout.write(f"The audit chain is whole. Its end: {end.sequence}:{end.hash}")


def _anchor(noted) -> ChainEnd:
    found = NOTE.fullmatch(noted)
    if not found:
        raise CommandError("Write the noted end as it was printed: the number, a colon, the hash.")
    return ChainEnd(int(found[1]), found[2])
