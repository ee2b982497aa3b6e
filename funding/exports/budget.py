"""A budget table in Excel: the figures as numbers in mnkr, the nets as they were computed."""

import io
from decimal import Decimal

from django.utils.translation import gettext as _

from funding.domain.queries.budget import budget_view, lead_of

# Grouped by the reader's own Excel; the decimal is dropped where it is zero, as on paper.
FIGURE = "# ##0.0;−# ##0.0;0"
LABEL_WIDTH, YEAR_WIDTH = 24, 12


def budget_workbook(table) -> bytes:
    """The table on one sheet, in the order of the page."""
    from xlsxwriter import Workbook  # costs what other pages need not pay

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        _write(book, book.add_worksheet(_("Budget")), table)
    return stream.getvalue()


def _write(book, sheet, table):
    bold = book.add_format({"bold": True, "align": "right"})
    strong = book.add_format({"bold": True})
    figure = book.add_format({"num_format": FIGURE})
    net = book.add_format({"num_format": FIGURE, "bold": True, "top": 1})
    view = budget_view(table)
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, len(view.years), YEAR_WIDTH)
    sheet.write_string(0, 0, table.owner.name, strong)
    sheet.write_string(1, 0, lead_of(table))
    sheet.write_row(3, 1, view.columns, bold)
    sheet.write_string(4, 0, _("Mnkr"), strong)
    sheet.write_row(4, 1, list(view.years), bold)
    at = 5
    for section in view.sections:
        sheet.write_string(at, 0, section.title, strong)
        for row in section.rows:
            at += 1
            sheet.write_string(at, 0, row.label, strong if row.is_net else None)
            style = net if row.is_net else figure
            for position, ore in enumerate(row.amounts_ore, start=1):
                sheet.write_number(at, position, Decimal(ore).scaleb(-8), style)
        at += 2
    if table.note:
        sheet.write_string(at, 0, table.note)
