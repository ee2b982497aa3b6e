"""One database's run: migrate, make the volume, serve, measure, print. ``__main__`` starts it."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import django

SUPPRESS = ["--verbosity", "0"]


def main() -> int:
    """Measure the database of the environment; 1 when something does not work."""
    arguments = _arguments()
    measured = _prepare(arguments)
    django.setup()
    from tests.bench.measure import Failure  # needs the settings

    try:
        _measure(arguments, measured)
    except Failure as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    return 0


def _arguments():
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("--initiatives", type=int, default=10_000)
    parser.add_argument("--ledger-rows", type=int, help="ten for each initiative unless said")
    parser.add_argument("--money", action="store_true", help="only the pages and files of money")
    parser.add_argument("--plans", action="store_true", help="print the plans in full")
    return parser.parse_args()


def _prepare(arguments) -> dict[str, float]:
    measured = {"manage.py check": _manage("check"), "migrate": _manage("migrate", *SUPPRESS)}
    _manage("collectstatic", "--no-input", *SUPPRESS)
    size = ["--initiatives", str(arguments.initiatives)]
    if arguments.ledger_rows:
        size += ["--ledger-rows", str(arguments.ledger_rows)]
    took = _manage("make_volume", *size)
    sys.stdout.write(
        f"\n{arguments.initiatives:,} initiatives made in {took:.0f} s\n".replace(",", " ")
    )
    return measured


def _manage(*words) -> float:
    began = time.monotonic()
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def _measure(arguments, measured):
    from coordination.models import User
    from evaluation.volume.town import EMAIL
    from tests.bench import server

    user = User.objects.select_related("person").get(email=EMAIL)
    with server.gunicorn(Path(os.environ["DATA_DIR"]) / "gunicorn.log") as (port, pid):
        workers = server.worker_pids(pid)
        if not arguments.money:
            _measure_pages(_signed_in(port, user, workers), user, measured)
        _measure_money(port, workers)
    if not arguments.money:
        _explain(user, in_full=arguments.plans)


def _measure_pages(visitor, user, measured):
    from tests.bench import measure, report, server
    from tests.bench.targets import targets

    every = targets(user)
    # The bare WeasyPrint is loaded into the server's own process: weigh it before.
    pages = [each for each in every if not each.is_anchor]
    for page in pages:
        measure.ask(page, visitor)
    measured = {"worker RSS": max(map(server.megabytes, visitor.workers)), **measured}
    results = measure.measure(every, visitor)
    sys.stdout.write(f"Load of the machine meanwhile: {report.load():.1f} a core\n")
    sys.stdout.write(f"\n{report.table(results)}\n\n{report.weights(measured)}\n")


def _measure_money(port, workers):
    """What the coordinator sees, which is all of it."""
    from tests.bench import lists, measure, money, report

    user = money.overseer()
    visitor = _signed_in(port, user, workers)
    results = measure.measure(money.targets(user), visitor)
    sys.stdout.write(f"\nAll the money\n\n{report.table(results)}\n")
    lists.measure_lists(user, visitor)


def _signed_in(port, user, workers):
    from django.middleware.csrf import _get_new_csrf_string
    from django.test import Client

    from tests.bench.client import Visitor

    client = Client()
    client.force_login(user)
    cookies = {"session": client.cookies["session"].value, "csrf": _get_new_csrf_string()}
    return Visitor(port, cookies, workers)


def _explain(user, *, in_full):
    from tests.bench import plans

    sys.stdout.write("\nPlans\n")
    for name, queryset in plans.queries(user).items():
        plan = plans.explain(queryset)
        found = plans.whole_tables(plan)
        verdict = f"reads all of {', '.join(sorted(found))}" if found else "by index"
        sys.stdout.write(f"- {name}: {verdict}\n")
        if in_full:
            sys.stdout.write(f"{plan}\n\n")


if __name__ == "__main__":
    sys.exit(main())
