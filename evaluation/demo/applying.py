"""Applications in the demonstration: written together, consented to, submitted and judged."""

from datetime import timedelta

from coordination.enums import OrganizationKind
from coordination.swedish import running_date
from evaluation.demo.cast import read
from evaluation.demo.notes import notes_pdf
from funding.domain.application import (
    describe_application,
    start_application,
    submit_application,
)
from funding.domain.application_content import keep_content
from funding.domain.application_writing import set_body, set_share, write_part
from funding.domain.assessment import check_gate, score_application
from funding.domain.consent import give_consent
from funding.domain.dialogue import add_dialogue
from funding.domain.round_form import add_criterion, choose_parts, write_instructions
from funding.enums import Financing, PartKind

ORE = 100
FACTS = read("applications.json")  # fictitious; amounts in kronor
# How it goes on afterwards and what the calculation rests on: for what is built, and for what is run.
BUILT = {
    "kept": "Nämnden sköter anläggningen i sin ordinarie drift när den är byggd.",
    "priced": "Kalkylen bygger på avtalade priser och tio procents reserv.",
}
RUN = {
    "kept": "Nämnden har tagit upp verksamheten i sin budget från och med året efter.",
    "priced": "Kalkylen bygger på schemalagda timmar, avtalsenlig lön och nuvarande hyra.",
}
DAYS_BEFORE = timedelta(days=3)  # a dialogue was held shortly after the round opened
INSTRUCTIONS = """
<h3>Vem kan söka</h3><p>Alla nämnder, helst tillsammans. Den som söker har talat med stadsdelsnämnden.</p>
<h3>Vad pengarna är till för</h3><p>Investeringar i den fysiska miljön som gör staden tryggare.</p>
<h3>Hur ansökningarna rangordnas</h3><p>Långsiktighet är ett villkor. Sedan kommer det som flera
nämnder gör före det som en gör ensam, därefter hur många av de berörda som deltar, och sist poängen. Beloppet
påverkar inte rangen.</p>
"""


def ask_for_parts(funding_round, *, actor, without=()):
    """Instructions, parts and criteria, as both rounds of the demonstration have them."""
    write_instructions(funding_round, actor=actor, html=INSTRUCTIONS)
    parts = {kind: text for kind, text in FACTS["parts"].items() if kind not in without}
    choose_parts(funding_round, actor=actor, parts=parts)
    for criterion in FACTS["criteria"]:
        add_criterion(funding_round, actor=actor, **criterion)


def apply(cast, funding_round, facts, *, place, area=None):
    """One application of the municipality ``place``, submitted."""
    secretaries = _secretaries(place)
    lead, *others = (cast.bodies[f"{place}-{key}"] for key in [facts["lead"], *facts["partners"]])
    writer = cast.users[secretaries % facts["lead"]]
    draft = start_application(
        funding_round, actor=writer, lead=lead, title=facts["title"], is_fictitious=True
    )
    describe_application(
        draft,
        actor=writer,
        title=facts["title"],
        summary=facts["remedy"],
        cost_ore=facts["applied"] * ORE,
        version=1,
        area=area,
    )
    set_body(
        draft, actor=writer, organization=lead, takes_part=True, contribution="Bygger och sköter."
    )
    for body in others:
        said = {"takes_part": True, "contribution": "Planerar tillsammans och följer upp på plats."}
        set_body(draft, actor=writer, organization=body, **said)
    for key in facts["affected"]:
        set_body(draft, actor=writer, organization=cast.bodies[f"{place}-{key}"], takes_part=False)
    set_share(
        draft,
        actor=writer,
        organization=lead,
        financing=Financing.APPLIED,
        year=funding_round.source.year,
        amount_ore=facts["applied"] * ORE,
    )
    _write(draft, facts, writer, builds=place == "sthlm" or "belysning" in facts["title"].lower())
    _talked(draft, facts, others, writer)
    for key in [facts["lead"], *facts["partners"]]:
        _consent(draft, cast.users[secretaries % key], cast.bodies[f"{place}-{key}"])
    return submit_application(draft, actor=writer)


def _write(draft, facts, writer, *, builds):
    passing = facts["title"] in FACTS["not_long_term"]
    said = BUILT if builds else RUN
    texts = {
        PartKind.LOCAL_ANALYSIS: facts["analysis"],
        PartKind.PROBLEM: facts["problem"],
        PartKind.REMEDY: facts["remedy"],
        PartKind.LONG_TERM: "Insatsen varar i ett år." if passing else said["kept"],
        PartKind.CALCULATION: said["priced"],
        PartKind.FOLLOW_UP: "Trygghetsvandring före och efter, och händelser per månad i ett år.",
    }
    for part in draft.parts.all():
        write_part(part, actor=writer, html=f"<p>{texts[part.kind]}</p>", version=1)


def _talked(draft, facts, others, writer):
    """A specialist committee has talked with the district committee before it applies (T-03)."""
    held_on = draft.round.opens_on + DAYS_BEFORE
    for body in others:
        if body.kind == OrganizationKind.DISTRICT_COMMITTEE and facts["lead"] == "tkn":
            add_dialogue(
                draft,
                actor=writer,
                organization=body,
                held_on=held_on,
                evidence=f"Minnesanteckning från dialogmötet {running_date(held_on)}",
                pdf=notes_pdf(
                    f"Minnesanteckning (påhittad), {running_date(held_on)}",
                    f"Dialog mellan {draft.lead.name} och {body.name}",
                    f"Förslag: {draft.title}",
                    "Stadsdelsnämnden delar bilden av problemet och vill följa arbetet på plats.",
                ),
            )


def _secretaries(place) -> str:
    """How the people of a municipality's committees are called in the data."""
    return "%s-sekr" if place == "malmo" else f"{place}-%s-sekr"


def _consent(draft, user, body):
    draft.refresh_from_db()
    seen = keep_content(draft).fingerprint
    give_consent(draft, actor=user, organization=body, fingerprint_seen=seen)


def judge(application, facts, *, actor):
    """The gate and, for what is long-term, every criterion."""
    passed = facts["title"] not in FACTS["not_long_term"]
    check_gate(
        application,
        actor=actor,
        passed=passed,
        rationale="Nämnden tar över driften."
        if passed
        else "Väktarna finns bara så länge pengarna räcker.",
    )
    if not passed:
        return
    for criterion, level in zip(application.round.criteria.all(), facts["levels"], strict=True):
        score_application(
            application,
            actor=actor,
            criterion=criterion,
            level=level,
            rationale=facts["judged"],
        )
