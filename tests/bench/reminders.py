"""``python -m tests.bench.reminders``: what reminders cost (P11, P12, P19), on an empty database of its own.

The cost is to follow what is due, not what is stored: the same hundred are due among ten thousand
open deadlines and among a million.
"""

import os
import smtplib
import sys
import time
from datetime import timedelta

import django

FEW, MANY, DUE, TURNS = 10_000, 1_000_000, 100, 7
ALL_AT_ONCE = 10_000
LETTERS = 1_000
HEALTHCHECKS_NOTIFY = 9.6  # ms, on the day and machine that PERFORMANCE was written


def main() -> None:
    """Migrate, measure, print a table."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    sys.stdout.write("\nReminders\n\n| measured | value | goal | |\n|---|--:|---|---|\n")
    _tick()
    _everything_at_once()
    _mail()


def clock() -> float:
    """Processor time where the database works in our own process, else the time that passes."""
    from django.db import connection

    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def row(name, value, goal, *, met) -> None:
    """One line of the table."""
    sys.stdout.write(f"| {name} | {value} | {goal} | {'OK' if met else '**MISS**'} |\n")
    sys.stdout.flush()


def _tick():
    """P11: nothing due, and a hundred due, among few and among many open deadlines."""
    from tests.faults.seed import seed

    seed(DUE)
    _fill(FEW)
    idle, busy = _idle(), _busy()
    _fill(MANY - FEW)
    idle_many, busy_many = _idle(), _busy()
    for name, few, many in (("nothing due", idle, idle_many), (f"{DUE} due", busy, busy_many)):
        row(
            f"a tick with {name}, 1,000,000 open against 10,000",
            f"{many * 1000:.2f} / {few * 1000:.2f} ms = {many / few:.2f}",
            "P11: ≤ 1.5",
            met=many <= 1.5 * few,
        )


def _fill(number):
    """Open deadlines that nobody is to be reminded of for two months."""
    from django.utils import timezone

    from coordination.models import Deadline, Organization
    from evaluation.volume.bulk import pour

    body = Organization.objects.order_by("-pk").first()
    start, today = Deadline.objects.count(), timezone.localdate()
    pour(
        Deadline(
            kind="statement",
            title="Ett datum längre fram",
            organization=body,
            subject_type="consultee",
            subject_id=10_000_000 + start + each,
            due_on=today + timedelta(days=61 + each % 600),
            next_reminder_on=today + timedelta(days=60 + each % 600),
        )
        for each in range(number)
    )
    _tidy()


def _tidy():
    """What the database does by itself at night."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _idle() -> float:
    from django.utils import timezone

    from coordination.domain.reminder import queue_due_reminders

    yesterday = timezone.now().replace(hour=12) - timedelta(days=1)
    return _least(lambda: queue_due_reminders(now=yesterday), turns=50)


def _busy() -> float:
    """The same hundred, due again and again."""
    from django.utils import timezone

    from coordination.domain.reminder import queue_due_reminders

    noon = timezone.now().replace(hour=12)
    times = []
    for _turn in range(TURNS):
        began = clock()
        assert queue_due_reminders(now=noon) == DUE
        times.append(clock() - began)
        _again(DUE)
    return min(times)


def _again(number):
    from django.utils import timezone

    from coordination.models import Deadline, OutgoingMessage, Reminder

    Reminder.objects.all().delete()
    OutgoingMessage.objects.all().delete()
    today = timezone.localdate()
    Deadline.objects.filter(subject_id__lt=number).update(next_reminder_on=today)


def _least(act, *, turns) -> float:
    """What it takes when nothing disturbs it."""
    times = []
    for _turn in range(turns):
        began = clock()
        act()
        times.append(clock() - began)
    return min(times)


def _everything_at_once():
    """Ten thousand due in one tick, each with a reader of its own; and what a batch asks the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from coordination.celery import app
    from coordination.domain.reminder import queue_due_reminders
    from tests.faults.seed import seed

    _again(0)
    seed(ALL_AT_ONCE)
    hints = []
    app.send_task = lambda *args, **kwargs: hints.append(args)
    noon = timezone.now().replace(hour=12)
    began, worked = time.perf_counter(), clock()
    with CaptureQueriesContext(connection) as asked:
        letters = queue_due_reminders(now=noon)
    took = time.perf_counter() - began
    each = (clock() - worked) / letters * 1000
    row("10,000 due in one tick, queued", f"{took:.1f} s", "< 30 s", met=took < 30)
    row(
        "a reminder, from due to queued",
        f"{each:.2f} ms",
        f"P11: ≤ {HEALTHCHECKS_NOTIFY / 4:.1f} ms, a quarter of Healthchecks'",
        met=each <= HEALTHCHECKS_NOTIFY / 4,
    )
    statements = len(asked) / letters
    row("statements for a reminder", f"{statements:.3f}", "P11: ≤ 2", met=statements <= 2)
    carried = letters / len(hints)
    row(
        "reminders that a hint in the queue carries",
        f"{carried:.0f}",
        "P19: ≥ 100",
        met=carried >= 100,
    )


def _mail():
    """P12: the outbox against a bare loop over one kept connection, into the same mail server."""
    from django.conf import settings
    from django.utils import timezone

    from coordination.domain.delivery import build_email, deliver_messages
    from coordination.models import OutgoingMessage
    from tests.faults.installation import mail_sink

    letters = [
        build_email(message).message().as_bytes(linesep="\r\n")
        for message in OutgoingMessage.objects.order_by("pk")[:LETTERS]
    ]
    with mail_sink() as (_sink, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        began = time.perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as line:
            for letter in letters:
                line.sendmail("kraftsam@kommun.example", ["anna@kommun.example"], letter)
        bare = LETTERS / (time.perf_counter() - began)
        began = time.perf_counter()
        sent = deliver_messages(now=timezone.now().replace(hour=12), limit=LETTERS)
        ours = sent / (time.perf_counter() - began)
    row(
        "letters a second, against one kept connection",
        f"{ours:.0f} / {bare:.0f} = {ours / bare:.2f}",
        "P12: ≥ 0.6",
        met=ours >= 0.6 * bare,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
    main()
