"""From question to decision: two memoranda of Stockholm's as public documents tell them, and one of ours.

Numbers, dates, bodies, proposals and who dissented where (by party) are the documents'; every sentence
and every person is made up. What no document gives (days of meetings, paragraphs) is left out, or lies
on the memorandum's own day.
"""

from datetime import UTC, date, datetime

from coordination.domain.audit import registered_afterwards
from coordination.domain.matter import register_matter
from coordination.domain.memorandum import Draft, draft_memorandum, present_memorandum
from coordination.domain.request import answer_request
from coordination.domain.stage import next_stage, record_stage
from coordination.domain.stage_opinion import add_suggestion, file_stage_opinion
from coordination.domain.written_question import answer_question, register_written_question
from coordination.enums import OpinionKind, Origin, Outcome, StageResult
from coordination.models import Matter
from evaluation.demo.cast import Cast, read
from evaluation.demo.clock import Clock

FACTS = "preparation.json"
KSL_SIGNED, KSL_DUE, KSL_DECIDED = date(2014, 10, 23), date(2014, 10, 31), date(2014, 10, 29)
FUNDS_ASKED, FUNDS_REPORTED, FUNDS_SIGNED = (
    date(2024, 5, 6),
    date(2024, 6, 24),
    date(2024, 11, 13),
)
ANSWERED_AFTER = date(2024, 11, 20)


def tell_preparation(cast: Cast, clock: Clock) -> None:
    """The answer to the association, the four questions about the safety funds, and Malmö's question."""
    facts = read(FACTS)
    _ksl_memorandum(cast, facts["ksl"])
    _safety_questions(cast, facts["safety"])
    _malmo_question(cast, clock, facts["malmo"])


def _moment(day):
    return registered_afterwards(datetime(day.year, day.month, day.day, 10, tzinfo=UTC))


def _ksl_memorandum(cast, facts):
    """PM 2014:134: two clauses, a reservation with counter-proposal, and one that refers to it."""
    viktor = cast.users["sthlm-sekr"]
    matter = Matter.objects.get(
        organization=cast.bodies["sthlm-ks"], registry_number="002-879/2014"
    )
    draft = Draft(
        title="Utveckling av KSL inför mandatperioden 2015–2018",
        number="PM 2014:134",
        origin=Origin.INCOMING_REFERRAL,
        origin_line="Remiss från Kommunförbundet Stockholms Län (KSL)",
        incoming=matter.incoming_referrals.first(),
        answer_by=KSL_DUE,
        divisions=[cast.bodies["sthlm-rotel1"]],
        presenters=[cast.people["sthlm-ks-ordf"]],
        **facts["texts"],
    )
    bodies = [cast.bodies["sthlm-bb"], cast.bodies["sthlm-ks"]]
    dissenters = [cast.people[f"sthlm-res{number}"] for number in range(1, 7)]
    with _moment(KSL_SIGNED):
        memorandum = draft_memorandum(
            matter, actor=viktor, draft=draft, bodies=bodies, clauses=facts["clauses"]
        )
        _present(memorandum, viktor, KSL_SIGNED, "Stockholm")
        first = file_stage_opinion(
            next_stage(memorandum),
            actor=viktor,
            kind=OpinionKind.RESERVATION,
            authors=dissenters[:3],
            **facts["reservation"],
        )
        _record(memorandum, viktor, KSL_SIGNED)
    with _moment(KSL_DECIDED):
        file_stage_opinion(
            next_stage(memorandum),
            actor=viktor,
            kind=OpinionKind.RESERVATION,
            authors=dissenters,
            refers_to=first,
        )
        _record(memorandum, viktor, KSL_DECIDED, paragraph_unknown=True)


