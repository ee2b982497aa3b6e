"""The round of 8 March 2023 as applications: its opening, what came in, and how it was judged.

The projects and the split between them are fictitious; their sums are those of the source.
"""

from datetime import UTC, date, datetime

from coordination.domain.audit import registered_afterwards
from evaluation.demo.applying import FACTS, apply, ask_for_parts, judge
from evaluation.demo.places import draw_stockholm
from funding.domain.assessment import exclude_pair
from funding.domain.round import close_round, draft_round, open_for_applications

DRAFTED, WRITTEN, JUDGED = date(2023, 1, 9), date(2023, 2, 3), date(2023, 2, 21)
OPENS_ON, CLOSES_ON = date(2023, 1, 16), date(2023, 2, 10)
SAME_PLACE = ("Gångtunnel ersätts av övergång", "Ny passage i stället för tunneln")


def _moment(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def prepare_round(source, *, actor):
    """Write what the round asks for, and open it."""
    with registered_afterwards(_moment(DRAFTED)):
        found = draft_round(
            source,
            actor=actor,
            name="Trygghetsinvesteringar, beslut 8 mars 2023",
            opens_on=OPENS_ON,
            closes_on=CLOSES_ON,
            purpose=(
                "Investeringar i den fysiska miljön som gör staden tryggare. "
                "Alla nämnder kan söka sedan 2018."
            ),
        )
        ask_for_parts(found, actor=actor, without=("lessons",))
    with registered_afterwards(_moment(OPENS_ON)):
        return open_for_applications(found, actor=actor)


def apply_and_judge(cast, funding_round, *, actor) -> dict:
    """Fourteen joint applications, each consented to, submitted and judged; by title."""
    with registered_afterwards(_moment(WRITTEN)):
        areas = draw_stockholm(cast)
        for facts in FACTS["applications"]:
            apply(cast, funding_round, facts, place="sthlm", area=areas[facts["area"]])
    with registered_afterwards(_moment(CLOSES_ON, 23)):
        close_round(funding_round, actor=actor)
    rows = funding_round.applications.select_related(
        "round__source__owner", "lead", "initiative", "area"
    )
    sent = {row.title: row for row in rows}
    with registered_afterwards(_moment(JUDGED)):
        for facts in FACTS["applications"]:
            judge(sent[facts["title"]], facts, actor=actor)
        first, second = (sent[title] for title in SAME_PLACE)
        exclude_pair(first, actor=actor, other=second, reason="Båda bygger om samma tunnel.")
    return sent
