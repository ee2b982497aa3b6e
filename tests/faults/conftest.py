"""What the faults showed, in figures, at the end of the run: the README quotes them."""

import pytest

FIGURES = pytest.StashKey[list[tuple[str, str]]]()


@pytest.fixture
def figure(request):
    """Keep one line for the table at the end: ``figure("T9", "1,000 of 1,000 …")``."""
    lines = request.config.stash.setdefault(FIGURES, [])
    return lambda test, text: lines.append((test, text))


def pytest_terminal_summary(terminalreporter, config):
    lines = config.stash.get(FIGURES, [])
    if lines:
        terminalreporter.section("what the faults showed")
        terminalreporter.write_line("| test | result |")
        terminalreporter.write_line("|---|---|")
        for test, text in sorted(lines):
            terminalreporter.write_line(f"| {test} | {text} |")