def _safety_questions(cast, facts):
    """KS 2024/619: four numbered questions, two presenters, and suggestions that are followed."""
    ellen, board = cast.users["sthlm-koord"], cast.bodies["sthlm-ks"]
    authors = [cast.people[key] for key in ("sthlm-res1", "sthlm-res4", "sthlm-res6")]
    with _moment(FUNDS_ASKED):
        matter = register_matter(
            board,
            actor=ellen,
            title=facts["title"],
            opened_on=FUNDS_ASKED,
            registry_number="KS 2024/619",
        )
        written = register_written_question(
            matter,
            actor=ellen,
            title=facts["title"],
            registry_number="KS 2024/619-1",
            received_on=FUNDS_ASKED,
            authors=authors,
            introduction=facts["introduction"],
            questions=facts["questions"],
        )
    with _moment(FUNDS_REPORTED):
        _answer(written, ellen, facts["answers"], FUNDS_REPORTED)
    with _moment(FUNDS_SIGNED):
        draft = Draft(
            title=facts["title"],
            origin=Origin.WRITTEN_QUESTION,
            written_question=written,
            divisions=[cast.bodies["sthlm-rotel1"], cast.bodies["sthlm-rotel4"]],
            presenters=[cast.people["sthlm-ks-ordf"], cast.people["sthlm-foredr2"]],
            **facts["texts"],
        )
        memorandum = draft_memorandum(
            matter,
            actor=ellen,
            draft=draft,
            bodies=[cast.bodies["sthlm-bb"], board],
            clauses=facts["clauses"],
        )
        _present(memorandum, ellen, FUNDS_SIGNED, "Stockholm")
        remark = file_stage_opinion(
            next_stage(memorandum),
            actor=ellen,
            kind=OpinionKind.SEPARATE_REMARK,
            authors=authors[:1],
            html=facts["remark"],
        )
        suggested = [
            add_suggestion(remark, actor=ellen, text=text, addressee=board)
            for text in facts["suggestions"]
        ]
        _record(memorandum, ellen, FUNDS_SIGNED)
    with _moment(ANSWERED_AFTER):
        suggested[1].opinion.stage.refresh_from_db()
        answer_request(
            suggested[1], actor=ellen, outcome=Outcome.DEFERRED, reason=facts["answered"]
        )


def _malmo_question(cast, clock, facts):
    """Two members of a committee ask the board (fictitious).

    The board's working committee has said yes, one of its two against; the board decides next.
    """
    helena, board = cast.users["koordinator"], cast.bodies["malmo-ks"]
    matter = Matter.objects.get(organization=board, registry_number="KS-2024-1188")
    asked, answered, signed = clock.day(-30), clock.day(-12), clock.day(-6)
    with clock.then(-30):
        written = register_written_question(
            matter,
            actor=helena,
            title=facts["title"],
            received_on=asked,
            authors=[cast.people["wallin"], cast.people["ekstrom"]],
            introduction=facts["introduction"],
            questions=facts["questions"],
        )
    with clock.then(-12):
        _answer(written, helena, facts["answers"], answered)
    with clock.then(-6):
        draft = Draft(
            title=facts["title"],
            origin=Origin.WRITTEN_QUESTION,
            written_question=written,
            presenters=[cast.people["ks-ordf"]],
            **facts["texts"],
        )
        memorandum = draft_memorandum(
            matter,
            actor=helena,
            draft=draft,
            bodies=[cast.bodies["malmo-au"], board, cast.bodies["malmo-kf"]],
            clauses=facts["clauses"],
        )
        _present(memorandum, helena, signed, "Malmö")
    with clock.then(-2):
        file_stage_opinion(
            next_stage(memorandum),
            actor=helena,
            kind=OpinionKind.RESERVATION,
            authors=[cast.people["ks-vice"]],
            html=facts["reservation"],
            clauses=facts["counter"],
        )
        _record(memorandum, helena, clock.day(-2), paragraph=31)
        remark = file_stage_opinion(
            next_stage(memorandum),
            actor=helena,
            kind=OpinionKind.SEPARATE_REMARK,
            authors=[cast.people["ledamot"]],
            html=facts["remark"],
        )
        add_suggestion(remark, actor=helena, text=facts["suggestion"], addressee=board)


def _answer(written, actor, answers, day):
    for question, html in zip(written.questions.all(), answers, strict=True):
        question.written_question = written
        answer_question(question, actor=actor, html=html, on=day, version=question.version)


def _present(memorandum, actor, day, place):
    present_memorandum(memorandum, actor=actor, signed_on=day, place=place, today=day)
    memorandum.refresh_from_db()


def _record(memorandum, actor, day, **values):
    record_stage(
        next_stage(memorandum),
        actor=actor,
        result=StageResult.APPROVAL,
        held_on=day,
        today=day,
        **values,
    )
