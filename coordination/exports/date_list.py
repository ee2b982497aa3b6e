"""Dates to keep as a workbook: what the list shows, one row to a date."""

import io

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.domain.queries.deadline import COLUMNS, kind_name
from coordination.enums import Role
from coordination.exports.listing import write_about

MOST_ROWS = 10_000
TITLE = 1  # the column that leads to the date's page


def date_workbook(deadlines, *, today, about) -> bytes:
    """The dates of a narrowed list, by day, at most ten thousand, each with the way to its page.

    ``about`` says who took it out, when and what was chosen. Text is text: no formula is reckoned.
    """
    from xlsxwriter import Workbook  # costs 100 ms that other pages need not pay

    stream = io.BytesIO()
    book = Workbook(stream, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("Datum att hålla"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    link = book.get_default_url_format()
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    for column, (title, width) in enumerate(_heads()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for line, row in enumerate(_rows(deadlines), 1):
        _write(sheet, line, row, day, today)
        page = settings.BASE_URL + reverse("coordination:deadline", args=[row["id"]])
        sheet.write_url(line, TITLE, page, link, string=row["title"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, min(deadlines.count(), MOST_ROWS)), len(_heads()) - 1)
    write_about(book, _("Datum att hålla"), about)
    book.close()
    return stream.getvalue()


def _heads():
    return (
        (_("Senast"), 12),
        (_("Vad"), 50),
        (_("Slag"), 26),
        (_("Ansvarig"), 30),
        (_("Roll"), 16),
        (_("Ärende"), 16),
        (_("Ursprunglig dag"), 12),
        (_("Klart"), 12),
        (_("Klart genom"), 40),
        (_("Läge"), 14),
        (_("Varför den dagen"), 50),
    )


def _rows(deadlines):
    rows = deadlines.order_by("due_on", "pk").values(*COLUMNS)[:MOST_ROWS]
    return rows.iterator(chunk_size=1000)


def _write(sheet, line, row, day, today):
    done_on = timezone.localdate(row["done_at"]) if row["done_at"] else None
    texts = {
        2: kind_name(row["kind"]),
        3: row["organization__name"],
        4: str(Role(row["role"]).label),
        5: row["matter__registry_number"] or "",
        8: row["done_by"],
        9: state_of(row, today=today),
        10: row["rule"],
    }
    days = {0: row["due_on"], 6: row["planned_on"] or row["due_on"], 7: done_on}
    for column in range(len(_heads())):
        if column in texts:
            sheet.write_string(line, column, texts[column])
        elif days.get(column):
            sheet.write_datetime(line, column, days[column], day)


def state_of(row, *, today) -> str:
    """Where a date is, in a word: Återtaget, Klart, Försenat, Kommer."""
    if row["withdrawn"]:
        return _("Återtaget")
    if row["done_at"]:
        return _("Klart")
    return _("Försenat") if row["due_on"] < today else _("Kommer")


def file_name(today) -> str:
    """What the file is called when it is saved."""
    return _("Datum att hålla %(day)s.xlsx") % {"day": date_format(today, "Y-m-d")}
