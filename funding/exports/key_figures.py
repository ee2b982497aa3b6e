"""The page of key figures in Excel: a sheet to each table, and one that says how they are defined."""

import io

from django.utils.translation import gettext as _

WIDE, NARROW = 34, 18


def key_figures_workbook(*, groups, costs, figures, definitions, as_of) -> bytes:
    """``groups`` are the portfolio's rows by the name of what they are grouped by."""
    from xlsxwriter import Workbook  # costs what other pages need not pay

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for name, rows in groups:
            _write(book, bold, name, PORTFOLIO, [_portfolio_cells(row) for row in rows])
        _write(book, bold, _("Kostnad per enhet"), COSTS, [_cost_cells(row) for row in costs])
        _write(book, bold, _("Nyckeltal"), FIGURES, [_figure_cells(row) for row in figures])
        about = [(str(name), str(text)) for name, text in definitions] + [(_("Per den"), as_of)]
        _write(book, bold, _("Om siffrorna"), (_("Nyckeltal"), _("Så räknas det")), about)
    return stream.getvalue()


PORTFOLIO = (
    *("Grupp", "Genomförda projekt", "Inom gränsen", "Budgetföljsamhet (%)"),
    *("Med prognos", "Prognossäkerhet (%)", "Med tidplan", "Klara i tid", "Klara i tid (%)"),
)
COSTS = (
    *("Slag av insats", "Enhet", "Projekt", "Använt (kr)", "Antal"),
    *("Kronor per enhet", "Referens (kr)", "Referensens år", "Avvikelse (%)"),
)
FIGURES = (
    *("Nyckeltal", "Vems", "År", "Kostnad (kr)", "Antal", "Enhet"),
    *("Kronor per enhet", "Källa", "Per den", "Fotnot"),
)


def _portfolio_cells(row):
    return (
        *(row.name, row.completed, row.within_budget, row.adherence),
        *(row.forecast, row.accuracy, row.planned, row.on_time, row.punctuality),
    )


def _cost_cells(row):
    reference = row.reference
    return (
        *(row.type_label, row.unit_label, row.projects, row.used_ore // 100, row.quantity),
        *(row.kronor, reference and reference.kronor, reference and reference.year),
        row.deviation_percent,
    )


def _figure_cells(row):
    return (
        *(row.name, row.owner.name, row.year, row.amount_ore // 100, row.quantity),
        *(row.get_unit_display(), row.kronor, row.basis, row.counted_on.isoformat(), row.note),
    )


def _write(book, bold, name, headings, rows):
    sheet = book.add_worksheet(name[:31])
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, len(headings) - 1, NARROW)
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            elif value is not None:
                sheet.write_number(at, column, value)
