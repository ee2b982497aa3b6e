"""After the meeting: a statement is adopted, its minutes approved, and it is sent to whoever asked."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import permissions
from coordination.documents.assembly import decision_clauses
from coordination.documents.exceptions import DocumentError
from coordination.domain.adoption import (
    adopt_statement,
    approve_statement,
    check_adoption,
    dispatch_statement,
)
from coordination.domain.adoption_check import Adoption, part_taken, referral_sent_on
from coordination.domain.approval import needs_immediate_approval
from coordination.domain.decision import next_paragraph
from coordination.domain.opinion import annex_label
from coordination.domain.queries import statement_guide as guide
from coordination.domain.queries.comment import unresolved_in
from coordination.domain.queries.statement import (
    elected_members,
    holder_of,
    minute_takers,
    past_meetings,
)
from coordination.domain.queries.statement_sheet import sheet
from coordination.domain.statement_content import content_of
from coordination.enums import ReferralState, Role, Stance, StatementState
from coordination.forms.adoption import AdoptionForm, ApprovalForm, ConfirmationForm
from coordination.swedish import body_in_sentence
from coordination.views.statement import form_page, posted, statement_or_404


@form_page
def adopt(request, pk):
    """Record the meeting, § and signatures. The form leads to ``check``, whose button comes here."""
    found = _kept(request, pk)
    if elsewhere := _instead(request, found):
        return elsewhere
    form = _adoption_form(request, found, posted(request))
    return (
        _adopt(request, found, form)
        if request.method == "POST"
        else _show_form(request, found, form)
    )


@require_safe
def check(request, pk):
    """Everything once more before it is final, with the words that the decision gets.

    What was filled in stands in the address, so that one can look at the PDF and come back.
    """
    found = _kept(request, pk)
    if elsewhere := _instead(request, found):
        return elsewhere
    form = _adoption_form(request, found, request.GET)
    if not _passes_check(request, found, form):
        return _show_form(request, found, form)
    return _show_check(request, found, form, ConfirmationForm(questions=form.result))


def _passes_check(request, found, form) -> bool:
    """Whether nothing refuses the adoption; the form then carries what is to be confirmed."""
    return form.carries_out(
        lambda _chosen: check_adoption(
            found, actor=request.user, today=timezone.localdate(), **form.facts()
        )
    )


def _show_check(request, found, form, confirmation):
    content = content_of(found)
    facts = form.facts()
    filled_in = {name: form.data[name] for name in form.fields if name in form.data}
    form.data = {**filled_in, "seen": content.fingerprint}
    filled_in.pop("seen", None)
    context = {
        "statement": found,
        "content": content,
        "sections": sheet(content),
        "unresolved": unresolved_in(found),
        "form": form,
        "confirmation": confirmation,
        "filled_in": urlencode(filled_in),
        "facts": facts,
        "part": part_taken(content, _as_adoption(facts)),
        "stance": Stance(facts["stance"]).label,
        "clauses": decision_clauses(
            found, facts["stance"], immediate_approval=facts["immediate_approval"]
        ),
        "opinions": [
            (filed, annex_label(facts["paragraph"], filed.opinion.letter))
            for filed in content.opinions
        ],
    }
    return render(request, "coordination/statement/check.html", context)


def _as_adoption(facts) -> Adoption:
    recorded = {name: value for name, value in facts.items() if name not in ("dispatch", "seen")}
    return Adoption(receipt_number="", at=timezone.now(), **recorded)


def _kept(request, pk):
    """The statement, for whoever keeps the body's minutes."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_keep_statement(request.user, found))
    return found


def _instead(request, found):
    """Where to go when the statement is not up for adoption: adopted, not wanted, or not reviewed."""
    if found.is_frozen:
        return _adopted_already(request, found)
    if found.consultee.referral.state == ReferralState.RECALLED:
        messages.info(request, _("Remissen är återkallad. Inget svar behövs."))
        return redirect("coordination:statement", pk=found.pk)
    if found.is_official_report:
        messages.info(
            request, _("Ett tjänsteutlåtande antas inte på ett möte. Chefen undertecknar.")
        )
        return redirect("coordination:statement", pk=found.pk)
    if found.state == StatementState.DRAFT:
        messages.info(
            request, _("Lämna yttrandet för granskning först. Sedan kan nämnden anta det.")
        )
        return redirect("coordination:submit_statement", pk=found.pk)
    return None


