"""Fill an empty database with a municipality as large as they come."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from coordination.models import User
from evaluation.volume.answers import circulate
from evaluation.volume.dates import set_deadlines
from evaluation.volume.figures import measure
from evaluation.volume.joint_work import establish_programmes, propose_initiatives
from evaluation.volume.money import grant_money
from evaluation.volume.town import EMAIL, found_town
from evaluation.volume.trail import leave_trail

PASSWORD = "kraftsam-volym"  # noqa: S105  (of an account in a made-up municipality, printed below)


class Command(BaseCommand):
    """Make the volume, all of it or nothing; a second time changes nothing.

    Only into a database without users: nothing of it can be removed again.
    """

    help = "Fills an empty database with a made-up municipality, for measuring."

    def add_arguments(self, parser):
        parser.add_argument("--initiatives", type=int, default=10_000)
        for name in ("ledger-rows", "deadlines", "measurements"):
            parser.add_argument(
                f"--{name}", type=int, help="about this many; unless said, ten for each initiative"
            )

    def handle(self, *args, **options):
        if User.objects.filter(email=EMAIL).exists():
            self.stdout.write(f"The volume is here already. {_account()}")
            return
        if User.objects.exists():
            raise CommandError(
                "This database has users. The volume cannot be removed again, so it is only made "
                "in a database of its own: set DATABASE_URL or DATA_DIR, and migrate first."
            )
        if options["initiatives"] < 1:
            raise CommandError("--initiatives must be at least 1.")
        began = time.monotonic()
        with transaction.atomic():
            _make(options)
        _gather_statistics()
        self.stdout.write(f"Made in {time.monotonic() - began:.0f} s. {_account()}")


def _account():
    return f"Sign in as {EMAIL} with the password {PASSWORD}; it sees about a tenth."


def _make(options):
    count = options["initiatives"]
    now = timezone.now()
    town = found_town(password=PASSWORD, today=timezone.localdate(now), now=now)
    programmes = establish_programmes(town, count)
    initiatives = propose_initiatives(town, programmes, count)
    consultees = circulate(town, programmes)
    grant_money(town, initiatives, options["ledger_rows"] or 10 * count)
    measure(town, programmes, initiatives, options["measurements"] or 10 * count)
    set_deadlines(town, initiatives, consultees, options["deadlines"] or 10 * count)
    leave_trail(town, initiatives)


def _gather_statistics():
    """Let the planner know what it has; PostgreSQL would do so by itself, some minutes later."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
