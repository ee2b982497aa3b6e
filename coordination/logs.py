"""Structured logs: one JSON object a line, without personal data beyond the user's id."""

import structlog
from structlog.typing import Processor

# What every line tells, whether Kraftsam itself or a library wrote it.
FACTS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]

structlog.configure(
    processors=[*FACTS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def json_formatter() -> structlog.stdlib.ProcessorFormatter:
    """Make the formatter that settings.LOGGING names; loading it configures structlog as well."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=FACTS,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
