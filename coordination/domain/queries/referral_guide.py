"""What a referral's pages say: where it stands, what to do next, the receipt, who is late."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.components import Action, Badge, Receipt, Task
from coordination.domain.queries.board import in_words
from coordination.domain.queries.consultee import short
from coordination.enums import ConsulteeState, ReferralState
from coordination.swedish import body_in_sentence, join_names

STATES = {
    ReferralState.DRAFT: ("neutral", "edit"),
    ReferralState.SENT: ("info", "mail"),
    ReferralState.CLOSED: ("success", "check"),
    ReferralState.RECALLED: ("neutral", "declined"),
}


@dataclass(frozen=True)
class NextStep:
    """What to do now: the first action is the filled button."""

    title: str
    text: str = ""
    actions: Sequence[Action] = ()


def state_badge(referral) -> Badge:
    """Where the referral is in its life."""
    color, icon = STATES[referral.state]
    return Badge(color, referral.get_state_display(), icon)


def _to(url_name, label, *args, icon="", primary=False) -> Action:
    return Action(label, reverse(f"coordination:{url_name}", args=args), icon, primary)


# --- The board -----------------------------------------------------------------------------------


def board_next_step(board, *, can_write) -> NextStep | None:
    """On the page of all referrals: remind those who are late, answer what one is asked, or write."""
    new = [_to("create_referral", _("Ny remiss"), icon="plus")] if can_write else []
    late = board.late_to_remind
    if late:
        bodies = len({each.body.pk for each in late})
        title = ngettext("Påminn en som är sen", "Påminn %(n)s som är sena", bodies)
        see = _to("remind_late", _("Förhandsgranska breven"), icon="mail", primary=True)
        return NextStep(
            title % {"n": in_words(bodies)},
            _("Du ser breven innan de skickas. Den som har flera sena svar får ett enda brev."),
            [see, *new],
        )
    if board.to_us:
        first = board.to_us[0]
        return NextStep(
            _("Svara på ”%(title)s”") % {"title": first.referral.title},
            _("Sista dag %(day)s.") % {"day": date_format(first.consultee.due_on)},
            [_to("consultee", _("Öppna remissen"), first.consultee.pk, icon="edit", primary=True)],
        )
    if new:
        create = _to("create_referral", _("Ny remiss"), icon="plus", primary=True)
        return NextStep(_("Fråga nämnderna"), _("Skriv vad ni vill veta och när."), [create])
    return None


def late_tasks(board) -> list[Task]:
    """”Vem är sen?”, the latest first, each with what is known and the button that reminds."""
    return [_late_task(each, board) for each in board.late]


def _late_task(each, board) -> Task:
    known = [_("Sista dag %(day)s") % {"day": short(each.consultee.due_on, today=board.today)}]
    if each.reminded_at:
        day = short(timezone.localdate(each.reminded_at), today=board.today)
        known.append(_("påmind %(day)s") % {"day": day})
    elif not each.called_on:
        known.append(_("inte påmind"))
    if each.called_on:
        day = short(each.called_on, today=board.today)
        known.append(_("uppringd %(day)s") % {"day": day})
    if meeting := board.fit(each).meeting:
        known.append(_("kan besluta %(day)s") % {"day": short(meeting.held_on, today=board.today)})
    remind = _to("remind_consultee", _("Påminn"), each.consultee.pk, icon="mail")
    return Task(
        title=f"{each.body.name}: {each.referral.title}",
        url=each.url,
        meta=" · ".join(known),
        badge=each.progress.badge,
        action=remind if each.to_remind(board.today) else None,
        acted=_acted_today(each, board.today) if each.steered else None,
    )


def unable_tasks(board) -> list[Task]:
    """”Vem hinner inte?”: no meeting before the day to answer, with the day that would do."""
    return [_unable_task(each, board.today) for each in board.unable]


def _unable_task(each, today) -> Task:
    known = [_("Sista dag %(day)s") % {"day": short(each.consultee.due_on, today=today)}]
    if each.fit.meeting:
        known.append(_("möte %(day)s") % {"day": short(each.fit.meeting.held_on, today=today)})
    return Task(
        title=f"{each.body.name}: {each.referral.title}",
        url=each.url,
        meta=" · ".join(known),
        badge=Badge("warning", _("Hinner inte"), "late"),
        action=_move(each, today),
    )


def _move(each, today) -> Action:
    """The form that moves the day, filled in with the one that the calendar allows."""
    day = each.fit.proposed
    label = (
        _("Flytta till %(day)s") % {"day": short(day, today=today)} if day else _("Flytta dagen")
    )
    url = reverse("coordination:extend_consultee", args=[each.consultee.pk])
    return Action(label, url, icon="cal")


def _acted_today(each, today) -> Badge | None:
    if each.was_reminded(today):
        return reminded_badge()
    return Badge("neutral", _("Uppringd i dag"), "phone") if each.called_on == today else None


def reminded_badge() -> Badge:
    """What stands where the button that reminds would be, for the rest of the day."""
    return Badge("neutral", _("Påmind i dag"), "mail")


def our_tasks(board) -> list[Task]:
    """”Remisser till oss”: what the reader's own bodies are asked, the nearest day first."""
    several = len({each.body.pk for each in board.to_us}) > 1
    return [_our_task(each, board, name_body=several) for each in board.to_us]


