"""The decision table as a workbook: what is on the page, with numbers as numbers."""

import io
from decimal import Decimal

from django.utils.translation import gettext as _

from funding.exports.cells import harmless

WIDTHS = (8, 10, 44, 30, 10, 10, 10, 16, 16, 44)


def table_workbook(funding_round, table) -> bytes:
    """One sheet: the lines, then the sums. Amounts are kronor with two decimals."""
    from xlsxwriter import Workbook  # costs time that other pages need not pay

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("Beslutstabell"))
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    mean = book.add_format({"num_format": "0.0"})
    heads = [
        *(_("Med"), _("Rang"), _("Projekt"), _("Huvudsökande"), _("Deltar"), _("Berörda")),
        *(_("Poäng"), _("Sökt (kr)"), _("Löpande summa (kr)"), _("Besked")),
    ]
    for column, (head, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    for number, line in enumerate(table.lines, start=1):
        _write(sheet, number, line, money, mean)
    last = len(table.lines) + 2
    for step, (word, ore) in enumerate(
        (
            (_("Valt"), table.chosen_ore),
            (_("Att fördela"), table.frame_ore),
            (_("Kvar"), table.left_ore),
        )
    ):
        sheet.write_string(last + step, 2, word, bold)
        sheet.write_number(last + step, 7, in_kronor(ore), money)
    sheet.write_string(last + 4, 2, harmless(funding_round.name))
    sheet.freeze_panes(1, 3)
    book.close()
    return stream.getvalue()


def decided_workbook(funding_round, decided) -> bytes:
    """One sheet: what was decided about each application, then the sums."""
    from xlsxwriter import Workbook  # costs time that other pages need not pay

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("Beslutstabell"))
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    mean = book.add_format({"num_format": "0.0"})
    heads = [
        *(_("Beviljad"), _("Rang"), _("Projekt"), _("Huvudsökande"), _("Deltar"), _("Berörda")),
        *(_("Poäng"), _("Sökt (kr)"), _("Beviljat (kr)"), _("Skäl till avslag"), _("Beslut")),
    ]
    for column, (head, width) in enumerate(zip(heads, (*WIDTHS, WIDTHS[-1]), strict=True)):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    for number, line in enumerate(decided.lines, start=1):
        _write_row(sheet, number, line.row, money, mean)
        sheet.write_string(number, 0, _("Ja") if line.is_granted else _("Nej"))
        if line.is_granted:
            sheet.write_number(number, 8, in_kronor(line.granted_ore), money)
        sheet.write_string(number, 9, harmless(line.reason))
        sheet.write_string(number, 10, harmless(str(line.decision)))
    last = len(decided.lines) + 2
    sheet.write_string(last, 2, _("Summa"), bold)
    sheet.write_number(last, 7, in_kronor(decided.applied_ore), money)
    sheet.write_number(last, 8, in_kronor(decided.granted_ore), money)
    sheet.write_string(last + 2, 2, harmless(funding_round.name))
    sheet.freeze_panes(1, 3)
    book.close()
    return stream.getvalue()


def in_kronor(ore: int) -> Decimal:
    """An amount as the workbook shows it, exactly."""
    return Decimal(ore).scaleb(-2)


def _write(sheet, number, line, money, mean):
    _write_row(sheet, number, line.row, money, mean)
    sheet.write_string(number, 0, _("Ja") if line.ticked else "")
    if line.running_ore is not None:
        sheet.write_number(number, 8, in_kronor(line.running_ore), money)
    sheet.write_string(number, 9, harmless(line.reason))


def _write_row(sheet, number, row, money, mean):
    """What both tables say of an application: rank, project, who takes part, points, what it asks for."""
    if row.rank:
        sheet.write_number(number, 1, row.rank)
    sheet.write_string(number, 2, harmless(row.title))
    sheet.write_string(number, 3, harmless(row.lead))
    sheet.write_number(number, 4, row.taking_part)
    sheet.write_number(number, 5, row.affected)
    if row.points is not None:
        sheet.write_number(number, 6, row.points, mean)
    sheet.write_number(number, 7, in_kronor(row.applied_ore), money)
