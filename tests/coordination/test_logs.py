"""The logs: one JSON object a line, whoever writes it."""

import json
import logging

import pytest
import structlog

from coordination.logs import json_formatter


@pytest.fixture
def lines():
    """Collect what the formatter makes of records, as objects."""
    collected = []

    class Collecting(logging.Handler):
        def emit(self, record):
            collected.append(json.loads(self.format(record)))

    handler = Collecting()
    handler.setFormatter(json_formatter())
    logger = logging.getLogger("test.logs")
    logger.setLevel(logging.DEBUG)  # the tests as a whole log nothing below CRITICAL
    logger.addHandler(handler)
    yield collected
    logger.removeHandler(handler)


def test_line_of_a_library_is_one_object(lines):
    logging.getLogger("test.logs").warning("could not reach %s", "Malmö")

    assert [(line["event"], line["level"]) for line in lines] == [
        ("could not reach Malmö", "warning")
    ]


def test_line_of_our_own_carries_its_values(lines):
    structlog.get_logger("test.logs").error("referral.sent", referral=7)

    assert [(line["event"], line["referral"]) for line in lines] == [("referral.sent", 7)]


def test_line_tells_the_time_with_its_zone(lines):
    logging.getLogger("test.logs").error("x")

    assert lines[0]["timestamp"].endswith("Z")