def _our_task(each, board, *, name_body) -> Task:
    known = [_("Från %(sender)s") % {"sender": body_in_sentence(each.referral.sender.name)}]
    if name_body:
        known.append(_("till %(body)s") % {"body": body_in_sentence(each.body.name)})
    if meeting := board.fit(each).meeting:
        known.append(
            _("ni kan besluta %(day)s") % {"day": short(meeting.held_on, today=board.today)}
        )
    verb = {
        ConsulteeState.AWAITED: _("Skriv yttrandet"),
        ConsulteeState.STARTED: _("Fortsätt skriva"),
        ConsulteeState.INCOMPLETE: _("Komplettera"),
    }[each.consultee.state]
    return Task(
        title=each.referral.title,
        url=each.url,
        meta=" · ".join(known),
        due=each.consultee.due_on,
        action=Action(verb, each.url, icon="edit"),
    )


def draft_tasks(drafts) -> list[Task]:
    """Referrals being written, with how many they will ask."""
    return [
        Task(
            title=draft.title,
            url=reverse("coordination:referral", args=[draft.pk]),
            meta=_("Från %(sender)s · %(number)s")
            % {
                "sender": body_in_sentence(draft.sender.name),
                "number": ngettext("%(n)d tillfrågad", "%(n)d tillfrågade", draft.asked)
                % {"n": draft.asked},
            },
            badge=Badge("neutral", _("Utkast"), "edit"),
            action=_to("send_referral", _("Granska och skicka"), draft.pk, icon="arrow"),
        )
        for draft in drafts
    ]


# --- One referral --------------------------------------------------------------------------------


def next_step(referral, asked, requests, *, can) -> NextStep | None:
    """On one referral's page, for a reader with the rights ``can``."""
    if can["edit"]:
        send = _to(
            "send_referral", _("Granska och skicka"), referral.pk, icon="arrow", primary=True
        )
        edit = _to("edit_referral", _("Ändra"), referral.pk, icon="edit")
        return NextStep(
            _("Granska och skicka"), _("Du ser vem som får den innan den går."), [send, edit]
        )
    mine = next((each for each in asked if each.mine and not each.is_done), None)
    if mine and referral.state == ReferralState.SENT:
        write = _to("consultee", _("Öppna er remiss"), mine.consultee.pk, icon="edit", primary=True)
        return NextStep(
            _("Svara för %(body)s") % {"body": body_in_sentence(mine.body.name)}, "", [write]
        )
    return _sender_next_step(referral, asked, requests) if can["steer"] else None


def _sender_next_step(referral, asked, requests) -> NextStep | None:
    today = timezone.localdate()
    late = [each for each in asked if each.progress.kind == "late" and each.to_remind(today)]
    if late and referral.state == ReferralState.SENT:
        bodies = join_names(body_in_sentence(each.body.name) for each in late)
        see = _to("remind_late", _("Förhandsgranska breven"), icon="mail", primary=True)
        see = Action(see.label, f"{see.url}?remiss={referral.pk}", see.icon, primary=True)
        return NextStep(
            _("Påminn %(bodies)s") % {"bodies": bodies}, _("Du ser breven innan de skickas."), [see]
        )
    waiting = next((each for each in requests if not each.dispositions.all()), None)
    if waiting:
        body = body_in_sentence(waiting.statement.consultee.organization.name)
        answer = _to(
            "statement_requests",
            _("Besvara önskemålen"),
            waiting.statement_id,
            icon="edit",
            primary=True,
        )
        return NextStep(
            _("Besvara önskemålen från %(body)s") % {"body": body},
            _("De väntar på att få veta vad det blir."),
            [answer],
        )
    if referral.state == ReferralState.SENT and all(each.is_done for each in asked):
        close = _to(
            "close_referral", _("Avsluta remissen"), referral.pk, icon="check", primary=True
        )
        return NextStep(
            _("Alla har svarat"), _("Avsluta remissen när du är klar med den."), [close]
        )
    return None


def receipt_of(referral, asked) -> Receipt:
    """Proof that the referral went out, and what happens now."""
    bodies = ngettext("%(n)d tillfrågad", "%(n)d tillfrågade", len(asked)) % {"n": len(asked)}
    return Receipt(
        title=_("Remissen är skickad"),
        number=referral.receipt_number,
        at=referral.sent_at,
        rows=[(_("Till"), bodies)],
        next_text=_(
            "De får remissen i ett brev och påminns före svarsdagen, på dagen och varje vecka efter. "
            "Du ser här vem som har svarat."
        ),
    )


def answered_in_words(asked) -> str:
    """”3 av 5 har svarat”."""
    return _("%(done)d av %(all)d") % {
        "done": sum(each.is_done for each in asked),
        "all": len(asked),
    }
