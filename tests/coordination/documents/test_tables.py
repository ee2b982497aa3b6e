"""Sums of a table in the text stand to the right; words and the names of rows do not."""

import pytest

from coordination.documents.themes import split_themes


def row(*cells):
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


@pytest.mark.parametrize(
    ("sums", "aligned"),
    [
        (["3,3", "1 200"], 3),
        (["45 %", "−2 mnkr"], 3),
        (["", "7"], 3),
        (["3,3", "oklart"], 0),
        (["", ""], 0),
    ],
)
def test_column_of_amounts_stands_to_the_right(sums, aligned):
    rows = "".join(row(f"20{at}", each) for at, each in enumerate(sums, 26))

    (theme,) = split_themes(f"<table>{row('År', 'Kostnad')}{rows}</table>")

    assert theme.body.count('class="num"') == aligned
