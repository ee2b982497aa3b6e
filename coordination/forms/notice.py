"""Forms of the notice board."""

from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from coordination.forms.statement import DayField


class NoticeForm(RuleForm):
    """The day on which the notice was put up or taken down."""

    field_of = {"wrong_day": "on"}

    on = DayField(
        label=_("Vilken dag?"), error_messages={"required": _("Skriv vilken dag det gjordes.")}
    )
