"""The nouns of follow-up, one to a file."""

from evaluation.models.answer_sheet import AnswerSheet
from evaluation.models.indicator import Indicator
from evaluation.models.measurement import Measurement
from evaluation.models.report import FollowUpReport

__all__ = ["AnswerSheet", "FollowUpReport", "Indicator", "Measurement"]
