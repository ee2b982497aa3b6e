"""Malmö: the council's mandate of 26 September 2024 § 189, the programme, the referral, the answers."""

from datetime import date, time

from coordination.domain.adoption import adopt_statement
from coordination.domain.adoption_check import Doubt
from coordination.domain.approval import put_up_notice
from coordination.domain.compilation import edit_quote, start_compilation
from coordination.domain.incoming_referral import register_incoming
from coordination.domain.meeting import plan_meeting
from coordination.domain.meeting_routine import add_break, set_papers_routine
from coordination.domain.opinion import file_opinion
from coordination.domain.part_view import add_part_view
from coordination.domain.referral import decline_referral, draft_referral, send_referral
from coordination.domain.referred_text import refer_text
from coordination.domain.request import add_request
from coordination.domain.statement import (
    describe_statement,
    start_statement,
    submit_statement,
    write_section,
)
from coordination.enums import (
    OpinionKind,
    PartViewKind,
    RequestKind,
    Stance,
)
from evaluation.demo.cast import Cast, read, secretary_of
from evaluation.demo.clock import Clock
from evaluation.demo.malmo_earlier import tell_earlier_round
from evaluation.demo.malmo_effect import measure
from evaluation.demo.malmo_mandate import RESPONSIBLE, give_mandate
from evaluation.demo.malmo_meeting import (
    add_calculation,
    add_signed_copy,
    hold_meeting,
    put_slip_right,
    write_minutes,
)
from evaluation.demo.malmo_programme import run_programme
from evaluation.demo.malmo_writing import discuss

PAPERS = 8  # working days before the meeting
MONTHS_PLANNED = 6
NEAR = 2  # meetings whose papers' days are told to the day
JUNE = 6
ASKED = (*RESPONSIBLE, "sbn")
# What the others answered, in short (fictitious): stance, summary, body, days ago.
SHORT_ANSWERS = {
    "asn": (
        Stance.ENDORSES,
        "Nämnden tillstyrker förslaget.",
        "Arbetet bygger vidare på det som nämnden redan gör för unga som saknar sysselsättning.",
        -24,
    ),
    "grn": (
        Stance.HAS_COMMENTS,
        "Nämnden har synpunkter på hur skolorna får del av resultaten.",
        "Skolorna behöver veta vad som händer efter årskurs 6. Återkoppling en gång per termin räcker.",
        -18,
    ),
    "tn": (
        Stance.ENDORSES,
        "Nämnden tillstyrker förslaget.",
        "Belysning och skötsel kan planeras tillsammans med övriga insatser i områdena.",
        -15,
    ),
}


def tell_malmo(cast: Cast, clock: Clock) -> None:
    """The whole story, in the order in which it happened."""
    matter, areas, groups = give_mandate(cast, clock)
    measure(cast, run_programme(cast, clock, matter, groups, areas))
    tell_earlier_round(cast, clock, matter, areas)
    _meetings(cast, clock)
    _first_referral(cast, clock, matter, groups)
    _second_referral(cast, clock, matter)
    _draft(cast, clock, matter)
    _from_outside(cast, clock)


def _meetings(cast, clock):
    """The committees' calendars, a meeting a month, so that ”Hinner nämnden?” has an answer."""
    for number, key in enumerate((*ASKED, "ks")):
        body = cast.bodies[f"malmo-{key}"]
        actor = cast.users["koordinator"] if key == "ks" else secretary_of(cast, key)
        set_papers_routine(body, actor=actor, working_days=PAPERS, today=clock.today)
        for month in range(MONTHS_PLANNED):
            offset = 6 + number + month * 28
            plan_meeting(
                body,
                actor=actor,
                held_on=clock.day(offset),
                starts_at=time(13 if number % 2 else 9),
                papers_due_on=clock.day(offset - 9) if month < NEAR else None,
            )
        summer = clock.today.year + (clock.today.month > JUNE)
        add_break(
            body,
            actor=actor,
            title="Sommaruppehåll",
            starts_on=date(summer, 6, 22),
            ends_on=date(summer, 8, 14),
        )


