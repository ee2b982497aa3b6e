"""Dates that bodies plan for themselves: the budget's steps, a report each quarter, a draft in good time.

The budget process follows the steps of a real municipality's calendar (34 events from December to the
January after the next); the days lie around the day of loading, and the words are ours.
"""

from datetime import timedelta

from coordination.date_rules import DateRule
from coordination.domain.calendar_feed import make_feed
from coordination.domain.date_import import import_dates
from coordination.domain.meeting_import import MeetingRow
from coordination.domain.planned_date import finish_date, move_date, plan_date, withdraw_date
from coordination.domain.working_calendar import add_municipal_day, set_working_day_routine
from coordination.enums import Role, Roll
from coordination.models import Deadline
from evaluation.demo.cast import Cast, read
from evaluation.demo.clock import Clock

COMMITTEE, OFFICE = "malmo-sbn", "malmo-stk"
BEGAN = -190


def tell_dates(cast: Cast, clock: Clock) -> None:
    """The municipality's own days, the committee's year, and the central office's budget process."""
    _own_days(cast, clock)
    _committee_year(cast, clock)
    _budget_process(cast, clock)


def _own_days(cast, clock):
    home, admin = cast.bodies[COMMITTEE].municipality, cast.users["admin"]
    set_working_day_routine(home, actor=admin, bridge_days_off=True, half_days_off=False)
    add_municipal_day(
        home,
        actor=admin,
        day=clock.day(45),
        is_open=False,
        note="Utbildningsdag för alla förvaltningar",
    )


def _committee_year(cast, clock):
    """A series with two done, one moved and one withdrawn date, and a draft before the next answer."""
    body, actor = cast.bodies[COMMITTEE], cast.users["sekreterare"]
    with clock.then(BEGAN):
        report, plan, survey = (
            plan_date(body, actor=actor, today=clock.day(BEGAN), now=clock.at(BEGAN), **facts)
            for facts in _facts(clock)
        )
    with clock.then(-152):
        following = _finish(report, actor, clock, -152, "Rapporten skickad till kommunstyrelsen.")
    with clock.then(-40):
        move_date(
            plan,
            actor=actor,
            to=clock.day(25),
            reason="Arkivmyndigheten vill se den nya förteckningen först.",
            today=clock.day(-40),
            at=clock.at(-40),
        )
        withdraw_date(
            survey,
            actor=actor,
            reason="Stadskontoret gör undersökningen åt alla nämnder i år.",
            now=clock.at(-40),
        )
    with clock.then(-55):
        _finish(following, actor, clock, -55, "Rapporten skickad, några dagar sent.")
    _draft_in_good_time(body, actor, clock)
    make_feed(actor=actor, name="Outlook på jobbet", organization=body, now=clock.at(-30))


def _facts(clock):
    yield {
        "title": "Uppföljning av nämndens mål, kvartalsrapport",
        "role": Role.SECRETARY,
        "due_on": clock.day(-150),
        "every_months": 3,
        "how": Roll.PREVIOUS,
        "note": "Mallen ligger i nämndens samarbetsyta.",
    }
    yield {
        "title": "Se över nämndens dokumenthanteringsplan",
        "role": Role.REGISTRAR,
        "due_on": clock.day(-10),
    }
    yield {
        "title": "Enkät om mötesformerna till ledamöterna",
        "role": Role.SECRETARY,
        "due_on": clock.day(20),
    }


def _finish(deadline, actor, clock, day, by):
    return finish_date(deadline, actor=actor, by=by, today=clock.day(day), now=clock.at(day))


def _draft_in_good_time(body, actor, clock):
    """Two weeks before the committee's next answer, and never less than eight working days."""
    answer = (
        Deadline.objects.open()
        .filter(organization=body, kind="statement", due_on__gte=clock.today + timedelta(days=18))
        .first()
    )
    if answer:
        plan_date(
            body,
            actor=actor,
            title="Utkast till yttrandet till presidiet",
            role=Role.SECRETARY,
            source=answer,
            rule=DateRule(days=-14, roll=Roll.PREVIOUS, least=8),
            today=clock.today,
            now=clock.now,
        )


def _budget_process(cast, clock):
    """The calendar as it was read in, then again with one hearing moved and one called off."""
    body, actor = cast.bodies[OFFICE], cast.users["koordinator"]
    rows = [_row(number, clock, *step) for number, step in enumerate(read("budget.json"), 1)]
    with clock.then(-30):
        _import(body, actor, rows, clock, -30)
    with clock.then(-5):
        _import(body, actor, [_changed(row) for row in rows], clock, -5)


def _import(body, actor, rows, clock, day):
    import_dates(
        body,
        actor=actor,
        rows=rows,
        role=Role.COORDINATOR,
        today=clock.day(day),
        now=clock.at(day),
    )


def _row(number, clock, offset, title):
    uid = f"budget-{number:02}@malmo.example"
    return MeetingRow(f"Händelse {number}", clock.day(offset), note=title, uid=uid)


MOVED, CALLED_OFF = "budget-08@malmo.example", "budget-12@malmo.example"


def _changed(row):
    held_on = row.held_on + timedelta(days=7) if row.uid == MOVED else row.held_on
    return MeetingRow(
        row.place, held_on, note=row.note, uid=row.uid, is_cancelled=row.uid == CALLED_OFF
    )
