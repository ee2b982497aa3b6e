"""What a consulted body's page says: what to do next, for the body and for the sender."""

from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.components import Action
from coordination.domain.queries.referral_guide import NextStep
from coordination.enums import ConsulteeState, ReferralState
from coordination.swedish import body_in_sentence, join_names
from coordination.working_days import next_working_day

TIME_TO_COMPLETE = timedelta(days=14)


def next_step(consultee, statements, can) -> NextStep | None:
    """The one thing to do now, for a reader with the rights ``can``."""
    if can["write"]:
        return _writing(consultee, statements)
    if can["complete"]:
        return NextStep(
            _("Ta emot kompletteringen"),
            _("Säg till när det som saknades har kommit in."),
            [_to("complete_consultee", _("Uppgifterna finns"), consultee, icon="check")],
        )
    if can["remind"]:
        body = body_in_sentence(consultee.organization.name)
        return NextStep(
            _("Vänta på svaret från %(body)s") % {"body": body},
            _("Påminnelser går av sig själva. Du kan också skicka en nu."),
            [_to("remind_consultee", _("Påminn nu"), consultee, icon="mail")],
        )
    return None


def _writing(consultee, statements) -> NextStep:
    """The page itself holds the button that begins: this one leads to a text that is there."""
    draft = next((each for each in statements if not each.is_frozen), None)
    due = _("Svara senast %(day)s.") % {"day": date_format(consultee.due_on)}
    if draft is None:
        return NextStep(_begin(consultee), due)
    url = reverse("coordination:statement", args=[draft.pk])
    go_on = Action(_("Fortsätt skriva"), url, icon="edit", primary=True)
    return NextStep(_("Fortsätt skriva yttrandet"), due, [go_on])


def _begin(consultee) -> str:
    if consultee.state == ConsulteeState.INCOMPLETE:
        return _("Komplettera yttrandet i en ny version")
    if consultee.state == ConsulteeState.DECLINED:
        return _("Ni har avstått. Vill ni svara ändå?")
    return _("Skriv yttrandet")


def _to(url_name, label, consultee, *, icon) -> Action:
    url = reverse(f"coordination:{url_name}", args=[consultee.pk])
    return Action(label, url, icon=icon, primary=True)


def can_be_incomplete(consultee) -> bool:
    """Whether there is an answer to find something missing in."""
    return (
        consultee.state == ConsulteeState.ANSWERED
        and consultee.referral.state == ReferralState.SENT
    )


def day_to_complete(consultee, *, today):
    """The day that a form proposes: the body's own if it is still far off, else in two weeks."""
    return max(consultee.due_on, next_working_day(today + TIME_TO_COMPLETE))


def why_longer(fit) -> str:
    """The reason that a form proposes when the body's calendar is why it needs another day."""
    if not fit.proposed:
        return ""
    day = date_format(fit.meeting.held_on)
    return _("Nästa sammanträde som kan besluta är %(day)s.") % {"day": day}


def named(people) -> str:
    """People as a list of names: ”Bo Testsson och Berit Testsson”."""
    return join_names(map(str, people))
