"""What Malmö's initiatives need and who pays besides the board: made up, with gaps and a surplus."""

from evaluation.demo.cast import Cast
from evaluation.demo.clock import Clock
from funding.domain.expected_saving import Expected, expect_saving
from funding.domain.financing import Said, add_financing
from funding.enums import FinancingKind
from initiatives.models import Initiative

TKR = 100_000  # öre
NEEDED, EXISTING, EXTERNAL = FinancingKind.NEEDED, FinancingKind.EXISTING, FinancingKind.EXTERNAL
# Initiative, then its posts: how many years ahead, kind, thousands of kronor, whose, where it stands.
POSTS = (
    ("Första jobbet", 0, NEEDED, 16_900, "", "Arbetsplanen, avsnitt 4"),
    ("Första jobbet", 0, EXISTING, 1_500, "lead", "Nämndens internbudget"),
    ("Första jobbet", 0, EXTERNAL, 1_200, "Europeiska socialfonden", "Ansökan om medfinansiering"),
    ("Första jobbet", 1, NEEDED, 15_400, "", "Arbetsplanen, avsnitt 4"),
    ("Första jobbet", 1, EXISTING, 3_000, "lead", "Nämndens plan"),
    ("Öppna skolgården", 0, NEEDED, 7_600, "", "Kalkyl för kvällsöppet"),
    ("Öppna skolgården", 0, EXISTING, 750, "lead", "Nämndens internbudget"),
    ("Tryggare gång- och cykelstråk", 0, NEEDED, 26_000, "", "Projekteringens kalkyl"),
    ("Tryggare gång- och cykelstråk", 0, EXTERNAL, 1_000, "Trafikverket", "Avsiktsförklaring"),
    ("Biblioteket som mötesplats", 0, NEEDED, 3_200, "", "Tjänsteskrivelsen"),
)

# Initiative, then whose cost is expected to be lower: years ahead, thousands of kronor, why, by what.
SPARED = (
    (
        *("Första jobbet", 1, "Arbetsmarknads- och socialnämnden", 9_400),
        "Fler unga försörjer sig själva, så ekonomiskt bistånd behövs kortare tid.",
        "Förvaltningens kalkyl (påhittad)",
    ),
    (
        *("Första jobbet", 2, "Försäkringskassan", 3_100),
        "Färre unga får aktivitetsersättning när de har en anställning.",
        "Samverkansgruppens bedömning (påhittad)",
    ),
    (
        *("Öppna skolgården", 1, "Tekniska nämnden", 600),
        "Mindre skadegörelse när vuxna är på plats på kvällarna.",
        "Skadestatistiken (påhittad)",
    ),
)


def tell_financing(cast: Cast, clock: Clock) -> None:
    """Every post is the coordinator's, written down three weeks ago."""
    keeper = cast.users["koordinator"]
    with clock.then(-21):
        for title, ahead, kind, thousands, whose, basis in POSTS:
            initiative = Initiative.objects.select_related(
                "lead", "programme__matter__organization", "programme__convener"
            ).get(title=title)
            said = Said(
                year=clock.today.year + ahead,
                kind=kind,
                amount_ore=thousands * TKR,
                basis=basis,
                as_of=clock.day(-30),
                organization=initiative.lead if whose == "lead" else None,
                payer=whose if kind == EXTERNAL else "",
                is_approximate=kind == NEEDED and ahead > 0,
            )
            add_financing(initiative, actor=keeper, said=said, is_fictitious=True)
        for title, ahead, bearer, thousands, rationale, basis in SPARED:
            expected = Expected(
                year=clock.today.year + ahead,
                bearer=bearer,
                amount_ore=thousands * TKR,
                rationale=rationale,
                basis=basis,
                as_of=clock.day(-30),
            )
            initiative = Initiative.objects.select_related(
                "lead", "programme__matter__organization", "programme__convener"
            ).get(title=title)
            expect_saving(initiative, actor=keeper, said=expected, is_fictitious=True)