def _first_referral(cast, clock, matter, groups):
    """The proposal for organisation and areas: four have answered, one declines, one is late."""
    helena = cast.users["koordinator"]
    consultees = _send(
        cast,
        clock,
        matter,
        title="Kraftsamlande insatser: förslag till modell",
        question=(
            "Vad anser nämnden om förslaget till organisation och ansvar? Vilka områden bör arbetet gälla, "
            "och hur bör insatserna finansieras och följas upp?"
        ),
        asked=ASKED,
        sent=-70,
        due=-6,
        actor=helena,
        text=read("model_text.html"),
    )
    for key, (stance, summary, text, day) in SHORT_ANSWERS.items():
        _answer(
            cast, clock, consultees[key], key, stance, f"<p>{summary}</p>", f"<p>{text}</p>", day
        )
    with clock.then(-21):
        decline_referral(
            consultees["fsn"],
            actor=cast.users["fsn-sekr"],
            reason="Förslaget gäller tiden efter årskurs 9 och berör inte förskolan.",
            now=clock.at(-21),
        )
    with clock.then(-30):
        start_statement(consultees["frn"], actor=cast.users["frn-sekr"], today=clock.day(-30))
    _planning_committee_answers(cast, clock, consultees["sbn"], groups)
    _compile(clock, consultees["sbn"].referral, helena)


def _compile(clock, referral, actor):
    """The answers that have come so far, put together; one of them shortened."""
    with clock.then(-5):
        compilation = start_compilation(referral, actor=actor)
        quote = compilation.quotes.get(statement__consultee__organization__name="Tekniska nämnden")
        edit_quote(
            quote, actor=actor, html="<p>Belysning och skötsel kan samordnas.</p>", version=1
        )


def _planning_committee_answers(cast, clock, consultee, groups):
    """Stadsbyggnadsnämnden's statement with three requests and a separate opinion, bilaga § 201a."""
    statement = _write(
        cast,
        clock,
        consultee,
        "sbn",
        Stance.ENDORSES_WITH_ADDITIONS,
        read("sbn_summary.html"),
        read("sbn_body.html"),
        -16,
    )
    kerstin = cast.users["sekreterare"]
    with clock.then(-16):
        _views_on_parts(statement, kerstin)
        add_request(
            statement,
            actor=kerstin,
            text="Stadsbyggnadskontoret ska ingå i arbetsgruppen och styrgruppen.",
            addressee=cast.bodies["malmo-ks"],
            kind=RequestKind.SEAT,
            when="När grupperna inrättas",
            seat_for=cast.bodies["malmo-sbk"],
            groups=[groups["working"], groups["steering"]],
        )
        add_request(
            statement,
            actor=kerstin,
            text="Det ska framgå vilka medel som är nya och vilka som tas ur nämndernas ramar.",
            addressee=cast.bodies["malmo-ks"],
            kind=RequestKind.FINANCING,
            when="Innan områden väljs",
        )
        add_request(
            statement,
            actor=kerstin,
            text="Organisationen och finansieringen ska prövas efter ett år.",
            addressee=cast.bodies["malmo-stk"],
            kind=RequestKind.EVALUATION,
            when="Ett år efter start",
        )
        file_opinion(
            statement,
            actor=kerstin,
            kind=OpinionKind.SEPARATE_OPINION,
            authors=[cast.people[key] for key in ("wallin", "ekstrom", "palm")],
            concurring=[cast.people[key] for key in ("hedman", "strand", "thorell")],
            title="Särskilt yttrande om kraftsamlande insatser",
            html=read("sbn_opinion.html"),
        )
    discuss(clock, statement, secretary=kerstin)
    _adopt(cast, clock, statement, "sbn", 201, -12)


def _second_referral(cast, clock, matter):
    """Criteria for the programme's money: out now, so that there is something to write."""
    _send(
        cast,
        clock,
        matter,
        title="Kriterier för programmets medel",
        question="Vilka kriterier bör avgöra vilka gemensamma insatser som får pengar, och hur bör de vägas?",
        asked=ASKED,
        sent=-10,
        due=20,
        actor=cast.users["koordinator"],
    )


