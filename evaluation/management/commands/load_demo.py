"""Load the demonstration municipality."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from coordination.models import User
from evaluation.demo.budgets import tell_budgets
from evaluation.demo.cast import PASSWORD, gather
from evaluation.demo.clock import Clock
from evaluation.demo.dates import tell_dates
from evaluation.demo.financing import tell_financing
from evaluation.demo.key_figures import tell_key_figures
from evaluation.demo.letters import deliver_story
from evaluation.demo.malmo import tell_malmo
from evaluation.demo.places import register_agreements
from evaluation.demo.preparation import tell_preparation
from evaluation.demo.stockholm import tell_stockholm

TOLD_TWICE = 2


class Command(BaseCommand):
    """Load the demonstration, all of it or nothing; a second time changes nothing.

    Refuses a database with other users unless ``--force`` is given twice.
    """

    help = (
        "Loads the demonstration: Malmö's joint effort, Stockholm's safety funds, eighteen areas."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--force",
            action="count",
            default=0,
            help="Load into a database that has other users; must be given twice.",
        )

    def handle(self, *args, **options):
        if User.objects.filter(email="admin@demo.example").exists():
            self.stdout.write("The demonstration is loaded already.")
            return
        if User.objects.exists() and options["force"] < TOLD_TWICE:
            raise CommandError(
                "This database has other users, so it may not be a demonstration. "
                "To load it all the same, say --force --force."
            )
        with transaction.atomic():
            cast = gather()
            clock = Clock(timezone.now())
            tell_malmo(cast, clock)
            tell_stockholm(cast)
            tell_budgets(cast, clock)
            tell_key_figures(cast, clock)
            tell_financing(cast, clock)
            tell_preparation(cast, clock)
            register_agreements(cast)
            tell_dates(cast, clock)
            deliver_story(clock)
        self.stdout.write(f"Loaded. Accounts …@demo.example have the password {PASSWORD}.")
