"""Celery tasks: thin, and only a hint. Everything they do is found in the database."""

from celery import shared_task
from django.utils import timezone

from coordination.domain.bundle import draw_up_bundles
from coordination.domain.list_file import make_list_files, remove_old_list_files
from coordination.domain.message import deliver_messages
from coordination.domain.reminder import queue_due_reminders
from coordination.registry import due_work


@shared_task(name="coordination.tick")
def tick() -> None:
    """Once a minute: queue what is due, send what waits. Twice, late or at once does no harm."""
    queue_due_reminders()
    deliver_messages()
    draw_up_bundles(limit=1)
    for work in due_work.values():
        work.run(now=timezone.now())
    make_list_files(limit=1)
    remove_old_list_files()


@shared_task(name="coordination.deliver")
def deliver() -> None:
    """Send what waits, soon after something was put in the outbox."""
    deliver_messages()


@shared_task(name="coordination.bundle")
def bundle() -> None:
    """Draw up the meeting papers that wait, soon after they were ordered."""
    draw_up_bundles()


@shared_task(name="coordination.list_files")
def list_files() -> None:
    """Make the long lists that wait, soon after they were ordered."""
    make_list_files()
