"""The kernel application."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CoordinationConfig(AppConfig):
    """Bodies, people, matters, referrals, statements, deadlines: what every joint effort needs."""

    name = "coordination"
    verbose_name = _("Samordning")

    def ready(self) -> None:
        from coordination import registrations  # models must be loaded first

        registrations.register()
        pre_migrate.connect(before_migrate, sender=self, dispatch_uid="coordination.before_migrate")
        post_migrate.connect(after_migrate, dispatch_uid="coordination.after_migrate")


def before_migrate(using, plan, **kwargs) -> None:
    """Take the guards away where a migration could stumble over them; ``after_migrate`` restores them."""
    from coordination import guards

    if plan:
        guards.make_way(connections[using])


def after_migrate(sender, using, **kwargs) -> None:
    """Put the application's guards in place, and the rows that the kernel cannot do without.

    Runs once for each application whenever the database is migrated or emptied.
    """
    from coordination import guards  # models must be loaded first
    from coordination.models import AuditHead

    guards.install(connections[using], f"{sender.label}_")
    if sender.name == "coordination":
        AuditHead.objects.using(using).get_or_create(pk=1)
        _lay_down_common_rule(using)


def _lay_down_common_rule(using) -> None:
    """The reminder rule that an installation begins with; one that somebody has changed is left alone."""
    from coordination.enums import ReminderAudience
    from coordination.models import ReminderPolicy, ReminderStep

    rule, is_new = ReminderPolicy.objects.using(using).get_or_create(kind="")
    if is_new:
        steps = (
            (-30, None, ReminderAudience.OWNER),
            (-7, None, ReminderAudience.OWNER),
            (0, None, ReminderAudience.OWNER),
            (7, 7, ReminderAudience.OWNER),
            (14, None, ReminderAudience.DEPUTY),
            (28, 28, ReminderAudience.CHAIR),
        )
        ReminderStep.objects.using(using).bulk_create(
            ReminderStep(
                policy=rule, offset_days=offset, repeat_every_days=every, audience=audience
            )
            for offset, every, audience in steps
        )
