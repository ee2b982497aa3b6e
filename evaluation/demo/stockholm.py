"""Stockholm: the safety investments granted on 8 March 2023, and the KSL referral of 2014."""

from datetime import UTC, date, datetime

from coordination.domain.adoption import adopt_statement
from coordination.domain.adoption_check import Doubt
from coordination.domain.approval import put_up_notice, take_down_notice
from coordination.domain.audit import registered_afterwards
from coordination.domain.decision import record_decision
from coordination.domain.incoming_referral import (
    note_incoming_answered,
    register_incoming,
    send_out_internally,
)
from coordination.domain.matter import involve, register_matter
from coordination.domain.official_report import sign_report
from coordination.domain.opinion import file_opinion
from coordination.domain.referral import close_referral, draft_referral, send_referral
from coordination.domain.request import add_request
from coordination.domain.statement import (
    describe_statement,
    dispatch_statement,
    start_statement,
    submit_statement,
    write_section,
)
from coordination.enums import OpinionKind, PartyRole, RequestKind, Stance
from coordination.legal_dates import legal_force_on
from coordination.models import Statement
from evaluation.demo.applying import FACTS
from evaluation.demo.cast import Cast
from evaluation.demo.stockholm_round import apply_and_judge, prepare_round
from funding.domain.entry import record_spending
from funding.domain.grant import Award, Rejection, grant_funds
from funding.domain.project import call_off_project, complete_project, start_project
from funding.domain.source import open_source
from funding.enums import MoneyUse, SourceKind

ORE = 100
GRANTED_ON = date(2023, 3, 8)
# project, recipient, granted and used in kronor, completed on; sums: 80,0 and 70,3 million (fictitious split)
PROJECTS = (
    ("Belysning längs gångstråk", "sthlm-tkn", 14_500_000, 13_200_000, date(2023, 10, 20)),
    ("Ny torgmöblering och siktröjning", "sthlm-sdn-n", 9_800_000, 9_100_000, date(2023, 9, 15)),
    ("Tryggare cykelgarage", "sthlm-tkn", 8_400_000, 7_900_000, date(2023, 11, 30)),
    ("Skolgård öppen på kvällar", "sthlm-sdn-s", 7_600_000, 7_200_000, date(2023, 8, 25)),
    ("Gångtunnel ersätts av övergång", "sthlm-tkn", 12_300_000, 10_600_000, date(2023, 12, 12)),
    ("Upprustad parklek", "sthlm-sdn-n", 6_900_000, 6_700_000, date(2023, 6, 30)),
    ("Belysning vid busshållplatser", "sthlm-tkn", 8_200_000, 7_500_000, None),
    ("Entréer och passager", "sthlm-sdn-s", 5_600_000, 4_900_000, date(2023, 12, 1)),
    ("Mötesplats vid stationen", "sthlm-sdn-n", 4_100_000, 3_200_000, None),
    ("Kameror i garage", "sthlm-sdn-s", 2_600_000, 0, None),
)


def tell_stockholm(cast: Cast) -> None:
    """Both stories."""
    _safety_funds(cast)
    _ksl_referral(cast)


