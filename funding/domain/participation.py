"""Leaving a joint application (lämna ansökan): one body steps back, the others go on."""

from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused
from funding import permissions
from funding.domain.application_state import log_application
from funding.domain.application_writing import add_up, writing
from funding.domain.consent import settle
from funding.models import ApplicationBody


def leave_application(application, *, actor, organization, reason) -> ApplicationBody:
    """The body no longer takes part, though it is still affected; its shares go with it.

    What the others apply for is left as it is, so the page says what now lacks money. Raises
    PermissionDenied for the lead, who withdraws the whole instead, and once it is submitted.
    """
    rights.require(permissions.can_leave_application(actor, application, organization))
    reason = accept_line(reason, what=_("Skälet"), limit=300)
    with writing(application, actor=actor) as current:
        body = current.bodies.filter(organization=organization, takes_part=True).first()
        if body is None:
            raise ActionRefused(
                _("%(body)s deltar inte i ansökan.") % {"body": organization.name},
                code="takes_no_part",
            )
        current.shares.filter(organization=organization).delete()
        add_up(current)
        body.takes_part = False
        body.save(update_fields=["takes_part"])
        settle(current, [body.pk], by=_("Lämnade ansökan"))
        log_application(
            "application.left", current, actor=actor, body=organization.name, reason=reason
        )
    return body
