"""Whether every date to keep would reach somebody, for the operator's monitoring."""

from django.core.management.base import BaseCommand, CommandError

from coordination.domain.queries.silent import silent_kinds
from coordination.domain.queries.unowned import unowned_duties
from coordination.models import Deadline
from coordination.working_days import today


class Command(BaseCommand):
    """List open dates that nobody would be told of; fails when there is one."""

    help = __doc__

    def handle(self, **options):
        found = unowned_duties(Deadline.objects.all(), today=today())
        for each in found:
            self.stderr.write(
                f"{each.organization} ({each.role}): {each.number} dates, the first {each.first_on}; "
                f"told: {each.reached}"
            )
        silent = silent_kinds(Deadline.objects.all())
        for kind in silent:
            self.stderr.write(
                f"{kind.label}: {kind.number} dates, the first {kind.first_on}; the rule tells nobody"
            )
        alarms = sum(each.is_alarm for each in found)
        if alarms:
            raise CommandError(f"{alarms} duties would reach nobody. Fill a seat in those bodies.")
        if silent:
            raise CommandError(
                f"{len(silent)} kinds of dates are never reminded of. Give their rule a step."
            )
        self.stdout.write("Every open date reaches somebody.")
