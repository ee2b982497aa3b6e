"""The dates that kommunallagen (2017:725) gives a decision: approval, notice, appeal, legal force.

A last day that falls on a Saturday, a Sunday, a public holiday, Midsummer Eve, Christmas Eve or New
Year's Eve moves to the next working day (lag 1930:173 om beräkning av lagstadgad tid, 2 §). Days are
counted from the day after the one that starts the time.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from coordination.date_rules import DateRule
from coordination.enums import Roll

APPROVAL = DateRule(days=14, roll=Roll.NEXT)
NOTICE = DateRule(days=2, roll=Roll.NEXT)
APPEAL = DateRule(days=21, roll=Roll.NEXT)
ONE_DAY = datetime.timedelta(days=1)


def approval_due(meeting_on: datetime.date) -> datetime.date:
    """Return the last day to approve the minutes: fourteen days after the meeting.

    KL 5 kap. 69 §, which 6 kap. 35 § applies to committees.
    """
    return APPROVAL.day(meeting_on)


def notice_due(approved_on: datetime.date) -> datetime.date:
    """Return the last day to put up the notice (anslag): the second day after the approval.

    KL 8 kap. 12 §.
    """
    return NOTICE.day(approved_on)


def appeal_ends(notice_on: datetime.date) -> datetime.date:
    """Return the last day to appeal: three weeks from the notice (KL 13 kap. 5 §).

    The notice stays up as long (KL 8 kap. 12 §).
    """
    return APPEAL.day(notice_on)


def legal_force_on(notice_on: datetime.date) -> datetime.date:
    """Return the day from which the decision has legal force (laga kraft) if nobody appealed."""
    return appeal_ends(notice_on) + ONE_DAY


@dataclass(frozen=True)
class LegalDates:
    """The dates of one decision, each from what has been done so far, else from its last day."""

    meeting_on: datetime.date
    approved_on: datetime.date | None = None
    notice_on: datetime.date | None = None

    @property
    def approval_due(self) -> datetime.date:
        return approval_due(self.meeting_on)

    @property
    def notice_due(self) -> datetime.date:
        return notice_due(self.approved_on or self.approval_due)

    @property
    def appeal_ends(self) -> datetime.date:
        return appeal_ends(self.notice_on or self.notice_due)

    @property
    def legal_force_on(self) -> datetime.date:
        return legal_force_on(self.notice_on or self.notice_due)

    def approval_is_late(self, today: datetime.date) -> bool:
        """Tell whether the minutes were approved too late, or still are not although they should be."""
        return (self.approved_on or today) > self.approval_due

    def notice_is_late(self, today: datetime.date) -> bool:
        """Tell whether the notice came too late, or is missing although it should be up."""
        return bool(self.approved_on) and (self.notice_on or today) > self.notice_due
