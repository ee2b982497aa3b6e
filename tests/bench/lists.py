"""What the whole ledger costs as a file (P8, P9), and a list in the order of a kept sum (P14)."""

import http.client
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from coordination.exports.listing import in_chunks, write_csv
from coordination.registry import listings
from funding.models import Grant, Round
from tests.bench.client import Visitor
from tests.bench.reminders import clock, row
from tests.bench.server import peak_megabytes, processor_milliseconds

CODE = "pengaboken"
TURNS, TURNS_OF_A_PAGE, PAGE = 3, 30, 51
PATIENCE_SECONDS = 600


@dataclass(frozen=True)
class Taken:
    """What a file took of the server."""

    first_byte: float  # milliseconds by the clock
    processor: float  # milliseconds that the workers had
    megabytes: int  # more than what the worker held before


def measure_lists(user, visitor: Visitor) -> None:
    """Print a table."""
    number = listings[CODE].values(user, QueryDict()).order_by().count()
    sys.stdout.write(f"\nThe ledger's {number:,} rows as files\n\n".replace(",", " "))
    sys.stdout.write("| measured | value | goal | |\n|---|--:|---|---|\n")
    _csv(visitor)
    _csv_statements(user)
    _excel(user)
    _order(user)


def _csv(visitor):
    """P8, through the server: beside a view that lets the database write the same rows."""
    ours = _least(visitor, reverse("coordination:listing_csv", args=[CODE]))
    bare = _least(visitor, "/bench/copy/")
    _compare("CSV, processor time beside COPY", ours.processor, bare.processor, 5, "P8")
    row("CSV, first byte", f"{ours.first_byte:.0f} ms", "P8: ≤ 150 ms", met=ours.first_byte <= 150)
    row("CSV, memory", f"{ours.megabytes} MB", "P8: ≤ 10 MB", met=ours.megabytes <= 10)


def _least(visitor, path) -> Taken:
    taken = [_take(visitor, path) for _turn in range(TURNS)]
    return Taken(
        min(each.first_byte for each in taken),
        min(each.processor for each in taken),
        max(each.megabytes for each in taken[1:]),  # the first loads what stays
    )


def _take(visitor, path) -> Taken:
    """The whole file, thrown away as it comes."""
    cookies = "; ".join(f"{key}={value}" for key, value in visitor.cookies.items())
    had = [processor_milliseconds(pid) for pid in visitor.workers]
    weighed = [peak_megabytes(pid, afresh=True) for pid in visitor.workers]
    asked = http.client.HTTPConnection("127.0.0.1", visitor.port, timeout=PATIENCE_SECONDS)
    began = time.perf_counter()
    asked.request("GET", path, headers={"Cookie": cookies})
    answer = asked.getresponse()
    answer.read(1)
    first = time.perf_counter() - began
    while answer.read(1 << 20):
        pass
    asked.close()
    used = sum(map(processor_milliseconds, visitor.workers)) - sum(had)
    peaks = [peak_megabytes(pid) for pid in visitor.workers]
    more = max(peak - before for peak, before in zip(peaks, weighed, strict=True))
    return Taken(first * 1000, used, more)


def _csv_statements(user):
    """P8: as many statements for a round's rows as for those of one grant."""
    grant = Grant.objects.visible_to(user).first()
    few, many = (
        _statements(user, query) for query in (f"bidrag={grant.pk}", f"omgang={grant.round_id}")
    )
    row("CSV, statements", f"{few} / {many}", "P8: ≤ 4, constant", met=few == many <= 4)


def _statements(user, query) -> int:
    seen = []

    def count(execute, *args):
        seen.append(args)
        return execute(*args)

    listing = listings[CODE]
    with connection.execute_wrapper(count):
        for _part in write_csv(listing.columns, in_chunks(listing.values(user, QueryDict(query)))):
            pass
    return len(seen)


def _excel(user):
    """P9, in this process as in the task's: beside bare xlsxwriter with the same cells."""
    with tempfile.TemporaryDirectory() as folder:
        bare, _more = _weighed(lambda: _bare_workbook(Path(folder, "bare.xlsx"), user))
        ours, more = _weighed(lambda: _workbook(Path(folder, "ours.xlsx"), user))
    _compare("Excel, processor time beside bare xlsxwriter", ours, bare, 1.2, "P9")
    row("Excel, memory", f"{more} MB", "P9: ≤ 15 MB", met=more <= 15)


def _weighed(work) -> tuple[float, int]:
    """Processor time in ms, and how much more memory."""
    weighed, began = peak_megabytes("self", afresh=True), time.process_time()
    work()
    return (time.process_time() - began) * 1000, peak_megabytes("self") - weighed


def _workbook(path, user):
    listings[CODE].write(str(path), user, "", at=timezone.now(), progress=lambda _rows: None)


def _bare_workbook(path, user):
    """Texts and numbers as the database gives them; what is neither, as its text."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, at = book.add_worksheet(), 0
        for chunk in in_chunks(listings[CODE].values(user, QueryDict()), held=True):
            for cells in chunk:
                for column, value in enumerate(cells):
                    if isinstance(value, int):
                        sheet.write_number(at, column, value)
                    elif value is not None:
                        sheet.write_string(at, column, str(value))
                at += 1
            if at > 1_000_000:
                sheet, at = book.add_worksheet(), 0


def _order(user):
    """P14: the sums are kept beside the ledger, so an order by one costs what an order by day does."""
    rows = Grant.objects.visible_to(user).filter(round=Round.objects.visible_to(user).first())
    by_sum, by_day = (_page(rows.order_by(name, "pk")) for name in ("-used_ore", "-completed_on"))
    _compare("a round's grants by what is used, beside by day", by_sum, by_day, 1.3, "P14")


def _page(rows) -> float:
    """The least of many turns, in ms."""

    def turn():
        began = clock()
        list(rows.all()[:PAGE])
        return (clock() - began) * 1000

    return min(turn() for _turn in range(TURNS_OF_A_PAGE))


def _compare(name, ours, bare, most, goal):
    value = f"{ours:.1f} / {bare:.1f} ms = {ours / bare:.2f}"
    row(name, value, f"{goal}: ≤ {most}", met=ours <= most * bare)
