"""What the database itself refuses in follow-up: changes to what is agreed, measured or filed."""

from coordination.guards import append_only, guard

append_only("evaluation_measurement", "a measurement is followed by a new one, never changed")
_DEFINED = (
    "name",
    "definition",
    "unit",
    "direction",
    "shows_complement",
    "period",
    "source_name",
    "baseline_value",
    "baseline_on",
)
guard(
    "evaluation_indicator_agreed_update",
    "evaluation_indicator",
    "UPDATE",
    "OLD.state = 'agreed' AND (NEW.state <> 'agreed' OR "
    + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _DEFINED)
    + ")",
    "an agreed indicator keeps its definition",
)
for _event in ("UPDATE", "DELETE"):
    guard(
        f"evaluation_followupreport_filed_{_event.lower()}",
        "evaluation_followupreport",
        _event,
        "OLD.state = 'filed'",
        "a filed report never changes",
    )