def _adopt(request, found, form):
    if not _passes_check(request, found, form):
        return _refused(request, found, form)
    confirmation = ConfirmationForm(request.POST, questions=form.result)
    if not confirmation.is_valid():
        return _show_check(request, found, form, confirmation)
    if not _carries_out_adoption(request, found, form, confirmation):
        return _refused(request, found, form)
    text = _("Yttrandet är antaget, %(reference)s. Kvittensen står överst på sidan.")
    messages.success(request, text % {"reference": form.result.decision.reference})
    return redirect("coordination:statement", pk=found.pk)


def _carries_out_adoption(request, found, form, confirmation) -> bool:
    facts = {**form.facts(), **confirmation.cleaned_data}
    today = timezone.localdate()
    try:
        return form.carries_out(
            lambda _chosen: adopt_statement(found, actor=request.user, today=today, **facts)
        )
    except DocumentError as error:
        form.add_error(None, str(error))
        return False


def _refused(request, found, form):
    """Back to the form with what refuses it, unless a colleague has adopted meanwhile."""
    found.refresh_from_db(fields=["state", "decision"])
    return _adopted_already(request, found) if found.is_frozen else _show_form(request, found, form)


def _adopted_already(request, found):
    """A second click, or a colleague who was quicker: say so, and show what was adopted."""
    messages.info(
        request, _("Yttrandet är redan antaget. Det antogs en gång, så som du ser det här.")
    )
    return redirect("coordination:statement", pk=found.pk)


def _adoption_form(request, found, data):
    body, today = found.consultee.organization, timezone.localdate()
    sent_on = referral_sent_on(found)
    meetings = [
        each for each in past_meetings(body, today=today) if not sent_on or each.held_on >= sent_on
    ]
    officials = minute_takers(body, on=today)
    proposal = request.GET or _proposal(request.user, found, meetings, officials, today)
    return AdoptionForm(
        data,
        initial=proposal if data is None else None,
        meetings=meetings,
        members=elected_members(body, on=today),
        officials=officials,
        addressee=body_in_sentence(found.consultee.referral.sender.name),
        proposes_immediate=bool(meetings)
        and needs_immediate_approval(meetings[0].held_on, due_on=found.consultee.due_on),
    )


def _proposal(user, found, meetings, officials, today):
    """What the secretary would most likely write: the latest meeting, the next §, chair and oneself.

    No meeting since the referral was sent: then none is proposed.
    """
    body = found.consultee.organization
    at_home = officials.filter(pk=user.person_id).exists()
    year = (meetings[0].held_on if meetings else today).year
    return {
        "meeting": meetings[0].held_on.isoformat() if meetings else "",
        "paragraph": next_paragraph(body, year=year),
        "chair": holder_of(Role.CHAIR, body, on=today),
        "secretary": user.person_id if at_home else holder_of(Role.SECRETARY, body, on=today),
        "stance": found.stance,
    }


def _show_form(request, found, form):
    content = content_of(found)
    context = {"statement": found, "form": form, **guide.checked(content, sheet(content))}
    return render(request, "coordination/statement/adopt.html", context)


@form_page
def approve(request, pk):
    """Record the day on which the minutes were approved."""
    found = _kept(request, pk)
    today = timezone.localdate()
    form = ApprovalForm(posted(request), initial={"on": today})
    if request.method == "POST" and form.carries_out(
        lambda chosen: approve_statement(found, actor=request.user, today=today, **chosen)
    ):
        messages.success(request, _("Justeringen är antecknad. Nu kan yttrandet skickas."))
        return redirect("coordination:statement", pk=pk)
    return render(
        request, "coordination/statement/approve.html", {"statement": found, "form": form}
    )


@form_page
def dispatch(request, pk):
    """Send the approved statement to whoever asked."""
    found = _kept(request, pk)
    refusal = None
    if request.method == "POST":
        try:
            dispatch_statement(found, actor=request.user)
        except ValidationError as error:
            refusal = error
        else:
            sender = body_in_sentence(found.consultee.referral.sender.name)
            messages.success(
                request, _("Yttrandet är skickat till %(sender)s.") % {"sender": sender}
            )
            return redirect("coordination:statement", pk=pk)
    return render(
        request,
        "coordination/statement/dispatch.html",
        {"statement": found, "refusal": refusal},
        status=409 if refusal else 200,
    )
