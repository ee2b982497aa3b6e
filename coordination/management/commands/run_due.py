"""What each minute's tick does, for cron and for trying out a day."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coordination.domain.bundle import draw_up_bundles
from coordination.domain.message import deliver_messages
from coordination.domain.reminder import queue_due_reminders
from coordination.registry import due_work


class Command(BaseCommand):
    """Queue reminders that are due, send what waits, draw up meeting papers. Safe to run again."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--now",
            metavar="ISO",
            help="act as if it were this time, for example 2025-06-30T08:00 (Swedish time)",
        )

    def handle(self, *, now, **options):
        moment = _moment(now) if now else timezone.now()
        queued = queue_due_reminders(now=moment)
        sent = deliver_messages(now=moment)
        draw_up_bundles(now=moment)
        for work in due_work.values():
            work.run(now=moment)
        self.stdout.write(f"{queued} reminders queued, {sent} messages sent.")


def _moment(text) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"{text!r} is no time. Write it as 2025-06-30 or 2025-06-30T08:00."
        ) from None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