def _moment(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _safety_funds(cast):
    ellen, board = cast.users["sthlm-koord"], cast.bodies["sthlm-ks"]
    with registered_afterwards(_moment(GRANTED_ON)):
        matter = register_matter(
            board,
            actor=ellen,
            title="Trygghetsinvesteringar 2023",
            opened_on=date(2023, 1, 16),
            registry_number="KS 2023/118",
            is_fictitious=True,
        )
        involve(
            matter,
            cast.bodies["sthlm-slk"],
            actor=ellen,
            role=PartyRole.CONVENER,
            since=GRANTED_ON,
        )
        for key in ("sthlm-tkn", "sthlm-sdn-n", "sthlm-sdn-s", "sthlm-etu"):
            involve(
                matter,
                cast.bodies[key],
                actor=ellen,
                role=PartyRole.CONTRIBUTING,
                since=GRANTED_ON,
            )
        for number, grant in enumerate(_grants(cast, matter, board)):
            _carry_out(cast.users["sthlm-contr"], grant, PROJECTS[number], number)


def _grants(cast, matter, board):
    ida = cast.users["sthlm-contr"]
    source = open_source(
        board,
        actor=ida,
        name="Medel för trygghetsinvesteringar",
        year=2023,
        kind=SourceKind.CENTRAL,
        use=MoneyUse.INVESTMENT,
        frame_ore=80_000_000 * ORE,
        basis="Drygt åttio miljoner avsatta för 2023 (cirka)",
        key="demo-sthlm-source",
        is_approximate=True,
        now=_moment(date(2023, 1, 9)),
    )
    funding_round = prepare_round(source, actor=ida)
    sent = apply_and_judge(cast, funding_round, actor=ida)
    decision = record_decision(
        matter,
        actor=cast.users["sthlm-koord"],
        body=cast.bodies["sthlm-etu"],
        decided_on=GRANTED_ON,
        paragraph=None,
        paragraph_unknown=True,
        title="Fördelning av medel till trygghetsinvesteringar",
        text="Utskottet beviljar medel till projekten i listan. Källan anger dagen men inte paragrafen.",
        today=GRANTED_ON,
        amount_ore=80_000_000 * ORE,
        financing="Kommunstyrelsens medel för trygghetsinvesteringar.",
    )
    return grant_funds(
        funding_round,
        actor=ida,
        decision=decision,
        awards=[
            Award.of(sent[title], amount_ore=granted * ORE, is_approximate=True)
            for title, _recipient, granted, _used, _done in PROJECTS
        ],
        rejections=[
            Rejection.of(sent[title], reason=reason) for title, reason in FACTS["refused"].items()
        ],
        key="demo-sthlm-grants",
        now=_moment(GRANTED_ON),
    )


def _carry_out(ida, grant, facts, number):
    _title, _recipient, _granted, used, done = facts
    if not used:
        call_off_project(
            grant,
            actor=ida,
            reason="Tillstånd till kameraövervakning gavs inte.",
            now=_moment(date(2023, 11, 6)),
        )
        return
    grant = start_project(grant, actor=ida, now=_moment(date(2023, 4, 3)))
    record_spending(
        grant,
        actor=ida,
        amount_ore=used * ORE,
        booked_on=date(2023, 12, 31),
        document="Bokslut 2023",
        key=f"demo-sthlm-used-{number}",
        now=_moment(date(2024, 1, 15)),
    )
    if done:
        complete_project(grant, actor=ida, completed_on=done, now=_moment(date(2024, 1, 15)))


# --- The KSL referral ------------------------------------------------------------------------------

SENT, DUE, ADOPTED = date(2014, 9, 1), date(2014, 10, 31), date(2014, 10, 29)
ROUND_DUE = date(2014, 10, 10)  # the internal round's own, earlier day
REPORTED = date(2014, 10, 8)
OFFICE = {
    "summary": "<p>Kontoret ser positivt på förslaget men vill att förbundets uppdrag avgränsas.</p>",
    "body": """
<h3>Kontorets bedömning</h3>
<p>Samarbetet gör mest nytta i frågor som rör flera kommuner. Varje uppdrag behöver ett tydligt syfte.</p>
<h3>Vad kontoret vill se ändrat</h3>
<ul><li>Gränsen mot regionens ansvar bör framgå.</li><li>Uppföljningen bör ha en bestämd tidpunkt.</li></ul>
""",
}
VIEWS = """
<h3>Vad en samarbetsorganisation ska göra</h3>
<p>Staden ser störst nytta när förbundet tar frågor som ingen kommun kan lösa ensam. För varje fråga bör det stå
vad som är syftet, vilken roll förbundet har och vad medlemmarna vinner på det.</p>
<h3>Gränser</h3>
<ul><li>Kommunernas egen beslutanderätt berörs inte.</li><li>Uppgifter som regionen redan har lämnas där.</li>
<li>Förbundet företräder kommunerna bara när de har bett om det.</li></ul>
<h3>Uppföljning</h3>
<p>Mål och organisation bör ses över regelbundet, första gången efter halva mandatperioden.</p>
"""


def _ksl_referral(cast):
    consultee = _incoming(cast)
    viktor = cast.users["sthlm-sekr"]
    with registered_afterwards(_moment(ADOPTED)):
        statement = start_statement(
            consultee, actor=viktor, today=date(2014, 9, 3), registry_number="002-879/2014"
        )
        incoming = _as_incoming(cast, statement.matter)
        texts = {
            "summary": "<p>Staden är i huvudsak positiv till förslaget men vill se tydligare avgränsningar.</p>",
            "body": VIEWS,
        }
        for section in statement.sections.all():
            write_section(section, actor=viktor, html=texts[section.kind], version=section.version)
        statement = describe_statement(
            statement,
            actor=viktor,
            title="Utveckling av KSL inför mandatperioden 2015–2018",
            stance=Stance.ENDORSES_IN_PART,
            version=statement.version,
        )
        _requests_and_reservation(cast, statement)
        submit_statement(statement, actor=viktor)
        adopt_statement(
            statement,
            actor=viktor,
            decided_on=ADOPTED,
            paragraph=15,
            chair=cast.people["sthlm-ks-ordf"],
            secretary=cast.people["sthlm-sekr"],
            today=ADOPTED,
            immediate_approval=True,
            dispatch=True,
            confirmed={Doubt.NEW_MEETING, Doubt.ATTENDANCE_MISSING},
            at=_moment(ADOPTED, hour=14),
        )
        put_up_notice(statement, actor=viktor, on=ADOPTED, today=ADOPTED)
        after = legal_force_on(ADOPTED)
        take_down_notice(statement, actor=viktor, on=after, today=after)
        close_referral(consultee.referral, actor=cast.users["ksl-reg"], now=_moment(DUE))
        note_incoming_answered(
            incoming,
            actor=viktor,
            on=ADOPTED,
            answer=Statement.objects.get(pk=statement.pk),
            today=ADOPTED,
            now=_moment(ADOPTED, hour=15),
        )


def _as_incoming(cast, matter):
    """The board's own book of what has come in, and its round to the city's executive office."""
    viktor, board = cast.users["sthlm-sekr"], cast.bodies["sthlm-ks"]
    incoming = register_incoming(
        board,
        actor=viktor,
        title="Utveckling av KSL inför mandatperioden 2015–2018",
        sender_name=cast.bodies["ksl"].name,
        sender_number="KSL/14-1",
        memo_number="PM 2014:134",
        question="Vilka frågor bör förbundet arbeta med, och vilken roll bör det ha i varje fråga?",
        received_on=SENT,
        answer_by=DUE,
        link="https://ksl.example/remisser/mandatperioden-2015-2018/",
        matter=matter,
        today=SENT,
        now=_moment(SENT),
    )
    referral = send_out_internally(
        incoming,
        actor=viktor,
        sender=board,
        question="Vad anser kontoret om förbundets föreslagna inriktning?",
        due_on=ROUND_DUE,
        today=SENT,
        consultees=[cast.bodies["sthlm-slk"]],
    )
    referral = send_referral(referral, actor=viktor, now=_moment(SENT, hour=10))
    _office_report(cast, referral.consultees.select_related("organization", "referral").get())
    close_referral(referral, actor=viktor, now=_moment(ROUND_DUE))
    return incoming


def _office_report(cast, consultee):
    """The office answers its board's round with an official report that its head signs."""
    head = cast.users["sthlm-stadsdir"]
    with registered_afterwards(_moment(REPORTED)):
        report = start_statement(
            consultee,
            actor=cast.users["sthlm-reg"],
            today=REPORTED,
            registry_number="002-879/2014-2",
        )
        for section in report.sections.all():
            write_section(
                section,
                actor=cast.users["sthlm-reg"],
                html=OFFICE[section.kind],
                version=section.version,
            )
        submit_statement(report, actor=cast.users["sthlm-reg"])
        report = sign_report(
            report,
            actor=head,
            signed_on=REPORTED,
            stance=Stance.ENDORSES_IN_PART,
            today=REPORTED,
            at=_moment(REPORTED, hour=11),
        )
        dispatch_statement(report, actor=head, at=_moment(REPORTED, hour=12))


def _incoming(cast):
    sender = cast.bodies["ksl"]
    with registered_afterwards(_moment(SENT)):
        matter = register_matter(
            sender,
            actor=cast.users["ksl-reg"],
            title="Utveckling av KSL inför mandatperioden 2015–2018",
            opened_on=SENT,
            registry_number="KSL/14-1",
            is_fictitious=True,
        )
        referral = draft_referral(
            matter,
            actor=cast.users["ksl-reg"],
            sender=sender,
            title="Utveckling av KSL inför mandatperioden 2015–2018",
            question="Vilka frågor bör förbundet arbeta med, och vilken roll bör det ha i varje fråga?",
            due_on=DUE,
            today=SENT,
            consultees=[cast.bodies["sthlm-ks"]],
        )
        referral = send_referral(referral, actor=cast.users["ksl-reg"], now=_moment(SENT))
    return referral.consultees.select_related("organization", "referral").get()


def _requests_and_reservation(cast, statement):
    viktor = cast.users["sthlm-sekr"]
    add_request(
        statement,
        actor=viktor,
        text="Varje fråga ska ha syfte, roll och gränser innan den tas upp.",
        addressee=cast.bodies["ksl"],
        kind=RequestKind.GENERAL,
    )
    file_opinion(
        statement,
        actor=viktor,
        kind=OpinionKind.RESERVATION,
        authors=[cast.people[f"sthlm-res{n}"] for n in (1, 2, 3)],
        concurring=[cast.people[f"sthlm-res{n}"] for n in (4, 5, 6)],
        title="Reservation",
        html=(
            "<p>Vi föreslår att promemorian godkänns delvis och att det framgår "
            "vilka frågor som inte hör hemma i förbundet.</p>"
        ),
    )
