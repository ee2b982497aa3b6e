"""Malmö's rounds under way: one to decide, one open with a draft that lacks a consent (fictitious)."""

from evaluation.demo.applying import FACTS, ORE, apply, ask_for_parts, judge
from funding.domain.application import describe_application, start_application
from funding.domain.application_content import keep_content
from funding.domain.application_writing import set_body, set_share, write_part
from funding.domain.assessment import exclude_pair
from funding.domain.consent import ask_for_consents, give_consent
from funding.domain.round import close_round, draft_round, open_for_applications
from funding.domain.source import open_source
from funding.enums import Financing, MoneyUse, PartKind, SourceKind

COST = {"grn": 1_800_000, "sbn": 700_000}
# What was written first, and then rewritten.
FIRST_TEXTS = {PartKind.PROBLEM: "Passagen är mörk, och få vuxna rör sig där."}
TEXTS = {
    PartKind.LOCAL_ANALYSIS: "Skolvägen går genom en passage som fyra av tio elever undviker.",
    PartKind.PROBLEM: "Passagen är mörk och trång, och vuxna saknas när skolan slutar.",
    PartKind.REMEDY: "Ljus, öppnad sikt och vuxna på plats gör skolvägen till en väg för alla.",
    PartKind.LONG_TERM: "Efter två år sköts belysningen i ordinarie drift och vuxna följer schemat.",
    PartKind.CALCULATION: "Belysning 1,6 miljoner kronor, markarbeten 0,7 och samordning 0,2.",
    PartKind.FOLLOW_UP: "Elevenkät varje termin och räkning av gående vid tre tider.",
}


SAME_PLACE = ("Torget som scen", "Ny belysning på torget")
EARLIER = ("dialogue", "lessons")  # asked since later
NO_DISTRICTS = ("dialogue",)  # the municipality has no district committees


def tell_round_to_decide(cast, clock) -> None:
    """A closed round whose applications are judged: the decision table shows what the frame holds."""
    actor = cast.users["controller"]
    with clock.then(-60):
        source = open_source(
            cast.bodies["malmo-ks"],
            actor=actor,
            name="Gemensamma medel för kvällar och helger",
            year=clock.today.year,
            kind=SourceKind.CENTRAL,
            use=MoneyUse.OPERATING,
            frame_ore=7_000_000 * ORE,
            basis="Kommunstyrelsens budget (exempelbelopp)",
            key="demo-malmo-decide-source",
            is_fictitious=True,
            now=clock.at(-60),
        )
        found = draft_round(
            source,
            actor=actor,
            name="Kvällar och helger",
            purpose="Nämnder söker tillsammans för unga på kvällar och helger.",
            opens_on=clock.day(-60),
            closes_on=clock.day(-20),
            is_fictitious=True,
        )
        ask_for_parts(found, actor=actor, without=EARLIER)
        found = open_for_applications(found, actor=actor)
    with clock.then(-30):
        for facts in FACTS["malmo"]:
            apply(cast, found, facts, place="malmo")
    with clock.then(-14):
        close_round(found, actor=actor)
    rows = found.applications.select_related("round__source__owner")
    sent = {row.title: row for row in rows}
    with clock.then(-7):
        for facts in FACTS["malmo"]:
            judge(sent[facts["title"]], facts, actor=actor)
        first, second = (sent[title] for title in SAME_PLACE)
        exclude_pair(first, actor=actor, other=second, reason="Båda tar mitten av torget.")


def tell_open_round(cast, clock, initiatives) -> None:
    """A source for next year's work, a round that is open, and a joint draft that lacks a consent."""
    actor = cast.users["controller"]
    with clock.then(-14):
        source = open_source(
            cast.bodies["malmo-ks"],
            actor=actor,
            name="Gemensamma medel för skolvägar och mötesplatser",
            year=clock.today.year,
            kind=SourceKind.CENTRAL,
            use=MoneyUse.OPERATING,
            frame_ore=12_000_000 * ORE,
            basis="Kommunstyrelsens budget (exempelbelopp)",
            key="demo-malmo-open-source",
            is_fictitious=True,
            now=clock.at(-14),
        )
        found = draft_round(
            source,
            actor=actor,
            name="Skolvägar och mötesplatser",
            purpose="Nämnder söker tillsammans för platser som unga rör sig på.",
            opens_on=clock.day(-10),
            closes_on=clock.day(21),
            is_fictitious=True,
        )
        ask_for_parts(found, actor=actor, without=NO_DISTRICTS)
    with clock.then(-10):
        found = open_for_applications(found, actor=actor)
    with clock.then(-6):
        _draft(cast, found, initiatives)


def _draft(cast, funding_round, initiatives):
    """Written by two committees; one chair has consented, the other committee is asked."""
    lotta = cast.users["grn-sekr"]
    bodies = {key: cast.bodies[f"malmo-{key}"] for key in ("grn", "sbn", "tn")}
    initiative = next((row for row in initiatives if row.lead == bodies["grn"]), None)
    draft = start_application(
        funding_round,
        actor=lotta,
        lead=bodies["grn"],
        title="Trygg väg till skolan",
        initiative=initiative,
        is_fictitious=True,
    )
    describe_application(
        draft,
        actor=lotta,
        title="Trygg väg till skolan",
        summary="Ljus, sikt och vuxna längs vägen mellan skolan och busstorget.",
        cost_ore=sum(COST.values()) * ORE,
        version=1,
        initiative=initiative,
    )
    contributions = {
        "grn": "Vuxna på plats och elevernas egna trygghetsvandringar.",
        "sbn": "Planerar passagen och följer upp hur den används.",
        "tn": "Bygger belysningen.",
    }
    for key, body in bodies.items():
        set_body(
            draft,
            actor=lotta,
            organization=body,
            takes_part=key != "tn",
            contribution=contributions[key],
        )
    for key, kronor in COST.items():
        set_share(
            draft,
            actor=lotta,
            organization=bodies[key],
            financing=Financing.APPLIED if key == "grn" else Financing.OWN,
            year=funding_round.source.year,
            amount_ore=kronor * ORE,
        )
    for texts in (FIRST_TEXTS, TEXTS):
        for part in draft.parts.filter(kind__in=texts):
            html = f"<p>{texts[part.kind]}</p>"
            write_part(part, actor=lotta, html=html, version=part.version)
    draft.refresh_from_db()
    seen = keep_content(draft).fingerprint
    give_consent(draft, actor=lotta, organization=bodies["grn"], fingerprint_seen=seen)
    ask_for_consents(draft, actor=lotta)
