"""Referrals: the board of all, and one from its first words to its end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination import permissions
from coordination.components import Choice
from coordination.documents.exceptions import DocumentError
from coordination.domain.circulation import sent_in_words
from coordination.domain.queries import referral_guide as guide
from coordination.domain.queries.board import board_of, grid_of, headline
from coordination.domain.queries.referral import (
    asked_in,
    deliveries_of,
    drafts_of,
    ended_referrals,
    letters_to_see,
    readable_referrals,
    requests_in,
)
from coordination.domain.queries.straddle import straddles_of
from coordination.domain.queries.timeline import subject_events
from coordination.domain.referral import (
    close_referral,
    delete_draft,
    draft_referral,
    edit_referral,
    recall_referral,
    reopen_referral,
    send_referral,
)
from coordination.enums import ReferralState
from coordination.exceptions import EditConflict
from coordination.forms.referral import DraftForm, NewReferralForm, RecallForm, ReopenForm
from coordination.forms.rules import RuleForm
from coordination.prepared_for_reader import find_or_404

form_page = require_http_methods(["GET", "HEAD", "POST"])
ENDED_ON_A_PAGE = 50
LATE_SHOWN = 5  # above the grid, which shows them all
# The board's filters: the word in the address, and the kind of cell it shows.
FILTERS = {
    "sena": "late",
    "saknas": "missing",
    "nara": "soon",
    "svarat": "answered",
    "avstar": "declined",
}


# --- All of them ---------------------------------------------------------------------------------


@require_safe
def referrals(request):
    """The board: what we are asked, who is late, and every body and referral in one grid."""
    board = board_of(request.user, today=timezone.localdate())
    can_write = permissions.can_write_referrals(request.user)
    kind = FILTERS.get(request.GET.get("visa", ""))
    drafts = drafts_of(request.user)
    return render(
        request,
        "coordination/referral/referrals.html",
        {
            "board": board,
            "headline": headline(board),
            "choices": _choices(board, kind),
            "grid": None if kind else grid_of(board),
            "chosen": board.of_kind(kind) if kind else [],
            "late": guide.late_tasks(board)[:LATE_SHOWN],
            "late_url": "?visa=sena" if len(board.late) > LATE_SHOWN else "",
            "unable": guide.unable_tasks(board),
            "to_us": guide.our_tasks(board),
            "drafts": guide.draft_tasks(drafts),
            "next": guide.board_next_step(board, can_write=can_write),
            "can_write": can_write,
            "can_move": any(each.is_awaited for each in board.asked),
            "excel_url": _excel_url(request),
            "can_read_outbox": permissions.can_read_outbox(request.user),
        },
    )


def _excel_url(request) -> str:
    shown = request.GET.get("visa", "")
    return reverse("coordination:board_excel") + (f"?visa={shown}" if shown in FILTERS else "")


def _choices(board, kind) -> list[Choice]:
    here = reverse("coordination:referrals")
    labels = {
        "sena": _("Sena"),
        "saknas": _("Uppgifter saknas"),
        "nara": _("Nära sista dag"),
        "svarat": _("Svarat"),
        "avstar": _("Avstår"),
    }
    return [Choice(_("Alla"), here, len(board.asked), current=not kind)] + [
        Choice(label, f"{here}?visa={word}", board.counts[FILTERS[word]], kind == FILTERS[word])
        for word, label in labels.items()
    ]


@require_safe
def ended(request):
    """Referrals that are closed or recalled."""
    page = Paginator(ended_referrals(request.user), ENDED_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "coordination/referral/ended.html", {"page": page})


# --- Writing -------------------------------------------------------------------------------------


@form_page
def create(request):
    """Write a new referral; ``?arende=`` says in which matter."""
    form = NewReferralForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        today=timezone.localdate(),
        initial={"matter": request.GET.get("arende")},
    )
    permissions.require(permissions.can_write_referrals(request.user))
    drafted = []
    if request.method == "POST" and form.carries_out(
        lambda v: drafted.append(_draft(request, **v))
    ):
        messages.success(request, _("Utkastet är sparat. Granska det och skicka."))
        return redirect("coordination:send_referral", pk=drafted[0].pk)
    return render(request, "coordination/referral/create.html", {"form": form})


def _draft(request, matter, **values):
    return draft_referral(matter, actor=request.user, today=timezone.localdate(), **values)


@form_page
def edit(request, pk):
    """Change a draft. Two who write at once both keep their text."""
    found = _referral(request, pk)
    permissions.require(permissions.can_write_referral(request.user, found.sender))
    if found.state != ReferralState.DRAFT:
        messages.info(request, _("Remissen är skickad och kan inte ändras. Du kan återkalla den."))
        return redirect("coordination:referral", pk=pk)
    today = timezone.localdate()
    form = DraftForm(
        request.POST if request.method == "POST" else None,
        referral=found,
        today=today,
        initial=DraftForm.initial_of(found) if request.method != "POST" else None,
    )
    context = {"referral": found, "form": form}
    try:
        if request.method == "POST" and form.carries_out(
            lambda values: edit_referral(found, actor=request.user, today=today, **values)
        ):
            messages.success(request, _("Utkastet är sparat."))
            return redirect("coordination:referral", pk=pk)
    except EditConflict as conflict:
        form.save_over(conflict.theirs)
        context["theirs"] = conflict.theirs
        return render(request, "coordination/referral/edit.html", context, status=409)
    return render(request, "coordination/referral/edit.html", context)


@form_page
def delete(request, pk):
    """Throw a draft away."""
    found = _referral(request, pk)
    permissions.require(permissions.can_edit_referral(request.user, found))
    if request.method == "POST":
        delete_draft(found, actor=request.user)
        messages.success(request, _("Utkastet är borttaget."))
        return redirect("coordination:referrals")
    return render(request, "coordination/referral/delete.html", {"referral": found})


# --- One referral --------------------------------------------------------------------------------


@require_safe
def referral(request, pk):
    """One referral: who has answered, what they ask for and what it became, and its history."""
    found = _referral(request, pk)
    asked = asked_in(found, request.user, today=timezone.localdate())
    requests = requests_in(asked)
    can = _rights(request.user, found)
    return render(
        request,
        "coordination/referral/referral.html",
        {
            "referral": found,
            "badge": guide.state_badge(found),
            "asked": asked,
            "text": found.texts.first(),
            "may_choose_text": can["edit"] or can["end"],
            "answered": guide.answered_in_words(asked),
            "requests": requests,
            "next": guide.next_step(found, asked, requests, can=can),
            "receipt": guide.receipt_of(found, asked) if found.sent_at and can["steer"] else None,
            "events": subject_events(request.user, found),
            "can": can,
        },
    )


def _rights(user, found) -> dict[str, bool]:
    """What the reader may do with the referral; the templates ask ``can.edit``."""
    steer = permissions.can_steer_referral(user, found)
    return {
        "edit": permissions.can_edit_referral(user, found),
        "steer": steer,
        "end": steer and found.state == ReferralState.SENT,
        "reopen": steer and found.state == ReferralState.CLOSED,
    }


@form_page
def send(request, pk):
    """Check who gets it and what the letter says, then send. A second click sends nothing more."""
    found = _referral(request, pk)
    permissions.require(permissions.can_write_referral(request.user, found.sender))
    if found.state != ReferralState.DRAFT:
        messages.info(request, sent_in_words(found))
        return redirect("coordination:referral", pk=pk)
    form = RuleForm(request.POST if request.method == "POST" else None)
    now = timezone.now()
    try:
        if request.method == "POST" and form.carries_out(
            lambda _values: send_referral(found, actor=request.user, now=now)
        ):
            messages.success(request, _("Remissen är skickad."))
            return redirect("coordination:referral", pk=pk)
    except DocumentError as error:  # nothing was sent: the letter goes with it
        form.add_error(None, str(error))
    if form.is_bound and _was_sent_meanwhile(found):
        messages.info(request, sent_in_words(found))
        return redirect("coordination:referral", pk=pk)
    deliveries = deliveries_of(found, now=now)
    context = {
        "referral": found,
        "form": form,
        "deliveries": deliveries,
        "text": found.texts.first(),
        "letters": letters_to_see(deliveries, now=now),
        "too_late": [each for each in deliveries if each.fit.is_late or each.fit.is_stuck],
        "straddles": straddles_of(
            [each.consultee for each in deliveries], today=timezone.localdate(now)
        ),
        "unreachable": [each.consultee.organization for each in deliveries if not each.people],
    }
    return render(request, "coordination/referral/send.html", context)


def _was_sent_meanwhile(found) -> bool:
    """Whether somebody else was quicker; refusals with other reasons are shown on the page."""
    found.refresh_from_db(fields=["state", "sent_at"])
    return found.state == ReferralState.SENT


@form_page
def recall(request, pk):
    """Take a sent referral back, with the reason."""
    found = _steered(request, pk)
    form = RecallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.carries_out(
        lambda values: recall_referral(found, actor=request.user, **values)
    ):
        messages.success(request, _("Remissen är återkallad. Alla som fick den får ett brev."))
        return redirect("coordination:referral", pk=pk)
    return render(request, "coordination/referral/recall.html", {"referral": found, "form": form})


@form_page
def close(request, pk):
    """End a referral; whoever has not answered no longer has to."""
    found = _steered(request, pk)
    form = RuleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.carries_out(
        lambda _values: close_referral(found, actor=request.user)
    ):
        messages.success(request, _("Remissen är avslutad."))
        return redirect("coordination:referral", pk=pk)
    waiting = list(found.consultees.unfinished().select_related("organization"))
    context = {"referral": found, "form": form, "waiting": waiting}
    return render(request, "coordination/referral/close.html", context)


@form_page
def reopen(request, pk):
    """Wait for answers again after all, with the reason."""
    found = _steered(request, pk)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.carries_out(
        lambda values: reopen_referral(found, actor=request.user, **values)
    ):
        messages.success(request, _("Remissen är öppen igen."))
        return redirect("coordination:referral", pk=pk)
    waiting = list(found.consultees.unfinished().select_related("organization"))
    context = {"referral": found, "form": form, "waiting": waiting}
    return render(request, "coordination/referral/reopen.html", context)


def _referral(request, pk):
    return find_or_404(readable_referrals, request.user, pk)


def _steered(request, pk):
    found = _referral(request, pk)
    permissions.require(permissions.can_steer_referral(request.user, found))
    return found