def _from_outside(cast, clock):
    """A referral from a state agency that waits for an answer (fictitious)."""
    with clock.then(-5):
        register_incoming(
            cast.bodies["malmo-stk"],
            actor=cast.users["koordinator"],
            title="Gemensamma lägesbilder i områden med låg trygghet",
            sender_name="Länsstyrelsen (påhittad remiss)",
            sender_number="LST 2025-1204",
            memo_number="Rapport 2025:8",
            question="Vilka uppgifter bör ingå i en gemensam lägesbild, och vem bör ta fram dem?",
            received_on=clock.day(-5),
            answer_by=clock.day(55),
            link="https://lansstyrelsen.example/remisser/lagesbilder/",
            today=clock.day(-5),
            now=clock.at(-5),
        )


def _draft(cast, clock, matter):
    """A referral that is being written."""
    with clock.then(-1):
        draft_referral(
            matter,
            actor=cast.users["koordinator"],
            sender=cast.bodies["malmo-stk"],
            title="Ny gräns för Hyllie",
            question="Bör gränsen för området ändras, och i så fall hur?",
            due_on=clock.day(45),
            today=clock.today,
            consultees=[cast.bodies["malmo-sbn"], cast.bodies["malmo-tn"]],
        )


def _views_on_parts(statement, actor):
    """What Stadsbyggnadsnämnden says of single parts of the proposal."""
    parts = {part.heading: part for part in statement.referred_text.parts.all()}
    for heading, kind, stance, text in (
        ("2", PartViewKind.AGREEMENT, Stance.ENDORSES, ""),
        ("3", PartViewKind.CORRECTION, "", "Stadsbyggnadskontoret saknas bland dem som deltar."),
        (
            "4",
            PartViewKind.COMMENT,
            Stance.ENDORSES_IN_PART,
            "Det behöver framgå vilka medel som är nya.",
        ),
    ):
        add_part_view(
            statement, actor=actor, part=parts[heading], kind=kind, stance=stance, text=text
        )


def _send(cast, clock, matter, *, title, question, asked, sent, due, actor, text=""):
    with clock.then(sent):
        referral = draft_referral(
            matter,
            actor=actor,
            sender=cast.bodies["malmo-stk"],
            title=title,
            question=question,
            due_on=clock.day(due),
            today=clock.day(sent),
            consultees=[cast.bodies[f"malmo-{key}"] for key in asked],
        )
        if text:
            refer_text(referral, actor=actor, html=text, now=clock.at(sent))
        referral = send_referral(referral, actor=actor, now=clock.at(sent))
    by_body = {
        row.organization_id: row
        for row in referral.consultees.select_related("organization", "referral")
    }
    return {key: by_body[cast.bodies[f"malmo-{key}"].pk] for key in asked}


def _write(cast, clock, consultee, key, stance, summary, body, day):
    actor = secretary_of(cast, key)
    with clock.then(day):
        statement = start_statement(consultee, actor=actor, today=clock.day(day))
        texts = {"summary": summary, "body": body}
        for section in statement.sections.all():
            write_section(section, actor=actor, html=texts[section.kind], version=section.version)
        return describe_statement(
            statement, actor=actor, title=statement.title, stance=stance, version=statement.version
        )


def _answer(cast, clock, consultee, key, stance, summary, body, day):
    statement = _write(cast, clock, consultee, key, stance, summary, body, day - 10)
    _adopt(cast, clock, statement, key, 100 - day, day)


def _adopt(cast, clock, statement, key, paragraph, day):
    actor = secretary_of(cast, key)
    with clock.then(day):
        submit_statement(statement, actor=actor)
        if key == "sbn":
            hold_meeting(statement, actor=actor, on=clock.day(day))
        adopt_statement(
            statement,
            actor=actor,
            decided_on=clock.day(day),
            paragraph=paragraph,
            chair=cast.people[f"{key}-ordf"],
            secretary=actor.person,
            today=clock.day(day),
            immediate_approval=True,
            dispatch=True,
            confirmed={Doubt.NEW_MEETING, Doubt.ATTENDANCE_MISSING},
            at=clock.at(day, hour=15),
        )
        if key == "sbn":
            write_minutes(statement, actor=actor)
            add_signed_copy(statement, actor=actor)
            add_calculation(statement, actor=actor, at=clock.at(day, hour=16))
    with clock.then(day + 1):
        put_up_notice(statement, actor=actor, on=clock.day(day + 1), today=clock.day(day + 1))
    if key == "grn":
        put_slip_right(clock, statement, actor, day + 2)
