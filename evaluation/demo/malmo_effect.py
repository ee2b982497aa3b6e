"""How it goes in Malmö: the programme's indicator with invented values, and the country beside it."""

from datetime import date
from decimal import Decimal

from evaluation.demo.cast import Cast
from evaluation.domain.indicator import agree_indicator, define_indicator
from evaluation.domain.measurement import record_measurement
from evaluation.enums import Direction

# Per cent of 16–24-year-olds who neither work nor study, as Kolada's N02797 counts (invented).
MALMO = {2020: "11.3", 2021: "10.9", 2022: "10.4", 2023: "9.9", 2024: "9.6", 2025: "9.3"}
COUNTRY = {2020: "7.3", 2021: "7.1", 2022: "7.2", 2023: "7.0", 2024: "7.0", 2025: "6.9"}


def measure(cast: Cast, programme) -> None:
    """Define the indicator that the goal is about, agree on it, and enter its measurements."""
    actor = cast.users["koordinator"]
    indicator = define_indicator(
        cast.bodies["malmo-stk"],
        actor=actor,
        programme=programme,
        name="Unga som arbetar eller studerar",
        definition=(
            "Invånare 16–24 år som arbetar eller studerar, andel. "
            "Räknas som 100 minus de som gör varken eller."
        ),
        unit="procent",
        direction=Direction.HIGHER,
        shows_complement=True,
        kolada_id="N02797",
        source_name="Kolada N02797 (värdena är påhittade)",
        baseline_value=Decimal("89.6"),
        baseline_on=date(2022, 12, 31),
        target_value=Decimal("92.0"),
        target_on=date(2028, 12, 31),
        is_fictitious=True,
    )
    agree_indicator(indicator, actor=cast.users["controller"], on=date(2025, 3, 3))
    for comparison, values in (("", MALMO), ("Riket", COUNTRY)):
        for year, value in values.items():
            record_measurement(
                indicator,
                actor=actor,
                measured_on=date(year, 12, 31),
                value=Decimal(value),
                comparison=comparison,
                is_fictitious=True,
            )
