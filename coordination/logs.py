"""Structured logs: one JSON object a line, without personal data beyond the user's id."""

import re

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# The token in a read-only link opens papers or dates: whoever reads the log must not be able to.
SECRET_ADDRESS = re.compile(r"(/delat/|/datum/prenumeration/)[^/\s]+")


def hide_tokens(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Write the address of a read-only link without its token."""
    return {
        key: SECRET_ADDRESS.sub(r"\1…", value) if isinstance(value, str) else value
        for key, value in event.items()
    }


# What every line tells, whether Kraftsam itself or a library wrote it.
FACTS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    hide_tokens,
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
